"""What stands behind a question: the items it is about, what was paid for them, and
what trusts pay for a product.

A data steward sees each trust's own lines and no prices of trusts side by side: the
trusts whose items are in question are named, all others are Trust A, Trust B.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext

from django.db.models import Count, Max, Q, QuerySet, Sum

from catalogue.matching.models import Match
from catalogue.prices.models import PricePaid
from catalogue.purchases.models import LineKind, PurchaseLine
from procurement.gaps.explaining import EXACT_DIGITS, median
from procurement.review.marking import Part, marked
from procurement.review.models import Question, QuestionKind
from trusts.models import Membership
from trusts.permissions import Permission

DAYS = 365
MOST_ITEMS = 50  # wordings side by side, those with the most money first
_PENNY_FRACTION = Decimal("0.000001")
_NEAR = Decimal("1.5")
_FAR = 3
IN_LINE = "in line with the others"


@dataclass(frozen=True, slots=True)
class Bought:
    """Of one item in 12 months: pounds ex VAT, units of purchase, pounds per unit of
    purchase (None where nothing was paid for any), and the newest order's day."""

    value: Decimal
    quantity: Decimal
    unit_price: Decimal | None
    last_on: date

    def price_each(self, eaches: int | None) -> Decimal | None:
        """Pounds per each if a unit of purchase holds so many."""
        return each_of(self.unit_price, eaches)


@dataclass(frozen=True, slots=True)
class Wording:
    """An item as its trust's extract has it, its description in marked parts; `bought`
    is None where the member may not see its lines, or there are none."""

    match: Match
    parts: tuple[Part, ...]
    bought: Bought | None

    @property
    def price_each(self) -> Decimal | None:
        """As its pack is read now."""
        return self.bought.price_each(self.match.eaches) if self.bought else None


@dataclass(frozen=True, slots=True)
class Payer:
    """What one trust pays each for a product, and the eaches it buys in 12 months."""

    name: str
    organisation_id: int
    price_each: Decimal
    units_12m: Decimal
    is_masked: bool


def each_of(unit_price: Decimal | None, eaches: int | None) -> Decimal | None:
    """Pounds per each, rounded half up to six decimals."""
    if unit_price is None or not eaches:
        return None
    with localcontext(prec=EXACT_DIGITS):
        return (unit_price / eaches).quantize(_PENNY_FRACTION, ROUND_HALF_UP)


def items_of(question: Question, *, product_id: int | None = None) -> QuerySet[Match]:
    """The items that a question is about, of every trust in it: whoever may see the
    question may see how each of them is described. With `product_id` those on that one
    of two products."""
    matches = Match.objects.filter(item__is_live=True)
    if question.kind == QuestionKind.SUSPECT:
        matches = matches.filter(
            product=question.product_id, organisation=question.organisation_id
        )
    elif question.kind == QuestionKind.NEAR_DUPLICATE:
        pair = [question.product_id, question.other_product_id]
        matches = matches.filter(product__in=[product_id] if product_id else pair)
    else:
        matches = matches.filter(item__asked_about__question=question)
    return matches.select_related("item", "organisation")


def wordings_of(
    matches: Iterable[Match], beside: Iterable[str], *, member: Membership, on: date
) -> list[Wording]:
    """The items, most money first, with the words marked that no text beside has."""
    found = list(matches)
    bought = _bought([match.pk for match in found], member=member, on=on)
    texts = list(beside)
    shown = [
        Wording(
            match=match,
            parts=marked(match.item.description, texts),
            bought=bought.get(match.pk),
        )
        for match in found
    ]
    return sorted(shown, key=_most_money_first)


def payers_of(
    products: Collection[int], question: Question, *, member: Membership
) -> dict[int, list[Payer]]:
    """By product what each trust pays, least first. Who may not see what other trusts
    pay is told the trusts whose items are in question, and of the rest no name; of a
    price that another trust keeps confidential nobody is told."""
    rows = (
        PricePaid.objects.filter(product__in=products, price_each__isnull=False)
        .not_hidden_from(member)
        .select_related("organisation")
        .order_by("product", "price_each", "pk")
    )
    names = _names(question, member=member)
    found: dict[int, list[Payer]] = {product: [] for product in products}
    masked = dict.fromkeys(found, 0)
    for row in rows:
        name = row.organisation.name
        is_masked = names is not None and row.organisation_id not in names
        if is_masked:
            name = f"Trust\N{NO-BREAK SPACE}{_letters(masked[row.product_id])}"
            masked[row.product_id] += 1
        found[row.product_id].append(
            Payer(
                name=name,
                organisation_id=row.organisation_id,
                price_each=row.price_each or Decimal(0),
                units_12m=row.units_12m,
                is_masked=is_masked,
            )
        )
    return found


def typical(payers: Iterable[Payer], *, but: Collection[int] = ()) -> Decimal | None:
    """The median of what trusts pay, some of them left aside."""
    prices = [p.price_each for p in payers if p.organisation_id not in but]
    return median(prices) if prices else None


def beside_others(price: Decimal | None, others: Decimal | None) -> str:
    """How a price stands to what others pay (their median), in words; "" without."""
    if not price or not others:
        return ""
    is_more = price >= others
    times = price / others if is_more else others / price
    if times < _NEAR:
        return IN_LINE
    shown = times.quantize(Decimal(1) if times >= _FAR else Decimal("0.1"))
    return f"about {shown:,} times {'dearer' if is_more else 'cheaper'} than the others"


def _names(question: Question, *, member: Membership) -> set[int] | None:
    """The trusts whose names may stand beside their prices; None for all of them. Two
    products that may be one are in question at every trust that buys either: naming
    those would set all of them side by side."""
    if member.may(Permission.PRICES_PEER_VIEW):
        return None
    if question.kind == QuestionKind.NEAR_DUPLICATE:
        return set()
    return set(question.organisations)


def _letters(number: int) -> str:
    """A, B, ... Z, AA, AB."""
    more, letter = divmod(number, 26)
    return (_letters(more - 1) if more else "") + chr(ord("A") + letter)


def _most_money_first(wording: Wording) -> tuple[Decimal, int]:
    bought = wording.bought
    return (-bought.value if bought else Decimal(0), wording.match.pk)


def _bought(
    items: Collection[int], *, member: Membership, on: date
) -> dict[int, Bought]:
    paid = Q(kind=LineKind.ORDER, quantity__gt=0, net_value__gt=0)
    sums = (
        PurchaseLine.objects.visible_to(member)
        .live()
        .filter(
            item__in=items,
            order_date__gt=on - timedelta(days=DAYS),
            order_date__lte=on,
        )
        .exclude(kind=LineKind.CARRIAGE)
        .order_by()
        .values("item")
        .annotate(
            value=Sum("net_value"),
            units=Sum("quantity"),
            paid=Sum("net_value", filter=paid),
            paid_units=Sum("quantity", filter=paid),
            last_on=Max("order_date"),
            lines=Count("id"),
        )
    )
    return {
        row["item"]: Bought(
            value=row["value"],
            quantity=row["units"],
            unit_price=each_of(row["paid"], row["paid_units"]),
            last_on=row["last_on"],
        )
        for row in sums
    }
