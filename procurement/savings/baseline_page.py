"""What the page of a baseline shows: how it came about, and its order lines."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from catalogue.prices.marks import Marks, marked
from procurement.savings import rules
from procurement.savings.models import Baseline, BaselineLine, Claim
from procurement.savings.years import months_after
from trusts.models import Membership
from trusts.paging import Order, page_of
from trusts.permissions import Permission

NEWEST_FIRST = Order("order_date", True, date.fromisoformat)


def baseline_detail(
    claim: Claim, query: Mapping[str, str], *, member: Membership, on: date
) -> dict[str, Any]:
    """One claim's; in a switch that of all its products, which have one price."""
    made = claim.baselines.select_related("made_by__user", "locked_by__user")
    baselines = list(made.order_by("-pk"))
    standing = next((each for each in baselines if each.ended_at is None), None)
    group = baselines_beside(standing) if standing else []
    page = None
    if standing:
        page = page_of(
            rows_of(group),
            NEWEST_FIRST,
            after=query.get("after", ""),
            before=query.get("before", ""),
        )
    part = claim.participation
    return {
        "claim": claim,
        "part": part,
        "unit": part.initiative.unit,
        "baseline": standing,
        "group": group if part.initiative.is_switch else [],
        "units": sum(each.units for each in group),
        "lines": sum(each.lines for each in group),
        "last_month": months_after(standing.until_on, -1) if standing else None,
        "earlier": [each for each in baselines if each.ended_at],
        "page": page,
        "corrections": _corrections(group, member=member, on=on),
        "may_lower": _may_lower(claim, standing, member=member),
    }


def baselines_beside(baseline: Baseline) -> list[Baseline]:
    """Those that have one price with it: itself, or all that stand in its switch, the
    standard last."""
    claim = baseline.claim
    if not claim.participation.initiative.is_switch:
        return [baseline]
    standing = Baseline.objects.filter(
        claim__participation=claim.participation_id, claim__is_live=True, ended_at=None
    )
    names = ("claim__product__manufacturer", "claim__organisation")
    return list(
        standing.select_related(*names).order_by(
            "claim__is_standard", "claim__product__description", "pk"
        )
    )


def rows_of(group: list[Baseline]) -> QuerySet[BaselineLine]:
    """The order lines behind baselines of one price."""
    rows = BaselineLine.objects.filter(baseline__in=group)
    return rows.select_related("baseline__claim__product")


def _corrections(
    group: list[Baseline], *, member: Membership, on: date
) -> list[tuple[Claim, Marks]]:
    """What persons say of the trust's prices of these products; a baseline of order
    lines does not know it."""
    claims = [each.claim for each in group]
    roots = [each.product.merged_into_id or each.product_id for each in claims]
    said = marked(roots, member=member, on=on)
    found = [
        (claim, said.of(root, claim.organisation_id))
        for claim, root in zip(claims, roots, strict=True)
    ]
    return [(claim, marks) for claim, marks in found if marks]


def _may_lower(claim: Claim, standing: Baseline | None, *, member: Membership) -> bool:
    if standing is None or claim.participation.ended_at or not claim.is_live:
        return False
    if not member.may(Permission.SAVINGS_CONFIRM):
        return False
    return not rules.why_not_confirm(claim.organisation_id, by=member)
