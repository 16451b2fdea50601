"""A trust disputes what is taken for its price; somebody else settles it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from catalogue.matching.models import TouchedProduct
from catalogue.prices import rules
from catalogue.prices.models import DisputeOutcome, PriceDispute
from catalogue.products.models import Product
from trusts import audit
from trusts.models import Membership, Organisation
from trusts.rules import refuse


@transaction.atomic
def open_dispute(
    organisation: Organisation,
    product: Product,
    *,
    says: str,
    evidence: str,
    by: Membership | None,
    at: datetime,
) -> PriceDispute:
    """Say that the price is not what the trust pays: it is no reference until that is
    settled. Raises Refused."""
    # Two at once wait here, so that the second is refused in words.
    product = rules.standing(product)
    Product.objects.select_for_update().get(pk=product.pk)
    refuse(rules.why_not_dispute(organisation, product, by=by))
    price = rules.price_of(organisation, product)
    assert price is not None  # or there would be nothing to dispute
    dispute = PriceDispute.objects.create(
        organisation=organisation,
        product=product,
        price_each=price,
        says=says,
        evidence=evidence,
        opened_on=timezone.localdate(at),
        opened_at=at,
        opened_by=by,
    )
    _touch(dispute)
    _record("price_disputed", dispute, by=by, at=at, says=says[:500])
    return dispute


@transaction.atomic
def settle_dispute(
    dispute: PriceDispute,
    *,
    outcome: DisputeOutcome,
    answer: str,
    by: Membership | None,
    at: datetime,
) -> PriceDispute:
    """Decide it: what the trust's lines then say counts again. Raises Refused."""
    dispute = _locked(dispute)
    refuse(rules.why_not_settle(dispute, outcome, by=by))
    return _settled("dispute_settled", dispute, outcome, answer, by=by, at=at)


@transaction.atomic
def withdraw_dispute(
    dispute: PriceDispute, *, answer: str, by: Membership | None, at: datetime
) -> PriceDispute:
    """The trust agrees to the price after all. Raises Refused."""
    dispute = _locked(dispute)
    refuse(rules.why_not_withdraw(dispute, by=by))
    outcome = DisputeOutcome.WITHDRAWN
    return _settled("dispute_withdrawn", dispute, outcome, answer, by=by, at=at)


def _settled(
    done: str,
    dispute: PriceDispute,
    outcome: DisputeOutcome,
    answer: str,
    *,
    by: Membership | None,
    at: datetime,
) -> PriceDispute:
    dispute.settled_on, dispute.settled_at = timezone.localdate(at), at
    dispute.settled_by, dispute.outcome, dispute.answer = by, outcome, answer
    dispute.save(
        update_fields=["settled_on", "settled_at", "settled_by", "outcome", "answer"]
    )
    _touch(dispute)
    _record(done, dispute, by=by, at=at, outcome=outcome.label, answer=answer[:500])
    return dispute


def _locked(dispute: PriceDispute) -> PriceDispute:
    return PriceDispute.objects.select_for_update().get(pk=dispute.pk)


def _touch(dispute: PriceDispute) -> None:
    TouchedProduct.objects.create(
        product_id=rules.standing(dispute.product).pk,
        organisation_id=dispute.organisation_id,
        import_id=0,
    )


def _record(
    done: str,
    dispute: PriceDispute,
    *,
    by: Membership | None,
    at: datetime,
    **detail: str,
) -> None:
    audit.record(
        done,
        target=dispute.product,
        by=by,
        at=at,
        organisation=dispute.organisation,
        dispute=dispute.pk,
        price_each=dispute.price_each,
        **detail,
    )
