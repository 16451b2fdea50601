"""What stands behind one gap: every trust's price, judged, and the wordings matched."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.conf import settings

from catalogue.matching.models import Match
from catalogue.prices.bands import PriceBand
from catalogue.prices.marks import (
    NO_MARKS,
    Marked,
    Marks,
    barred_payers,
    marked,
    prices_as_ordered,
)
from catalogue.prices.visibility import PriceSeen, items_on, prices_side_by_side
from catalogue.products.models import Product
from procurement.gaps.explaining import (
    Comparison,
    Judged,
    Verdict,
    compare,
)
from procurement.gaps.models import Gap, SuspectPrice
from procurement.gaps.said import paid_of
from procurement.gaps.sharing import SOURCES, Shared, codes_of, shared, sources_of
from procurement.gaps.unlisted import why_not_listed
from trusts.models import Membership, Organisation

_BARRED = "It is no reference now: disputed, or left out."


@dataclass(frozen=True, slots=True)
class PriceRow:
    """One trust's price of the product; `packs` are eaches in a unit of purchase,
    `suppliers` the names of whom it buys from.

    `marks` is what persons say of the price, and where they change it `as_ordered`
    what its orders alone say, in pounds per each. With `band` the price is another
    trust's and confidential: it counts as the top of the band.
    """

    organisation: Organisation
    judged: Judged
    packs: tuple[int, ...]
    suppliers: tuple[str, ...]
    is_own: bool
    marks: Marks
    as_ordered: Decimal | None
    band: PriceBand | None
    is_confidential: bool


@dataclass(frozen=True, slots=True)
class Proof:
    """Of one product, as seen from one trust. Rows by price, those without one last."""

    comparison: Comparison
    rows: tuple[PriceRow, ...]
    items: tuple[Match, ...]
    codes: tuple[Shared, ...]
    packs: tuple[Shared, ...]
    pack_sources: tuple[Shared, ...]
    unread_packs: tuple[Match, ...]
    said: Marked

    @property
    def reference(self) -> PriceRow | None:
        return next((r for r in self.rows if r.judged.verdict is Verdict.LOWEST), None)

    @property
    def own(self) -> PriceRow | None:
        return next((row for row in self.rows if row.is_own), None)

    @property
    def same_suppliers(self) -> tuple[str, ...]:
        """Who sells to the trust with the lowest price and to the gap's own trust."""
        if self.own is None or self.reference is None:
            return ()
        theirs = set(self.reference.suppliers)
        return tuple(name for name in self.own.suppliers if name in theirs)

    @property
    def left_out(self) -> tuple[PriceRow, ...]:
        return tuple(
            row
            for row in self.rows
            if row.judged.verdict not in (Verdict.LOWEST, Verdict.QUALIFIES)
        )

    @property
    def hidden(self) -> tuple[PriceRow, ...]:
        """Prices of which the member sees a band."""
        return tuple(row for row in self.rows if row.band is not None)

    @property
    def is_own_confidential(self) -> bool:
        return self.own is not None and self.own.is_confidential

    @property
    def corrected(self) -> tuple[PriceRow, ...]:
        """Prices that count otherwise than the orders say."""
        return tuple(row for row in self.rows if row.marks.changes_price)

    @property
    def trusts_with_items(self) -> int:
        return len({match.organisation_id for match in self.items})


def proof_of(
    product: Product, *, owner: Organisation, member: Membership, on: date
) -> Proof:
    """All that the member may see of why a product's prices are compared as at a day,
    that of the prices paid."""
    items = tuple(items_on(product, member=member))
    prices = prices_side_by_side(product, member=member)
    said = marked([product.pk], member=member, on=on)
    marks = {
        place: said.of(product.pk, place)
        for place in [seen.price.organisation_id for seen in prices]
    }
    comparison = _compared(prices, marks, product, on)
    known = [match for match in items if match.eaches is not None]
    return Proof(
        comparison=comparison,
        rows=_marked(_rows(prices, comparison, known, owner), marks, product, on),
        items=items,
        codes=codes_of(items),
        packs=shared((match.eaches, match) for match in known),
        pack_sources=shared(
            (SOURCES.get(source, source), match)
            for match in known
            for source in sources_of(match)
        ),
        unread_packs=tuple(match for match in items if match.eaches is None),
        said=said,
    )


