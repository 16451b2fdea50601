"""Products of a version that left force are used up for a while, and reported on."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from catalogue.products.models import Product
from procurement.problems import actions
from procurement.problems.models import ProductProblem, ReviewCause
from procurement.signoff.actions import close_round
from procurement.specifications.actions import withdraw
from procurement.specifications.models import Version
from tests.cast import signed_in_client
from tests.procurement.problems.world import (
    UNDER_WAY,
    in_force,
    notice,
    product_of,
    report,
    state_of,
)
from tests.procurement.specifications.world import change, put_to_sign_off, sign
from trusts.rules import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def world(now):
    return in_force(at=now - timedelta(days=60))


def next_version(world, *, at, other: Product | None = None):
    """Adopted in the place of the first, which the world keeps; with another product
    as its standard, if one is given."""
    begun = at - UNDER_WAY
    first = world.version
    change(world, at=begun)
    second = world.version
    if other is not None:
        second.considered.filter(is_standard=True).update(
            product=other, description=other.description
        )
    put_to_sign_off(world, at=begun)
    for name in world.seats:
        sign(world, name, at=begun)
    close_round(world.round, by=world.chair, at=at)
    world.version = Version.objects.get(pk=first.pk)
    second.refresh_from_db()
    return second


def told(at):
    mail.outbox.clear()
    actions.tell(at=at)
    return {each.to[0].split("@")[0] for each in mail.outbox}


def test_harm_with_what_is_used_up_is_told_and_nothing_comes_under_review(world, now):
    withdraw(world.version, reason="It is old.", by=world.chair, at=now)
    actions.tell(at=now)
    later = now + timedelta(minutes=1)

    report(world, kind="HARM", at=later)

    [cause] = ReviewCause.objects.all()
    assert (cause.step, cause.was_in_force) == (None, False)
    assert state_of(world) == "WITHDRAWN"
    assert told(later) == {"amina", "carys", "dai", "efa", "glenys"}
    assert "Stock of it may still be used." in mail.outbox[0].body


def test_a_notice_about_what_is_used_up_is_told_of(world, now):
    withdraw(world.version, reason="It is old.", by=world.chair, at=now)
    shown = signed_in_client(world.chair).get(reverse("notice_enter"))
    products = shown.context["form"].fields["product"].queryset
    assert list(products) == [product_of(world)]

    notice(world, at=now + timedelta(minutes=1))

    [cause] = ReviewCause.objects.all()
    assert cause.version == world.version


def test_a_year_later_nothing_is_reported_any_more(world, now):
    withdraw(world.version, reason="It is old.", by=world.chair, at=now)

    with pytest.raises(Refused, match="nor was it in the last 12 months"):
        report(world, at=now + timedelta(days=366))


def test_three_problems_count_across_the_versions_with_the_product(world, now):
    report(world, "Carys", at=now - timedelta(days=12))
    report(world, "Dai", at=now - timedelta(days=11))
    second = next_version(world, at=now - timedelta(days=9))

    report(world, "Efa", at=now)  # of the first version, with the same product

    second.refresh_from_db()
    assert (state_of(world), second.state) == ("SUPERSEDED", "UNDER_REVIEW")
    assert [each.version for each in ReviewCause.objects.all()] == [second]


def test_the_form_offers_what_earlier_versions_left_on_wards(world, now):
    other = Product.objects.create(description="Valved catheter", is_declared=True)
    old = product_of(world)
    next_version(world, at=now - timedelta(days=9), other=other)
    client = signed_in_client(world.member("Carys"))
    where = reverse("problem_report", args=[world.specification.pk])
    form = client.get(where).context["form"]
    labels = dict(form.fields["product"].choices)
    assert list(labels) == [str(other.pk), str(old.pk)]
    assert "of version 1, no longer in force" in labels[str(old.pk)]

    client.post(
        where,
        {
            "product": old.pk,
            "kind": "HARM",
            "what": "It burst.",
            "happened_on": timezone.localdate().isoformat(),
        },
    )

    problem = ProductProblem.objects.get()
    assert (problem.version, problem.product) == (world.version, old)
    said = "Version 1 is no longer in force. What was found with its products"
    for page in (
        reverse("specification_detail", args=[world.specification.pk]),
        reverse("version_detail", args=[world.specification.pk, 1]),
    ):
        assert said in client.get(page).text
