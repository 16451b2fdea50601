"""A trust's own order lines behind a gap, as they count in its figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext

from django.db.models import QuerySet

from catalogue.prices.models import PricePaid
from catalogue.prices.visibility import items_on
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

    `speaks` says whether it is one of those whose mean is the trust's price.
    """

    line: PurchaseLine
    pack: int | None
    speaks: bool

    @property
    def eaches(self) -> Decimal | None:
        return None if self.pack is None else self.line.quantity * self.pack

    @property
    def price_each(self) -> Decimal | None:
        """Pounds per each, rounded half up to 6 decimals; None where nothing was paid
        for anything or the pack is unknown."""
        eaches = self.eaches
        if not eaches or self.line.net_value <= 0:
            return None
        with localcontext(prec=EXACT_DIGITS):
            price = self.line.net_value / eaches
            return price.quantize(Decimal("0.000001"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class GapLines:
    """The lines of the year before `on` that count for a gap."""

    rows: QuerySet[PurchaseLine]
    packs: dict[int, int | None]
    price_from: date | None
    on: date

    def shown(self, lines: Iterable[PurchaseLine]) -> list[LineShown]:
        return [
            LineShown(line, self.packs[line.item_id], self._speaks(line))
            for line in lines
        ]

    def _speaks(self, line: PurchaseLine) -> bool:
        return (
            self.price_from is not None
            and line.order_date >= self.price_from
            and self.packs[line.item_id] is not None
            and line.kind == LineKind.ORDER
            and min(line.quantity, line.unit_price, line.net_value) > 0
        )


def lines_of(gap: Gap, *, member: Membership, on: date) -> GapLines:
    """The lines behind the gap's price and volume, carriage left out."""
    matches = items_on(gap.product, member=member).filter(organisation=gap.organisation)
    packs = {match.item_id: match.eaches for match in matches}
    price = (
        PricePaid.objects.visible_to(member)
        .filter(product=gap.product, organisation=gap.organisation)
        .first()
    )
    rows = (
        PurchaseLine.objects.visible_to(member)
        .live()
        .filter(
            organisation=gap.organisation,
            item__in=list(packs),
            order_date__gt=on - timedelta(days=DAYS),
            order_date__lte=on,
        )
        .exclude(kind=LineKind.CARRIAGE)
        .select_related("item")
    )
    return GapLines(rows, packs, _price_from(price, on), on)


def _price_from(price: PricePaid | None, on: date) -> date | None:
    """The first day of the 90 or 180 whose lines make the price."""
    if price is None or price.window_days is None:
        return None
    return on - timedelta(days=price.window_days - 1)
