"""What the nightly check found, for a person: by rule, each with where to look."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from procurement.savings.models import Claim
from trusts.models import Membership


@dataclass(frozen=True, slots=True)
class Found:
    """`amount` is the pounds in question, None where there are none; `part` the number
    of the part that claims the product then, None where none does any more."""

    trust: str
    product: int
    product_name: str
    month: date
    amount: Decimal | None
    part: int | None


@dataclass(frozen=True, slots=True)
class FoundByRule:
    rule: str
    says: str
    found: list[Found]


def in_words(
    findings: Iterable[dict[str, Any]], *, member: Membership
) -> list[FoundByRule]:
    """In the order in which the check looked."""
    listed = list(findings)
    parts = _parts(listed, member=member)
    groups: dict[tuple[str, str], list[Found]] = defaultdict(list)
    for each in listed:
        groups[each["rule"], each["says"]].append(_found(each, parts))
    return [FoundByRule(rule, says, found) for (rule, says), found in groups.items()]


def _found(finding: dict[str, Any], parts: list[Claim]) -> Found:
    month = date.fromisoformat(finding["month"])
    amount = finding["amount"]
    return Found(
        finding["trust"],
        finding["product"],
        finding["product_name"],
        month,
        Decimal(amount) if amount else None,
        next(
            (
                claim.participation_id
                for claim in parts
                if claim.organisation.code == finding["organisation"]
                and claim.product_id == finding["product"]
                and claim.first_month <= month < claim.end_month
            ),
            None,
        ),
    )


def _parts(findings: list[dict[str, Any]], *, member: Membership) -> list[Claim]:
    places = Q(
        organisation__code__in={each["organisation"] for each in findings},
        product__in={each["product"] for each in findings},
    )
    claims = Claim.objects.visible_to(member).filter(places)
    return list(claims.select_related("organisation").order_by("-is_live", "pk"))
