"""Addresses, what stands there, and a gap to start from."""

from datetime import timedelta

from django.urls import reverse

from procurement.gaps.models import Gap
from tests.procurement.gaps.world import make_gaps


def at(name, *numbers):
    return reverse(name, args=numbers)


def text_of(answer):
    return answer.content.decode()


def later(moment):
    return moment + timedelta(minutes=1)


def make_gap(gloves):
    make_gaps(gloves.trust, 1)
    gap = Gap.objects.get(organisation=gloves.trust)
    gap.product = gloves.product
    gap.save(update_fields=["product"])
    return gap
