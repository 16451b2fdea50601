"""From what a form brings to the one action that does it."""

from datetime import datetime, timedelta
from typing import Any

from django.http import Http404
from django.utils import timezone

from catalogue.products.models import Product
from procurement.review import actions
from procurement.review.models import Answer, Outcome, Question
from trusts.models import Membership

DAYS_OFF = 30


def give_answer(
    question: Question,
    asked: dict[str, Any],
    *,
    wordings: list[tuple[str, str]],
    refused: list[int],
    by: Membership,
    at: datetime,
) -> Answer:
    """Answer the question as asked. `wordings` are the units a suspect price is made
    of, `refused` the products that were shown and are not it. Raises Refused."""
    note = asked["note"]
    match asked["outcome"]:
        case Outcome.SAME:
            product = _product(asked["product"] or 0)
            return actions.answer_same(
                question, product=product, by=by, at=at, note=note
            )
        case Outcome.NOT_SAME if question.subject:
            products = list(Product.objects.filter(pk__in=refused))
            return actions.answer_different(
                question, products=products, by=by, at=at, note=note
            )
        case Outcome.PACK:
            place = asked["place"]
            wording = wordings[place] if place < len(wordings) else None
            return actions.answer_pack(
                question,
                eaches=asked["eaches"],
                wording=wording,
                by=by,
                at=at,
                note=note,
            )
        case Outcome.LATER:
            until = timezone.localdate(at) + timedelta(days=DAYS_OFF)
            return actions.answer_later(question, until=until, by=by, at=at, note=note)
        case outcome:
            return _PLAIN[outcome](question, by=by, at=at, note=note)


_PLAIN = {
    Outcome.NOT_SAME: actions.answer_not_same,
    Outcome.OWN_PRODUCT: actions.answer_own_product,
    Outcome.PRICE_RIGHT: actions.answer_price_is_right,
    Outcome.MERGED: actions.answer_merge,
    Outcome.KEPT_APART: actions.answer_keep_apart,
}


def _product(pk: int) -> Product:
    product = Product.objects.filter(pk=pk).first()
    if product is None:
        raise Http404("No such product.")
    return product
