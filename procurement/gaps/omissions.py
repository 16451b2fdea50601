"""What was bought and is in no figure: by reason, and the items behind each reason.

No pound is counted from an unknown pack or an unconfirmed match; here is how many.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from catalogue.matching.models import PackStatus, Tier
from catalogue.purchases.models import Item, LineKind, PurchaseLine
from trusts.models import Membership
from trusts.paging import Order, read_decimal

DAYS = 365
LARGEST_SPEND = Order("spent", True, read_decimal)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why items are left out, in words, and which of them, by what was made of them;
    `question` is how the review desk asks about it."""

    code: str
    words: str
    what_to_do: str
    items: Q
    question: str


MATCHED = Q(match__tier__in=(Tier.A, Tier.B))
REASONS = (
    Reason(
        "unknown-pack",
        "Matched to a product, but the pack is not known",
        "Say how many are in a unit of purchase: a pack column in the extract does it.",
        MATCHED & Q(match__pack_status=PackStatus.UNKNOWN),
        "PACK_UNKNOWN",
    ),
    Reason(
        "pack-conflict",
        "Matched to a product, but its sources disagree on the pack",
        "Put right the pack column or the unit of purchase in the extract.",
        MATCHED & Q(match__pack_status=PackStatus.CONFLICT),
        "PACK_CONFLICT",
    ),
    Reason(
        "code-conflict",
        "Its codes contradict each other",
        "Check the GTIN, the national code and the part code against the label.",
        Q(match__tier=Tier.X),
        "CODES_CONFLICT",
    ),
    Reason(
        "unmatched",
        "Not matched to any product",
        "Give a GTIN, a national code, or a manufacturer with its part code.",
        Q(match__tier="") | Q(match=None),
        "UNMATCHED",
    ),
)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Purchases of 12 months that no price was made of; pounds ex VAT."""

    reason: Reason
    items: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class LeftOutInAll:
    """All that is left out, beside what was spent in the same 12 months."""

    rows: list[LeftOut]
    spent: Decimal

    @property
    def items(self) -> int:
        return sum(row.items for row in self.rows)

    @property
    def value(self) -> Decimal:
        return sum((row.value for row in self.rows), Decimal(0))

    @property
    def share(self) -> Decimal | None:
        """Of what was spent, from 0 to 1; None where returns outweigh orders."""
        return self.value / self.spent if self.spent > 0 else None


def reason_of(code: str) -> Reason | None:
    return next((reason for reason in REASONS if reason.code == code), None)


def left_out_in_all(*, member: Membership, on: date) -> LeftOutInAll:
    """What is left out of what the member's trust, or the region, spent."""
    bought = _bought(member=member, on=on)
    spent = bought.aggregate(spent=Sum("net_value"))["spent"]
    return LeftOutInAll(left_out(member=member, on=on), spent or Decimal(0))


def left_out(*, member: Membership, on: date) -> list[LeftOut]:
    """What the member may see of what was bought and is in no figure, most first."""
    groups = (
        _bought(member=member, on=on)
        .exclude(
            item__match__tier__in=(Tier.A, Tier.B),
            item__match__pack_status=PackStatus.KNOWN,
        )
        .values_list("item__match__tier", "item__match__pack_status")
        .annotate(items=Count("item", distinct=True), value=Sum("net_value"))
    )
    items: Counter[str] = Counter()
    values: dict[str, Decimal] = defaultdict(Decimal)
    for tier, pack_status, count, value in groups:
        code = _code(tier, pack_status)
        items[code] += count
        values[code] += value
    found = [
        LeftOut(reason, items[reason.code], values[reason.code])
        for reason in REASONS
        if items[reason.code]
    ]
    return sorted(found, key=lambda each: -each.value)


def items_left_out(reason: Reason, *, member: Membership, on: date) -> QuerySet[Item]:
    """The items behind a reason, each with `spent`: pounds ex VAT in 12 months."""
    bought = Q(
        lines__is_live=True,
        lines__kind__in=[kind for kind in LineKind if kind != LineKind.CARRIAGE],
        lines__order_date__gt=on - timedelta(days=DAYS),
        lines__order_date__lte=on,
    )
    return (
        Item.objects.visible_to(member)
        .live()
        .filter(reason.items, bought)
        .annotate(spent=Sum("lines__net_value"))
        .select_related("organisation", "match", "asked_about")
    )


def _bought(*, member: Membership, on: date) -> QuerySet[PurchaseLine]:
    """Order lines of the 12 months to `on`, carriage apart."""
    return (
        PurchaseLine.objects.visible_to(member)
        .live()
        .filter(order_date__gt=on - timedelta(days=DAYS), order_date__lte=on)
        .exclude(kind=LineKind.CARRIAGE)
    )


def _code(tier: str | None, pack_status: str | None) -> str:
    if tier == Tier.X:
        return "code-conflict"
    if not tier:
        return "unmatched"
    return "pack-conflict" if pack_status == PackStatus.CONFLICT else "unknown-pack"
