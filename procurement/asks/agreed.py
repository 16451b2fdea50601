"""What the pages of agreed prices show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from procurement.asks import rules
from procurement.asks.models import AgreedPrice
from procurement.asks.models.agreed import AgreedPriceQuerySet
from procurement.asks.watching import SOON, Watch, lines_since, running_out, watched
from trusts.exports import COUNT, DAY, POUNDS, PRICE_EACH, Cell, Column, Sheet
from trusts.models import Membership
from trusts.paging import Order, page_of

NEWEST = Order("from_on", True, date.fromisoformat)
LINES_SHOWN = 50
NAMES = ("organisation", "supplier", "product__manufacturer", "line__ask")
STATES = {"kept": "Kept", "above": "Not kept", "quiet": "No orders yet"}
COLUMNS = (
    Column("Trust code", width=8),
    Column("Trust", width=32),
    Column("Supplier", width=32),
    Column("Product number", width=10),
    Column("Product", width=48),
    Column("Part code"),
    Column("Agreed price each (pounds)", PRICE_EACH),
    Column("From", DAY),
    Column("Last day", DAY),
    Column("Evidence", width=32),
    Column("Order lines since", COUNT),
    Column("Of them dearer", COUNT),
    Column("Paid above it (pounds)", POUNDS),
    Column("Last order", DAY),
    Column("State"),
)


@dataclass(frozen=True, slots=True)
class PriceRow:
    """An agreed price as at a day, with what order lines say of it."""

    price: AgreedPrice
    watch: Watch
    today: date

    @property
    def last_day(self) -> date | None:
        until = self.price.until_on
        return until - timedelta(days=1) if until else None

    @property
    def is_over(self) -> bool:
        return self.price.until_on is not None and self.price.until_on <= self.today

    @property
    def is_to_come(self) -> bool:
        return self.price.from_on > self.today

    @property
    def days_left(self) -> int | None:
        """Where it runs out within 90 days: how many are left, today with them."""
        if self.price.until_on is None or self.is_over:
            return None
        left = self.price.until_on - self.today
        return left.days if left <= SOON else None

    @property
    def state(self) -> str:
        return STATES[self.watch.state]


def agreed_prices(
    asked: Mapping[str, Any], *, member: Membership, today: date
) -> AgreedPriceQuerySet:
    """Those that the member may see and asks for."""
    rows = AgreedPrice.objects.visible_to(member).standing()
    if asked.get("trust"):
        rows = rows.filter(organisation=asked["trust"])
    if asked.get("supplier"):
        rows = rows.filter(supplier__name__icontains=asked["supplier"])
    show = asked.get("show") or ""
    if show == "ending":
        return running_out(rows, on=today)
    if show == "over":
        return rows.filter(until_on__lte=today)
    if show in STATES:
        numbers = list(rows.values_list("pk", flat=True))
        found = watched(numbers)
        chosen = [pk for pk in numbers if found.get(pk, Watch()).state == show]
        return rows.filter(pk__in=chosen)
    return rows


def agreed_price_list(
    asked: Mapping[str, Any],
    query: Mapping[str, str],
    *,
    member: Membership,
    today: date,
) -> dict[str, Any]:
    rows = agreed_prices(asked, member=member, today=today)
    page = page_of(
        rows.select_related(*NAMES),
        NEWEST,
        after=query.get("after", ""),
        before=query.get("before", ""),
    )
    standing = AgreedPrice.objects.visible_to(member)
    return {
        "page": page,
        "rows": rows_of(page.rows, today=today),
        "ending": running_out(standing, on=today).count(),
        "sees_region": member.sees_region,
    }


def rows_of(prices: Iterable[AgreedPrice], *, today: date) -> list[PriceRow]:
    several = list(prices)
    found = watched([price.pk for price in several])
    return [PriceRow(each, found.get(each.pk, Watch()), today) for each in several]


def agreed_price_detail(
    price: AgreedPrice, *, member: Membership, today: date
) -> dict[str, Any]:
    [row] = rows_of([price], today=today)
    lines = list(lines_since(price, member=member)[: LINES_SHOWN + 1])
    others = AgreedPrice.objects.visible_to(member).of(price.product, price.supplier)
    others = others.filter(organisation=price.organisation_id)
    return {
        "row": row,
        "price": price,
        "lines": lines[:LINES_SHOWN],
        "has_more": len(lines) > LINES_SHOWN,
        "others": rows_of(
            others.exclude(pk=price.pk).order_by("-from_on", "-pk")[:10], today=today
        ),
        "why_not_withdraw": rules.why_not_withdraw(price, by=member),
        "sees_region": member.sees_region,
    }


def agreed_sheet(rows: Iterable[PriceRow]) -> Sheet:
    return Sheet("Agreed prices", COLUMNS, map(_cells, rows))


def _cells(row: PriceRow) -> list[Cell]:
    price, watch = row.price, row.watch
    return [
        price.organisation.code,
        price.organisation.name,
        price.supplier.name,
        price.product_id,
        price.product.description,
        price.product.part_code,
        price.price_each,
        price.from_on,
        row.last_day,
        price.evidence,
        watch.lines,
        watch.above,
        watch.too_much.quantize(Decimal("0.01")),
        watch.last_on,
        row.state,
    ]
