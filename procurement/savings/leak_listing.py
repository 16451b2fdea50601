"""What the page of leakage shows: a month of one trust, or of all by trust."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from procurement.coverage.months import in_address, read_month
from procurement.savings.claim_lines import leaks_of_month
from procurement.savings.leak_reading import (
    gaps_of,
    leak_months,
    leaks_by_trust,
    parts_of,
    total_of,
)
from procurement.savings.models import Claim
from trusts.models import Membership, Organisation


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address asks for: a trust, or none for all, and a month, or none where
    nothing leaked. `months` are those with leakage, newest first."""

    trust: Organisation | None
    month: date | None
    months: dict[date, Decimal]


def chosen(query: Mapping[str, str], *, member: Membership) -> Chosen:
    """The newest month with leakage where the address names none; the own trust for
    who does not see the region."""
    trust: Organisation | None = member.organisation
    if member.sees_region:
        trust = Organisation.objects.filter(code=query.get("trust", "")[:10]).first()
    months = leak_months(member, organisation=trust)
    asked = read_month(query.get("month", ""))
    return Chosen(trust, asked or next(iter(months), None), months)


def leak_list(query: Mapping[str, str], *, member: Membership) -> dict[str, Any]:
    what = chosen(query, member=member)
    context: dict[str, Any] = {
        "trust": what.trust,
        "month": what.month,
        "months": [
            (month, in_address(month), leaked) for month, leaked in what.months.items()
        ],
        "sees_region": member.sees_region,
    }
    if what.month is None:
        return context
    trusts = leaks_by_trust(member, what.month)
    own = [each for each in trusts if each.organisation == what.trust]
    context |= {"trusts": trusts, "total": total_of(own if what.trust else trusts)}
    if what.trust is not None:
        context |= _lines(what.trust, what.month, query, member=member)
    return context


def _lines(
    trust: Organisation, month: date, query: Mapping[str, str], *, member: Membership
) -> dict[str, Any]:
    page = leaks_of_month(
        trust,
        month,
        member=member,
        after=query.get("after", ""),
        before=query.get("before", ""),
    )
    parts = parts_of(page.rows, member=member)
    products = product_of(page.rows)
    roots = {each.pk: each.merged_into_id or each.pk for each in products.values()}
    gaps = gaps_of(roots, trust, member=member)
    return {
        "page": page,
        "lines": [
            (
                line,
                products[line.claim_id],
                gaps.get(line.product_id),
                parts.get(line.participation_id),
            )
            for line in page.rows
        ],
    }


def product_of(lines: list[Any]) -> dict[int, Any]:
    """The product of each line's claim, by the claim."""
    claims = Claim.objects.filter(pk__in={line.claim_id for line in lines})
    return {claim.pk: claim.product for claim in claims.select_related("product")}
