"""What an answer about two products does: one of them stands under the other, or it is
remembered that they are two."""

from datetime import datetime
from decimal import Decimal

from django.db.models import F, Sum

from catalogue.matching.actions import merge, say_different
from catalogue.prices.models import PricePaid
from catalogue.products.models import Kind, Merge
from procurement.review.models import Answer
from trusts.models import Membership


def put_together(answer: Answer, *, by: Membership | None, at: datetime) -> None:
    """Merge the two; the declared one stays, else the one that more is spent on. If
    somebody merged them meanwhile, that is what the answer led to."""
    answer.merge = _merged_meanwhile(answer) or _merge(answer, by=by, at=at)
    answer.save(update_fields=["merge"])


def _merge(answer: Answer, *, by: Membership | None, at: datetime) -> Merge:
    lesser, stays = _in_order(answer)
    return merge(
        kind=Kind.PRODUCT,
        from_id=lesser,
        into_id=stays,
        reason=answer.note,
        by=by,
        at=at,
    )


def _merged_meanwhile(answer: Answer) -> Merge | None:
    """The newest of the merges by which both stand under one, or None."""
    question = answer.question
    assert question.product_id is not None
    assert question.other_product_id is not None
    top, merges = _way_up(question.product_id)
    other_top, other_merges = _way_up(question.other_product_id)
    if top != other_top:
        return None
    return max(merges ^ other_merges, key=lambda each: each.pk)


def _way_up(product: int) -> tuple[int, set[Merge]]:
    """What the product stands under in the end, and the merges that lead there."""
    merges: set[Merge] = set()
    in_force = Merge.objects.in_force().filter(kind=Kind.PRODUCT)
    while said := in_force.filter(from_id=product).first():
        merges.add(said)
        product = said.into_id
    return product, merges


def keep_apart(answer: Answer, *, by: Membership | None, at: datetime) -> None:
    """Remember that they are two."""
    question = answer.question
    assert question.product_id is not None
    assert question.other_product_id is not None
    answer.said_different = say_different(
        kind=Kind.PRODUCT,
        one_id=question.product_id,
        other_id=question.other_product_id,
        note=answer.note,
        by=by,
        at=at,
    )
    answer.save(update_fields=["said_different"])


def _in_order(answer: Answer) -> tuple[int, int]:
    question = answer.question
    pair = [each for each in (question.product, question.other_product) if each]
    spend = dict(
        PricePaid.objects.filter(product__in=pair)
        .values_list("product")
        .annotate(spend=Sum(F("price_each") * F("units_12m")))
        .values_list("product", "spend")
    )
    lesser, stays = sorted(
        pair, key=lambda each: (each.is_declared, spend.get(each.pk) or Decimal(0))
    )
    return lesser.pk, stays.pk
