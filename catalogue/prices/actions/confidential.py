"""A trust keeps a price of its own confidential for a time, and lifts that again."""

from datetime import date, datetime

from django.db import connection, transaction

from catalogue.matching.models import TouchedProduct
from catalogue.prices import confidentiality as rules
from catalogue.prices import queries
from catalogue.prices.models import ConfidentialPrice, ConfidentialReason
from catalogue.products.models import Product
from trusts import audit
from trusts.models import Membership, Organisation
from trusts.rules import refuse


@transaction.atomic
def make_confidential(
    organisation: Organisation,
    product: Product,
    *,
    reason: ConfidentialReason,
    evidence: str,
    ends_on: date,
    by: Membership | None,
    at: datetime,
) -> ConfidentialPrice:
    """From now on other trusts are shown a band, and not whose it is; in what is
    worked out of prices, from when the product is worked out again. Raises
    Refused."""
    # Two at once wait here, so that the second is refused in words.
    product = product.merged_into or product
    Product.objects.select_for_update().get(pk=product.pk)
    refuse(rules.why_not_confidential(organisation, product, by=by))
    refuse(rules.why_not_until(ends_on, at=at))
    made = ConfidentialPrice.objects.create(
        organisation=organisation,
        product=product,
        reason=reason,
        evidence=evidence,
        ends_on=ends_on,
        made_at=at,
        made_by=by,
    )
    _touch(made)
    _record(
        "price_made_confidential",
        made,
        by=by,
        at=at,
        reason=reason.label,
        ends_on=ends_on.isoformat(),
    )
    return made


@transaction.atomic
def lift_confidential(
    confidential: ConfidentialPrice, *, by: Membership | None, at: datetime
) -> ConfidentialPrice:
    """Other trusts see the price again. Raises Refused."""
    found = ConfidentialPrice.objects.select_for_update().get(pk=confidential.pk)
    refuse(rules.why_not_lift(found, by=by))
    _end(found, by=by, at=at)
    _record("price_confidentiality_lifted", found, by=by, at=at)
    return found


@transaction.atomic
def end_confidential_prices(*, on: date, at: datetime) -> bool:
    """End those whose last day is past; answers whether there were any."""
    over = ConfidentialPrice.objects.in_force().filter(ends_on__lt=on)
    found = list(over.select_for_update())
    for each in found:
        _end(each, by=None, at=at)
        _record("price_confidentiality_ran_out", each, by=None, at=at)
    return bool(found)


@transaction.atomic
def keep_confidential_when_parted(*, at: datetime) -> None:
    """What was said of two products that are parted by now is said of both of them,
    where the trust has items on both; whoever says it of one can lift it there."""
    with connection.cursor() as cursor:
        cursor.execute(queries.LEFT_BEHIND)
        found = cursor.fetchall()
    several = ConfidentialPrice.objects.in_bulk([pk for pk, _ in found])
    for pk, product in found:
        _say_of(product, several[pk], at=at)


def _say_of(product: int, said: ConfidentialPrice, *, at: datetime) -> None:
    made = ConfidentialPrice.objects.create(
        organisation_id=said.organisation_id,
        product_id=product,
        reason=said.reason,
        evidence=said.evidence,
        ends_on=said.ends_on,
        made_at=at,
        made_by_id=said.made_by_id,
    )
    _touch(made)
    _record(
        "price_made_confidential", made, by=None, at=at, parted_from=str(said.product)
    )


def _end(
    confidential: ConfidentialPrice, *, by: Membership | None, at: datetime
) -> None:
    confidential.ended_at, confidential.ended_by = at, by
    confidential.save(update_fields=["ended_at", "ended_by"])
    _touch(confidential)


def _touch(confidential: ConfidentialPrice) -> None:
    """Have what every trust is shown worked out again."""
    product = confidential.product
    TouchedProduct.objects.create(
        product_id=product.merged_into_id or product.pk,
        organisation_id=confidential.organisation_id,
        import_id=0,
    )


def _record(
    done: str,
    confidential: ConfidentialPrice,
    *,
    by: Membership | None,
    at: datetime,
    **detail: str,
) -> None:
    audit.record(
        done,
        target=confidential.product,
        by=by,
        at=at,
        organisation=confidential.organisation,
        confidential=confidential.pk,
        **detail,
    )
