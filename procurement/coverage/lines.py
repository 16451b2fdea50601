"""The order lines behind a month, each with whether it can be compared."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from catalogue.matching.models import Match, PackStatus, Tier
from catalogue.products.models import Supplier
from catalogue.purchases.models import LineKind, PurchaseLine
from catalogue.purchases.models.lines import PurchaseLineQuerySet
from catalogue.spend.models import SpendMonth
from procurement.coverage.grid import Sums
from procurement.coverage.months import later
from procurement.gaps.omissions import reason_of
from trusts.models import Membership, Organisation
from trusts.paging import Order

NEWEST_FIRST = Order("order_date", True, date.fromisoformat)
NOBODY = "none"  # in an address: the lines that name no supplier
LEFT_OUT = "left-out"
MOST_DIGITS = 18
COMPARABLE = Q(
    item__match__tier__in=(Tier.A, Tier.B), item__match__pack_status=PackStatus.KNOWN
)


@dataclass(frozen=True, slots=True)
class LinesFound:
    """Lines of a month, and what they come to as it was summed. `supplier` is None
    where they are of every supplier, or of none (`of_nobody`)."""

    rows: PurchaseLineQuerySet
    sums: Sums
    supplier: Supplier | None
    of_nobody: bool
    are_left_out: bool


@dataclass(frozen=True, slots=True)
class LineShown:
    """`why_not` is empty where the line can be compared."""

    line: PurchaseLine
    why_not: str


def lines_of(
    organisations: Sequence[Organisation],
    month: date,
    query: Mapping[str, str],
    *,
    member: Membership,
) -> LinesFound:
    """Live order lines, carriage apart: all, a supplier's, or those left out."""
    asked = query.get("supplier", "")
    supplier = _supplier(asked)
    of_nobody = asked == NOBODY
    are_left_out = query.get("only") == LEFT_OUT
    rows = (
        PurchaseLine.objects.visible_to(member)
        .live()
        .filter(
            organisation__in=organisations,
            order_date__gte=month,
            order_date__lt=later(month, 1),
        )
        .exclude(kind=LineKind.CARRIAGE)
        .select_related("item__match", "organisation")
    )
    months = SpendMonth.objects.visible_to(member).filter(
        organisation__in=organisations, month=month
    )
    if supplier or of_nobody:
        rows = rows.filter(item__supplier=supplier)
        months = months.filter(supplier=supplier)
    if are_left_out:
        rows = rows.exclude(COMPARABLE)
    sums = sum((Sums(m.lines, m.net_value, m.comparable_value) for m in months), Sums())
    return LinesFound(rows, sums, supplier, of_nobody, are_left_out)


def shown(lines: Iterable[PurchaseLine]) -> list[LineShown]:
    return [
        LineShown(line, why_not(getattr(line.item, "match", None))) for line in lines
    ]


def why_not(match: Match | None) -> str:
    """Why what was made of an item cannot be compared, in words; empty if it can."""
    if match is None:
        return "Waiting to be matched"
    if match.tier not in (Tier.A, Tier.B):
        return _words("code-conflict" if match.tier == Tier.X else "unmatched")
    if match.pack_status == PackStatus.KNOWN:
        return ""
    is_conflict = match.pack_status == PackStatus.CONFLICT
    return _words("pack-conflict" if is_conflict else "unknown-pack")


def _words(code: str) -> str:
    reason = reason_of(code)
    return reason.words if reason else ""


def _supplier(text: str) -> Supplier | None:
    is_number = text.isdecimal() and len(text) <= MOST_DIGITS
    return Supplier.objects.filter(pk=int(text)).first() if is_number else None
