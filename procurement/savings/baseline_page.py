"""What the page of a baseline shows: how it came about, and its order lines."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from catalogue.prices.marks import Marks, marked
from procurement.savings import rules
from procurement.savings.models import Baseline, Claim
from procurement.savings.years import months_after
from trusts.models import Membership
from trusts.paging import Order, page_of
from trusts.permissions import Permission

NEWEST_FIRST = Order("order_date", True, date.fromisoformat)


def baseline_detail(
    claim: Claim, query: Mapping[str, str], *, member: Membership, on: date
) -> dict[str, Any]:
    made = claim.baselines.select_related("made_by__user", "locked_by__user")
    baselines = list(made.order_by("-pk"))
    standing = next((each for each in baselines if each.ended_at is None), None)
    page = None
    if standing:
        page = page_of(
            standing.rows.all(),
            NEWEST_FIRST,
            after=query.get("after", ""),
            before=query.get("before", ""),
        )
    part = claim.participation
    return {
        "claim": claim,
        "part": part,
        "baseline": standing,
        "last_month": months_after(standing.until_on, -1) if standing else None,
        "earlier": [each for each in baselines if each.ended_at],
        "page": page,
        "corrections": _corrections(claim, member=member, on=on),
        "may_lower": _may_lower(claim, standing, member=member),
    }


def _corrections(claim: Claim, *, member: Membership, on: date) -> Marks:
    """What persons say of the trust's price of this product; a baseline of order lines
    does not know it."""
    root = claim.product.merged_into_id or claim.product_id
    return marked([root], member=member, on=on).of(root, claim.organisation_id)


def _may_lower(claim: Claim, standing: Baseline | None, *, member: Membership) -> bool:
    if standing is None or claim.participation.ended_at or not claim.is_live:
        return False
    if not member.may(Permission.SAVINGS_CONFIRM):
        return False
    return not rules.why_not_confirm(claim.organisation_id, by=member)
