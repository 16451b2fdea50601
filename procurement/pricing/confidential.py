"""What the list of confidential prices shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from catalogue.matching.models import Match
from catalogue.prices import confidentiality
from catalogue.prices.bands import PriceBand, band_of
from catalogue.prices.models import ConfidentialPrice, PricePaid
from trusts.models import Membership
from trusts.paging import Order, page_of

# The next to end stands first; with those that are over, the last.
BY_END = Order("ends_on", False, date.fromisoformat)
NEWEST_END = Order("ends_on", True, date.fromisoformat)


@dataclass(frozen=True, slots=True)
class Kept:
    """One of them; `price_each` is what the trust pays now, in pounds per each, and
    `band` what other trusts see of it. Without `is_bought` nothing that the trust buys
    is matched to the product any more: what it buys instead is not confidential."""

    confidential: ConfidentialPrice
    price_each: Decimal | None
    is_bought: bool
    may_lift: bool

    @property
    def band(self) -> PriceBand | None:
        return None if self.price_each is None else band_of(self.price_each)


def confidential_list(
    query: Mapping[str, str], *, member: Membership
) -> dict[str, Any]:
    """Those in force, or all of them when asked for."""
    shows_all = query.get("show") == "all"
    rows = ConfidentialPrice.objects.visible_to(member).select_related(
        "organisation", "product__manufacturer", "made_by__user", "ended_by__user"
    )
    page = page_of(
        rows if shows_all else rows.in_force(),
        NEWEST_END if shows_all else BY_END,
        after=query.get("after", ""),
        before=query.get("before", ""),
    )
    return {
        "page": page,
        "rows": _with_prices(page.rows, member=member),
        "shows_all": shows_all,
        "sees_region": member.sees_region,
    }


def _with_prices(
    several: Iterable[ConfidentialPrice], *, member: Membership
) -> list[Kept]:
    rows = list(several)
    roots = {each.pk: each.product.merged_into_id or each.product_id for each in rows}
    of_these = {
        "product__in": set(roots.values()),
        "organisation__in": {each.organisation_id for each in rows},
    }
    paid = PricePaid.objects.visible_to(member).filter(**of_these)
    items = Match.objects.filter(**of_these).values_list("product", "organisation")
    bought = set(items.distinct())
    prices = {(p.product_id, p.organisation_id): p.price_each for p in paid}
    return [
        Kept(
            each,
            prices.get((roots[each.pk], each.organisation_id)),
            (roots[each.pk], each.organisation_id) in bought,
            not confidentiality.why_not_lift(each, by=member),
        )
        for each in rows
    ]