def _compared(
    prices: Sequence[PriceSeen], marks: Mapping[int, Marks], product: Product, on: date
) -> Comparison:
    """The rule over the prices as they are seen: a band counts as its top, and is no
    reference where its price is none. What is suspect, the prices themselves say."""
    paid = [paid_of(seen.price, marks[seen.price.organisation_id]) for seen in prices]
    if not any(seen.band for seen in prices):
        return compare(paid)
    barred = barred_payers(product.pk, on=on)
    suspects = set(
        SuspectPrice.objects.filter(product=product).values_list(
            "organisation", flat=True
        )
    )
    pairs = list(zip(paid, prices, strict=True))
    return compare(
        [
            replace(each, barred=_BARRED)
            if seen.band and seen.payer in barred
            else each
            for each, seen in pairs
        ],
        suspects={each.code for each, seen in pairs if seen.payer in suspects},
    )


def why_gone(proof: Proof, gap: Gap) -> str:
    """Why a gap is not listed any more, by today's prices; "" if it should be."""
    return why_not_listed(
        proof.comparison,
        gap.organisation.code,
        least_value=Decimal(settings.GAP_LEAST_VALUE),
        least_percent=Decimal(settings.GAP_LEAST_PERCENT),
    )


def _marked(
    rows: Iterable[PriceRow],
    marks: Mapping[int, Marks],
    product: Product,
    on: date,
) -> tuple[PriceRow, ...]:
    """The rows with what persons say of each; prices as ordered are worked out only
    where somebody changes them."""
    changed = [place for place, mark in marks.items() if mark.changes_price]
    ordered = prices_as_ordered(product.pk, changed, on=on) if changed else {}
    return tuple(
        replace(
            row,
            marks=marks[row.organisation.pk],
            as_ordered=ordered.get(row.organisation.pk),
        )
        for row in rows
    )


def _rows(
    prices: Sequence[PriceSeen],
    comparison: Comparison,
    known: Sequence[Match],
    owner: Organisation,
) -> tuple[PriceRow, ...]:
    packs: dict[int, set[int]] = defaultdict(set)
    suppliers: dict[int, set[str]] = defaultdict(set)
    called = _suppliers(known)
    for match in known:
        packs[match.organisation_id].add(match.eaches or 0)
        seller = called.get(match.item.supplier_id, match.item.supplier_name)
        suppliers[match.organisation_id].add(seller)
    rows = [
        PriceRow(
            organisation=seen.price.organisation,
            judged=judged,
            packs=tuple(sorted(packs[seen.price.organisation_id])),
            suppliers=tuple(sorted(suppliers[seen.price.organisation_id] - {""})),
            is_own=seen.price.organisation_id == owner.pk,
            marks=NO_MARKS,
            as_ordered=None,
            band=seen.band,
            is_confidential=seen.is_confidential,
        )
        for seen, judged in zip(prices, comparison.judged, strict=True)
    ]
    return tuple(sorted(rows, key=_by_price))


def _suppliers(matches: Iterable[Match]) -> dict[int | None, str]:
    """What each known supplier is called in the extracts, not in capitals if one
    of them writes it otherwise."""
    called: dict[int | None, str] = {}
    for match in matches:
        item = match.item
        if called.get(item.supplier_id, "").isupper() or item.supplier_id not in called:
            called[item.supplier_id] = item.supplier_name
    called.pop(None, None)
    return called


def _by_price(row: PriceRow) -> tuple[bool, Decimal, str]:
    price = row.judged.paid.price
    return price is None, price or Decimal(0), row.organisation.code
