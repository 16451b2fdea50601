"""What stands behind one gap: every trust's price, judged, and the wordings matched."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings

from catalogue.matching.models import Match
from catalogue.prices.models import PricePaid
from catalogue.prices.visibility import items_on
from catalogue.products.models import Product
from procurement.gaps.explaining import (
    Comparison,
    Judged,
    Paid,
    Verdict,
    compare,
    why_not_listed,
)
from procurement.gaps.models import Gap
from trusts.models import Membership, Organisation

# What said how many eaches a unit holds, in the words of the matching room's record.
_SOURCES = {
    "GTIN": "the catalogue's pack of its GTIN",
    "national code": "the catalogue's pack of its national code",
    "pack column": "the extract's pack column",
    "unit": "the unit of purchase",
    "description": "the words of the description",
}
_CODES = (("GTIN", "gtin_key"), ("national code", "npc_key"), ("part code", "part_key"))


@dataclass(frozen=True, slots=True)
class PriceRow:
    """One trust's price of the product; `packs` are eaches in a unit of purchase,
    `suppliers` the names of whom it buys from."""

    organisation: Organisation
    judged: Judged
    packs: tuple[int, ...]
    suppliers: tuple[str, ...]
    is_own: bool


@dataclass(frozen=True, slots=True)
class Shared:
    """Something that items of so many trusts say."""

    what: str
    trusts: int


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
    def trusts_with_items(self) -> int:
        return len({match.organisation_id for match in self.items})


def proof_of(product: Product, *, owner: Organisation, member: Membership) -> Proof:
    """All that the member may see of why a product's prices are compared."""
    items = tuple(items_on(product, member=member))
    prices = list(
        PricePaid.objects.visible_to(member)
        .filter(product=product)
        .select_related("organisation")
    )
    comparison = compare([_paid(price) for price in prices])
    known = [match for match in items if match.eaches is not None]
    return Proof(
        comparison=comparison,
        rows=_rows(prices, comparison, known, owner),
        items=items,
        codes=_codes(items),
        packs=_shared((match.eaches, match) for match in known),
        pack_sources=_shared(
            (_SOURCES.get(source, source), match)
            for match in known
            for source in _sources(match)
        ),
        unread_packs=tuple(match for match in items if match.eaches is None),
    )


def why_gone(proof: Proof, gap: Gap) -> str:
    """Why a gap is not listed any more, by today's prices; "" if it should be."""
    return why_not_listed(
        proof.comparison,
        gap.organisation.code,
        least_value=Decimal(settings.GAP_LEAST_VALUE),
        least_percent=Decimal(settings.GAP_LEAST_PERCENT),
    )


def _paid(price: PricePaid) -> Paid:
    return Paid(
        code=price.organisation.code,
        price=price.price_each,
        units=price.units_12m,
        lines=price.evidence_lines,
        first_on=price.first_evidence_on,
        last_on=price.last_evidence_on,
    )


def _rows(
    prices: Sequence[PricePaid],
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
            organisation=price.organisation,
            judged=judged,
            packs=tuple(sorted(packs[price.organisation_id])),
            suppliers=tuple(sorted(suppliers[price.organisation_id] - {""})),
            is_own=price.organisation_id == owner.pk,
        )
        for price, judged in zip(prices, comparison.judged, strict=True)
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


def _codes(items: Iterable[Match]) -> tuple[Shared, ...]:
    return _shared(
        (f"{label} {getattr(match.item, field)}", match)
        for match in items
        for label, field in _CODES
        if getattr(match.item, field)
    )


def _sources(match: Match) -> list[str]:
    """`GTIN 100; pack column 100` is GTIN, pack column."""
    said = match.pack_evidence.split("; ")
    return [each.rpartition(" ")[0] for each in said if each]


def _shared(said: Iterable[tuple[object, Match]]) -> tuple[Shared, ...]:
    """What was said with the number of trusts that say it, most first."""
    trusts: dict[str, set[int]] = defaultdict(set)
    for what, match in said:
        trusts[str(what)].add(match.organisation_id)
    ranked = sorted(trusts.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple(Shared(what, len(organisations)) for what, organisations in ranked)
