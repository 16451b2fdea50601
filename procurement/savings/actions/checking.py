"""The nightly check that a pound stands once."""

from collections import Counter
from datetime import date, datetime

from django.db import connection, transaction

from catalogue.products.models import Product
from procurement.savings.check_queries import RULES
from procurement.savings.models import Claim, ClaimMonth, SavingsCheck
from trusts.models import Organisation

MOST_FINDINGS = 100  # kept of one rule at one trust: enough to see what went wrong

type Finding = dict[str, str | int]


@transaction.atomic
def check_savings(*, on: date, at: datetime) -> SavingsCheck:
    """Look for pounds that stand twice or nowhere, and keep what was found.

    What one trust or one rule finds in plenty takes no other's place: of each rule at
    each trust the first are kept, and how many more there are.
    """
    findings: list[Finding] = []
    more: Counter[str] = Counter()
    for rule in RULES:
        kept, left = _findings(rule, on=on)
        findings += kept
        more += left
    return SavingsCheck.objects.create(
        checked_at=at,
        on=on,
        claims=Claim.objects.filter(is_live=True).count(),
        months=ClaimMonth.objects.count(),
        findings=findings,
        more=more,
    )


def _findings(rule: str, *, on: date) -> tuple[list[Finding], Counter[str]]:
    """What is kept, and by organisation code how many more there are."""
    says, statement = RULES[rule]
    found: Counter[int] = Counter()
    rows = []
    with connection.cursor() as cursor:
        cursor.execute(f"{statement} ORDER BY 1, 2, 3", {"on": on})
        for row in cursor:
            found[row[0]] += 1
            if found[row[0]] <= MOST_FINDINGS:
                rows.append(row)
    places = Organisation.objects.in_bulk(found)
    products = Product.objects.in_bulk({row[1] for row in rows})
    more = {
        places[place].code: number - MOST_FINDINGS
        for place, number in found.items()
        if number > MOST_FINDINGS
    }
    kept: list[Finding] = [
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
    return kept, Counter(more)
