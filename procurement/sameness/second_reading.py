"""Above a value a second person confirms that two products are one, at the desk that
asks about them. What the desk does not ask is merged by one, and the record says so."""

from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, Sum

from catalogue.matching.actions import merge
from catalogue.matching.rules import standing_with
from catalogue.prices.models import PricePaid
from catalogue.products.models import Kind, Merge, Product
from procurement.review.models import Question, QuestionKind
from procurement.review.rules import needs_second
from trusts import audit
from trusts.models import Membership
from trusts.rules import refuse

NOTHING = Decimal(0)


def question_to_answer(
    kind: Kind, from_id: int, into_id: int, *, by: Membership
) -> Question | None:
    """The desk's question that has to be answered before these are one."""
    if kind != Kind.PRODUCT:
        return None
    one, other = (standing_with(kind, each) for each in (from_id, into_id))
    asked = Question.objects.unsettled().filter(
        Q(product__in=one, other_product__in=other)
        | Q(product__in=other, other_product__in=one),
        kind=QuestionKind.NEAR_DUPLICATE,
    )
    largest = asked.largest_first().first()
    return largest if largest and needs_second(largest, by=by) else None


def why_not_alone(question: Question | None) -> str:
    """Say why one person may not merge what the question asks about, or ""."""
    if question is None:
        return ""
    return (
        f"£{question.value:,.0f} was spent on the lesser of the two in 12 months, so a "
        "second person has to confirm that they are one. Answer the question about "
        "them that waits for review."
    )


def moves_unread(kind: Kind, from_id: int, into_id: int) -> Decimal:
    """Pounds in 12 months on the lesser of two products, where they are more than one
    person should decide on; else nothing."""
    if kind != Kind.PRODUCT:
        return NOTHING
    lesser = min(_spent(standing_with(kind, each)) for each in (from_id, into_id))
    above = Decimal(settings.REVIEW_SECOND_READER_ABOVE)
    return lesser if lesser > above else NOTHING


@transaction.atomic
def merge_alone(
    *, kind: Kind, from_id: int, into_id: int, by: Membership, at: datetime, reason: str
) -> Merge:
    """Merge, where no second reader is waited for. Raises Refused."""
    refuse(why_not_alone(question_to_answer(kind, from_id, into_id, by=by)))
    moves = moves_unread(kind, from_id, into_id)
    said = merge(
        kind=kind, from_id=from_id, into_id=into_id, reason=reason, by=by, at=at
    )
    if moves:
        audit.record(
            "products_merged_without_second_reader",
            target=Product.objects.get(pk=from_id),
            by=by,
            at=at,
            numbers=[from_id, into_id],
            pounds=str(moves),
        )
    return said


def _spent(products: set[int]) -> Decimal:
    paid = PricePaid.objects.filter(product__in=products, price_each__isnull=False)
    spent = paid.aggregate(spent=Sum(F("price_each") * F("units_12m")))["spent"]
    return round(spent or NOTHING, 2)
