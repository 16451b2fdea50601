"""The order lines behind a part's months and what leaked, as a person reads them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import connection

from procurement.savings import month_queries as queries
from procurement.savings.models import COUNTED, Claim, Participation
from procurement.savings.years import months_after
from trusts.models import Membership, Organisation
from trusts.paging import PAGE_ROWS, Page, page_from, read_cursor, read_decimal
from trusts.permissions import Permission

MOST_LINES = 100_000  # of one file


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """An order line or return with what it saved and leaked, pounds ex VAT, unrounded.

    Quantity is in units of purchase, of `eaches` each; prices are per use, which takes
    `eaches_per_use`: one, but in a switch to a standard.
    """

    id: int
    claim_id: int
    product_id: int
    participation_id: int
    order_date: date
    po_number: str
    line_number: str
    quantity: Decimal
    eaches: int
    units: Decimal
    net_value: Decimal
    price_each: Decimal
    description: str
    supplier: str
    unit_of_purchase: str
    baseline_price: Decimal
    agreed_price: Decimal
    eaches_per_use: Decimal
    saved: Decimal
    leaked: Decimal

    @property
    def is_return(self) -> bool:
        return self.quantity < 0 or self.net_value < 0


def claims_of(part: Participation, *, product: int | None = None) -> list[Claim]:
    """The live claims of a part, those of one product where it is named."""
    claims = part.claims.filter(is_live=True).select_related("product")
    if product is not None:
        claims = claims.filter(product=product)
    return list(claims.order_by("product__description", "pk"))


def lines_of_month(
    claims: Iterable[Claim],
    month: date,
    *,
    member: Membership,
    after: str = "",
    before: str = "",
) -> Page:
    """A month's lines in the order of their dates. Cursors are day and number."""
    cursor = read_cursor(after or before, date.fromisoformat)
    backwards = bool(cursor and not after)
    way = "DESC" if backwards else "ASC"
    narrow = (
        f"AND (l.order_date, l.line_id) {'<' if backwards else '>'} (%(at)s, %(id)s)"
    )
    values = _values([claim.pk for claim in claims], month)
    order = f"l.order_date {way}, l.line_id {way}"
    found = _lines(narrow if cursor else "", order, values, cursor, member)
    return page_from(
        found,
        cursor,
        backwards=backwards,
        key=lambda line: f"{line.order_date.isoformat()}_{line.id}",
    )


def leaks_of_month(
    organisation: Organisation,
    month: date,
    *,
    member: Membership,
    after: str = "",
    before: str = "",
) -> Page:
    """A trust's lines above the agreed price, the dearest first; returns at such a
    price count against. Cursors are pounds and number."""
    cursor = read_cursor(after or before, read_decimal)
    backwards = bool(cursor and not after)
    way = "ASC" if backwards else "DESC"
    leaked = "(l.price_each - c.agreed_price) * l.units / c.eaches_per_use"
    narrow = "AND l.price_each > c.agreed_price"
    if cursor:
        side = ">" if backwards else "<"
        narrow += f" AND ({leaked}, l.line_id) {side} (%(at)s, %(id)s)"
    values = _values(_counted(organisation, month), month)
    found = _lines(narrow, f"{leaked} {way}, l.line_id {way}", values, cursor, member)
    return page_from(
        found,
        cursor,
        backwards=backwards,
        key=lambda line: f"{line.leaked:f}_{line.id}",
    )


def every_line(
    claims: Iterable[Claim], month: date, *, member: Membership
) -> Iterator[ClaimLine]:
    """All of a month's lines, for a file."""
    values = _values([claim.pk for claim in claims], month, limit=MOST_LINES)
    yield from _lines("", "l.order_date, l.line_id", values, None, member)


def every_leak(
    organisation: Organisation, month: date, *, member: Membership
) -> Iterator[ClaimLine]:
    """All of a trust's lines above the agreed price, for a file."""
    values = _values(_counted(organisation, month), month, limit=MOST_LINES)
    narrow = "AND l.price_each > c.agreed_price"
    leaked = "(l.price_each - c.agreed_price) * l.units / c.eaches_per_use"
    order = f"{leaked} DESC, l.line_id DESC"
    yield from _lines(narrow, order, values, None, member)


def in_pence(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _counted(organisation: Organisation, month: date) -> list[int]:
    claims = Claim.objects.filter(
        organisation=organisation,
        is_live=True,
        participation__stage__in=COUNTED,
        first_month__lte=month,
        end_month__gt=month,
    )
    return list(claims.values_list("pk", flat=True))


def _values(
    claims: list[int], month: date, *, limit: int = PAGE_ROWS + 1
) -> dict[str, Any]:
    return {
        "claims": claims,
        "from_on": month,
        "until_on": months_after(month, 1),
        "limit": limit,
    }


def _lines(
    narrow: str,
    order: str,
    values: dict[str, Any],
    cursor: tuple[Any, int] | None,
    member: Membership,
) -> list[ClaimLine]:
    """No line for who may not see what a trust pays."""
    if not member.may(Permission.PRICES_OWN_VIEW) or not values["claims"]:
        return []
    if cursor:
        values = values | {"at": cursor[0], "id": cursor[1]}
    with connection.cursor() as answers:
        answers.execute(queries.LINES.format(narrow=narrow, order=order), values)
        return [ClaimLine(*row) for row in answers.fetchall()]
