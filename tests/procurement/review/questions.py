"""One question of each kind, made straight in the tables, for pages that show them."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from catalogue.matching.models import Match
from catalogue.products.models import Product
from catalogue.suggestions.models import Suggestion
from procurement.review import actions
from procurement.review.models import Question, QuestionState
from tests import region
from tests.procurement.gaps.world import DAY
from trusts.models import Membership, Organisation


def ask_of_each_kind(gloves: Product, *, by: Membership) -> dict[str, object]:
    """By the name tests know them by; `proposed` has an answer of `by`'s that waits."""
    at = timezone.now()
    _unmatched(by.organisation, "GLOVE NITR LARGE 6.0MM", gloves)
    _unmatched(by.organisation, "TUBE 7.0MM", gloves)
    actions.refresh_questions(on=DAY, at=at, everything=True)
    unmatched, proposed = Question.objects.filter(kind="UNMATCHED").order_by("pk")
    answer = actions.answer_same(proposed, product=gloves, by=by, at=at, note="As seen")
    return {
        "pack": Question.objects.get(kind="PACK_UNKNOWN"),
        "suspect": Question.objects.filter(kind="SUSPECT").earliest("pk"),
        "unmatched": unmatched,
        "proposed": proposed,
        "answer": answer,
        "pair": make_pair(gloves, by.organisation),
    }


def _unmatched(place: Organisation, description: str, looks_like: Product) -> None:
    item = region.item(place, looks_like)
    item.description = description
    item.save(update_fields=["description"])
    Match.objects.filter(item=item).update(
        product=None, tier="", reason="NO_CODE", pack_status="unknown", eaches=None
    )
    region.buy(item, [(date(2026, 8, 1), 10, "50.00")])
    item.refresh_from_db()
    Suggestion.objects.create(
        subject=item.subject,
        product=looks_like,
        points=60,
        reasons=["3 of 4 words agree", "Another size: 6 mm"],
        made_at=timezone.now(),
    )


def make_pair(gloves: Product, place: Organisation) -> Question:
    return Question.objects.create(
        kind="NEAR_DUPLICATE",
        key="D:1:2",
        state=QuestionState.OPEN,
        product=gloves,
        other_product=region.product("Nitrile glove medium"),
        value=Decimal(700),
        items=2,
        organisations=[place.pk],
        description=gloves.description,
        opened_at=timezone.now(),
    )
