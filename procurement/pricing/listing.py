"""What the pages of corrected and disputed prices show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from catalogue.matching.models import Match
from catalogue.prices import rules
from catalogue.prices.covering import line_standing_for, values_behind
from catalogue.prices.models import (
    CorrectionScope,
    PriceCorrection,
    PriceDispute,
)
from catalogue.products.models import Product
from procurement.gaps.summaries import as_at
from trusts.models import Membership
from trusts.paging import Order, page_of

# The next to run out stands first.
BY_END = Order("until_on", False, date.fromisoformat)
NEWEST_END = Order("until_on", True, date.fromisoformat)
NEWEST_DISPUTE = Order("opened_on", True, date.fromisoformat)
SOON = 30  # days in which somebody should say whether it still holds
NAMES = (
    "organisation",
    "product",
    "item",
    "made_by__user",
    "made_by__organisation",
    "ended_by__user",
    "ended_by__organisation",
)


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A correction as at a day; `value` is what was spent in 12 months on the lines it
    is about, in pounds ex VAT."""

    correction: PriceCorrection
    today: date
    value: Decimal
    may_end: bool

    @property
    def is_over(self) -> bool:
        return self.correction.until_on <= self.today

    @property
    def is_to_come(self) -> bool:
        return not self.is_over and self.correction.starts_on > self.today

    @property
    def days_left(self) -> int | None:
        """Where it runs out soon: how many days it still counts, today with them."""
        left = (self.correction.until_on - self.today).days
        return left if 0 < left <= SOON else None


def corrections_asked_for(
    asked: Mapping[str, Any], *, member: Membership, today: date
) -> Any:
    """Those that the member may see and asks for, with their names."""
    rows = PriceCorrection.objects.visible_to(member).select_related(*NAMES)
    show = asked.get("show") or ""
    if show == "over":
        rows = rows.filter(until_on__lte=today)
    elif show != "all":
        rows = rows.filter(until_on__gt=today)
    if show == "ending":
        rows = rows.filter(until_on__lte=today + timedelta(days=SOON))
    if asked.get("kind"):
        rows = rows.filter(kind=asked["kind"])
    if asked.get("trust"):
        rows = rows.filter(organisation=asked["trust"])
    return rows


def order_of(asked: Mapping[str, Any]) -> Order:
    return NEWEST_END if asked.get("show") in ("over", "all") else BY_END


def correction_list(
    asked: Mapping[str, Any],
    query: Mapping[str, str],
    *,
    member: Membership,
    today: date,
) -> dict[str, Any]:
    rows = corrections_asked_for(asked, member=member, today=today)
    page = page_of(
        rows,
        order_of(asked),
        after=query.get("after", ""),
        before=query.get("before", ""),
    )
    return {
        "page": page,
        "rows": with_values(page.rows, member=member, today=today),
        "open_disputes": PriceDispute.objects.visible_to(member).unsettled().count(),
        "sees_region": member.sees_region,
    }


def with_values(
    corrections: Iterable[PriceCorrection], *, member: Membership, today: date
) -> list[CorrectionRow]:
    several = list(corrections)
    values = values_behind(
        [each.pk for each in several], member=member, on=as_at() or today
    )
    return [
        CorrectionRow(
            each,
            today,
            values.get(each.pk, Decimal(0)),
            not rules.why_not_end(each, by=member, today=today),
        )
        for each in several
    ]


def correction_detail(
    correction: PriceCorrection, *, member: Membership, today: date
) -> dict[str, Any]:
    [row] = with_values([correction], member=member, today=today)
    product = product_of(correction)
    return {
        "row": row,
        "correction": correction,
        "product": product,
        "line": _line_of(correction),
        "may_reopen": not rules.why_not_reopen(correction, by=member, today=today),
        "on": as_at(),
    }


def product_of(correction: PriceCorrection) -> Product | None:
    """The product it is about now; None where its line or item is on none."""
    if correction.product:
        return correction.product
    item_id = correction.item_id
    if correction.scope == CorrectionScope.LINE:
        line = _line_of(correction)
        item_id = line.item_id if line else None
    match = Match.objects.filter(item=item_id).select_related("product").first()
    return match.product if match else None


def _line_of(correction: PriceCorrection) -> Any:
    if correction.scope != CorrectionScope.LINE or correction.organisation is None:
        return None
    return line_standing_for(
        correction.organisation, correction.po_number, correction.line_number
    )


def dispute_list(query: Mapping[str, str], *, member: Membership) -> dict[str, Any]:
    """Those not settled, or all of them when asked for."""
    shows_all = query.get("show") == "all"
    rows = disputes_seen(member, shows_all=shows_all)
    return {
        "page": page_of(
            rows,
            NEWEST_DISPUTE,
            after=query.get("after", ""),
            before=query.get("before", ""),
        ),
        "shows_all": shows_all,
        "sees_region": member.sees_region,
    }


def disputes_seen(member: Membership, *, shows_all: bool) -> Any:
    rows = PriceDispute.objects.visible_to(member).select_related(
        "organisation", "product__manufacturer", "opened_by__user",
        "opened_by__organisation", "settled_by__user", "settled_by__organisation",
    )  # fmt: skip
    return rows if shows_all else rows.unsettled()


def dispute_detail(dispute: PriceDispute, *, member: Membership) -> dict[str, Any]:
    return {
        "dispute": dispute,
        "price_now": rules.price_of(dispute.organisation, dispute.product),
        "may_settle": not rules.why_not_settle(dispute, by=member),
        "may_withdraw": not rules.why_not_withdraw(dispute, by=member),
    }
