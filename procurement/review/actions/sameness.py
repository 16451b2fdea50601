"""What an answer about two products does: one of them stands under the other, or it is
remembered that they are two."""

from datetime import datetime
from decimal import Decimal

from django.db.models import F, Sum

from catalogue.matching.actions import merge, say_different
from catalogue.prices.models import PricePaid
from catalogue.products.models import Kind
from procurement.review.models import Answer
from trusts.models import Membership


def put_together(answer: Answer, *, by: Membership | None, at: datetime) -> None:
    """Merge the two; the declared one stays, else the one that more is spent on."""
    lesser, stays = _in_order(answer)
    answer.merge = merge(
        kind=Kind.PRODUCT,
        from_id=lesser,
        into_id=stays,
        reason=answer.note,
        by=by,
        at=at,
    )
    answer.save(update_fields=["merge"])


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
