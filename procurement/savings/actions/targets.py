"""What the region means to save in a year."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from procurement.savings.models import SavingsTarget
from procurement.savings.years import FinancialYear
from trusts import audit
from trusts.models import Membership
from trusts.permissions import Permission
from trusts.rules import Refused


@transaction.atomic
def set_target(
    year: FinancialYear,
    *,
    amount: Decimal,
    note: str,
    by: Membership | None,
    at: datetime,
) -> SavingsTarget:
    """Set the target of a financial year; earlier ones are kept. Raises Refused."""
    if by is not None and not (by.sees_region and by.may(Permission.TARGETS_SET)):
        raise Refused("Only who leads the region sets its target.")
    if amount <= 0:
        raise Refused("A target is above £0.")
    target = SavingsTarget.objects.create(
        year_start=year.first_month, amount=amount, note=note, set_at=at, set_by=by
    )
    audit.record("target_set", target=str(year), by=by, at=at, amount=amount)
    return target
