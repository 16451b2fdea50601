"""The nightly check that a pound stands once."""

from datetime import date, datetime

from django.db import connection, transaction

from catalogue.products.models import Product
from procurement.savings.check_queries import RULES
from procurement.savings.models import Claim, ClaimMonth, SavingsCheck
from trusts.models import Organisation

MOST_FINDINGS = 1_000


@transaction.atomic
def check_savings(*, on: date, at: datetime) -> SavingsCheck:
    """Look for pounds that stand twice or nowhere, and keep what was found."""
    findings = [finding for rule in RULES for finding in _findings(rule, on=on)]
    return SavingsCheck.objects.create(
        checked_at=at,
        on=on,
        claims=Claim.objects.filter(is_live=True).count(),
        months=ClaimMonth.objects.count(),
        findings=findings[:MOST_FINDINGS],
    )


def _findings(rule: str, *, on: date) -> list[dict[str, str | int]]:
    says, statement = RULES[rule]
    with connection.cursor() as cursor:
        cursor.execute(statement, {"on": on})
        rows = cursor.fetchall()
    places = Organisation.objects.in_bulk({row[0] for row in rows})
    products = Product.objects.in_bulk({row[1] for row in rows})
    return [
        {
            "rule": rule,
            "says": says,
            "organisation": places[organisation_id].code,
            "trust": str(places[organisation_id]),
            "product": product_id,
            "product_name": str(products[product_id]),
            "month": month.isoformat(),
            "amount": "" if amount is None else f"{amount:f}",
        }
        for organisation_id, product_id, month, amount in rows
    ]
