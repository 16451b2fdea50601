"""The order lines behind a price, as they count in its figures."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext

from django.db.models import QuerySet

from catalogue.matching.models import Match
from catalogue.prices.effective import (
    corrections_of,
    effective_value,
    is_left_out,
)
from catalogue.prices.marks import Marked, marked
from catalogue.prices.models import PriceCorrection, PricePaid
from catalogue.prices.visibility import items_on
from catalogue.products.models import Product
from catalogue.purchases.models import LineKind, PurchaseLine
from procurement.gaps.explaining import EXACT_DIGITS
from procurement.gaps.models import Gap
from trusts.models import Membership
from trusts.paging import Order

NEWEST_FIRST = Order("order_date", True, date.fromisoformat)
DAYS = 365


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line with the eaches of its unit of purchase, None where that is unknown.

    `speaks` says whether it is one of those whose mean is the trust's price;
    `corrections` are those in force that it is under.
    """

    line: PurchaseLine
    pack: int | None
    speaks: bool
    corrections: tuple[PriceCorrection, ...] = ()

    @property
    def eaches(self) -> Decimal | None:
        return None if self.pack is None else self.line.quantity * self.pack

    @property
    def price_each(self) -> Decimal | None:
        """What it counts with, in pounds per each, rounded half up to 6 decimals; None
        where nothing was paid for anything or the pack is unknown."""
        eaches = self.eaches
        if not eaches or self.line.net_value <= 0:
            return None
        return _rounded(effective_value(self.line, eaches, self.corrections), eaches)

    @property
    def as_ordered(self) -> Decimal | None:
        """What the order says, where it counts with something else."""
        eaches = self.eaches
        if not eaches or not any(each.is_adjustment for each in self.corrections):
            return None
        return _rounded(self.line.net_value, eaches)

    @property
    def left_out(self) -> PriceCorrection | None:
        return next((e for e in self.corrections if is_left_out([e])), None)

    @property
    def said(self) -> str:
        """What persons say of it, in one line."""
        return "; ".join(
            f"{each.get_kind_display().lower()}: {each.get_reason_display().lower()}"
            for each in self.corrections
        )


@dataclass(frozen=True, slots=True)
class ProductLines:
    """The lines of the year before `on` that count for a product's figures.

    `packs` are eaches by item; `starts` is by organisation the first day of the 90 or
    180 whose lines make its price.
    """

    rows: QuerySet[PurchaseLine]
    packs: dict[int, int | None]
    starts: dict[int, date]
    corrections: list[PriceCorrection]

    def shown(self, lines: Iterable[PurchaseLine]) -> list[LineShown]:
        return [
            LineShown(
                line,
                self.packs[line.item_id],
                self._speaks(line, mine),
                tuple(mine) if line.kind == LineKind.ORDER else (),
            )
            for line in lines
            for mine in [corrections_of(line, self.corrections)]
        ]

    def _speaks(self, line: PurchaseLine, mine: list[PriceCorrection]) -> bool:
        start, pack = self.starts.get(line.organisation_id), self.packs[line.item_id]
        return (
            start is not None
            and line.order_date >= start
            and pack is not None
            and line.kind == LineKind.ORDER
            and min(line.quantity, line.unit_price, line.net_value) > 0
            and not is_left_out(mine)
            and effective_value(line, line.quantity * (pack or 0), mine) > 0
        )


def _rounded(value: Decimal, eaches: Decimal) -> Decimal:
    with localcontext(prec=EXACT_DIGITS):
        return (value / eaches).quantize(Decimal("0.000001"), ROUND_HALF_UP)


def lines_of(
    gap: Gap, *, member: Membership, on: date, said: Marked | None = None
) -> ProductLines:
    """The lines behind the gap's price and volume, carriage left out."""
    return lines_on(gap.product, [gap.organisation_id], member=member, on=on, said=said)


def lines_on(
    product: Product,
    organisations: Collection[int] | None,
    *,
    member: Membership,
    on: date,
    items: Iterable[Match] | None = None,
    said: Marked | None = None,
) -> ProductLines:
    """Those of some organisations, by their ids, or of all that the member may see.

    `items` are `items_on` the product and `said` what is said of its prices, where the
    caller has them already.
    """
    rows = PurchaseLine.objects.visible_to(member).live()
    matches = items_on(product, member=member) if items is None else items
    prices = PricePaid.objects.visible_to(member).filter(
        product=product, window_days__isnull=False
    )
    if organisations is not None:
        rows = rows.filter(organisation__in=organisations)
        matches = [m for m in matches if m.organisation_id in organisations]
        prices = prices.filter(organisation__in=organisations)
    packs = {match.item_id: match.eaches for match in matches}
    starts = {
        price.organisation_id: on - timedelta(days=(price.window_days or 1) - 1)
        for price in prices
    }
    rows = (
        rows.filter(
            item__in=list(packs),
            order_date__gt=on - timedelta(days=DAYS),
            order_date__lte=on,
        )
        .exclude(kind=LineKind.CARRIAGE)
        .select_related("item", "organisation")
    )
    said = said or marked([product.pk], member=member, on=on)
    return ProductLines(rows, packs, starts, [each for _, each in said.corrections])
