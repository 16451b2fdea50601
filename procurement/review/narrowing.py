"""Which questions a list asks for, and which one stands next to another in it."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q

from catalogue.matching.models import Match
from catalogue.purchases.models import Item
from procurement.review.models import Question, QuestionQuerySet, QuestionState
from trusts.models import Membership
from trusts.paging import Order, read_decimal

LARGEST_FIRST = Order("value", True, read_decimal)


def narrow(
    questions: QuestionQuerySet, asked: dict[str, Any], *, member: Membership, on: date
) -> QuestionQuerySet:
    """The questions in the state asked for, of the words, trust and worth asked for."""
    questions = in_state(questions, asked.get("state") or "", member=member, on=on)
    if kind := asked.get("kind"):
        questions = questions.filter(kind=kind)
    if trust := asked.get("trust"):
        questions = questions.filter(organisations__contains=[trust.pk])
    if least := asked.get("least_value"):
        questions = questions.filter(value__gte=least)
    for word in (asked.get("search") or "").split():
        questions = questions.filter(
            Q(description__icontains=word) | Q(product__description__icontains=word)
        )
    if firm := asked.get("firm"):
        questions = questions.filter(_has_firm(firm))
    return questions


def in_state(
    questions: QuestionQuerySet, state: str, *, member: Membership, on: date
) -> QuestionQuerySet:
    """Without a state those that wait for the member: to a trust also what it is asked,
    to who confirms nothing else."""
    if state:
        return questions.filter(state=state)
    return questions.filter(waits_for(member, on=on))


def waits_for(member: Membership, *, on: date) -> Q:
    """Open, or put off until a day that has come; for a trust also what it is asked."""
    waiting = Q(state=QuestionState.OPEN) | Q(
        state=QuestionState.LATER, later_until__lte=on
    )
    if member.sees_region:
        return waiting
    return waiting | Q(state=QuestionState.ASKED, asked_of=member.organisation_id)


def after(questions: QuestionQuerySet, question: Question) -> Question | None:
    """The next one in order of value; the first of all after the last."""
    later = questions.filter(_beyond("lt", question.value, question.pk))
    return (
        later.largest_first().first()
        or questions.exclude(pk=question.pk).largest_first().first()
    )


def before(questions: QuestionQuerySet, question: Question) -> Question | None:
    """The one before in order of value; the last of all before the first."""
    earlier = questions.filter(_beyond("gt", question.value, question.pk))
    return (
        earlier.order_by("value", "id").first()
        or questions.exclude(pk=question.pk).order_by("value", "id").first()
    )


def _beyond(side: str, value: Decimal, pk: int) -> Q:
    return Q(**{f"value__{side}e": value}) & (
        Q(**{f"value__{side}": value}) | Q(**{f"id__{side}": pk})
    )


def _has_firm(text: str) -> Q:
    """Questions about items that such a supplier or manufacturer stands on."""
    named = Q()
    matched = Q()
    for word in text.split():
        named &= Q(supplier_name__icontains=word) | Q(manufacturer_name__icontains=word)
        matched &= Q(item__supplier_name__icontains=word) | Q(
            item__manufacturer_name__icontains=word
        )
    of_item = Item.objects.filter(named, asked_about__question=OuterRef("pk"))
    of_product = Q(product=OuterRef("product")) | Q(product=OuterRef("other_product"))
    of_price = Match.objects.filter(matched & of_product)
    is_about_price = Q(kind__in=("SUSPECT", "NEAR_DUPLICATE"))
    return Q(Exists(of_item)) | (is_about_price & Q(Exists(of_price)))
