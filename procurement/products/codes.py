"""The packs and codes of a product, and where each came from."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from catalogue.matching.models import Match
from catalogue.products.models import NationalCode, Pack, PartCode, Product

CATALOGUE = "Catalogue"
UNIT_NAMES = dict(
    pair.split()
    for pair in (
        *("EA Each", "C62 Each", "H87 Piece", "PR Pair", "RL Roll", "BX Box"),
        *("PK Pack", "CT Carton", "CTN Carton", "CS Case", "BG Bag", "TR Tray"),
        *("TB Tub", "BT Bottle", "PL Pallet"),
    )
)


@dataclass(frozen=True, slots=True)
class PackRow:
    """A way the product is sold: `eaches` in it, `holds` how they are packed. From
    `withdrawn_on` on it is sold no longer."""

    unit: str
    eaches: int
    holds: str
    sources: tuple[str, ...]
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True)
class CodeRow:
    kind: str
    code: str
    names: str  # what of the product it stands on
    sources: tuple[str, ...]


def packs_of(packs: Iterable[Pack], items: Iterable[Match]) -> list[PackRow]:
    """Those a catalogue declares, smallest first and withdrawn ones after them, then
    those that extracts speak of, with all that they call the unit."""
    declared = [
        PackRow(
            unit_in_table(pack.unit),
            pack.eaches,
            holds(pack),
            (CATALOGUE,),
            pack.withdrawn_on,
        )
        for pack in sorted(
            packs, key=lambda pack: (bool(pack.withdrawn_on), pack.eaches, pack.pk)
        )
    ]
    units: dict[int, dict[str, str]] = defaultdict(dict)
    trusts: dict[int, set[str]] = defaultdict(set)
    for match in items:
        if match.eaches is not None:
            unit = match.item.unit_of_purchase
            units[match.eaches].setdefault(unit.upper(), unit)
            trusts[match.eaches].add(match.organisation.name)
    extracts = [
        PackRow(
            ", ".join(unit for _, unit in sorted(units[eaches].items()) if unit)
            or "unit not named",
            eaches,
            "",
            tuple(sorted(trusts[eaches])),
        )
        for eaches in sorted(units)
    ]
    return declared + extracts


def codes_of(
    products: Collection[Product], packs: Iterable[Pack], items: Iterable[Match]
) -> list[CodeRow]:
    """One row a code, however many say it: the part codes, GTINs, national codes of
    a product and of what stands under it."""
    written = {each.part_key: each.part_code for each in products if each.part_code}
    sources: dict[tuple[str, str], set[str]] = defaultdict(set)
    names: dict[tuple[str, str], str] = {}
    for part in PartCode.objects.filter(product__in=products):
        sources["Part code", written.get(part.part_key, part.part_key)].add(CATALOGUE)
    for pack in packs:
        sources["GTIN", pack.gtin].add(CATALOGUE)
        names["GTIN", pack.gtin] = f"{unit_in_table(pack.unit)} of {pack.eaches:,}"
    for code in NationalCode.objects.filter(product__in=products):
        sources["National code", code.npc].add(CATALOGUE)
    for match in items:
        item, name = match.item, match.organisation.name
        for kind, said in (
            ("Part code", written.get(item.part_key, item.part_key)),
            ("GTIN", item.gtin_key),
            ("National code", item.npc_key),
        ):
            if said:
                sources[kind, said].add(name)
    if not any(kind == "Part code" for kind, _ in sources):
        for part_code in written.values():
            sources["Part code", part_code] = set()
    return [
        CodeRow(kind, code, names.get((kind, code), ""), _ordered(said))
        for (kind, code), said in sorted(sources.items())
    ]


def _ordered(names: set[str]) -> tuple[str, ...]:
    """The catalogue first."""
    return tuple(sorted(names, key=lambda name: (name != CATALOGUE, name)))


def unit_in_table(unit: str) -> str:
    return unit.replace("_", " ").capitalize() if len(unit) > 3 else unit


def unit_name(unit: str) -> str:
    """As a person says it: Box for BX."""
    return UNIT_NAMES.get(unit.upper()) or unit_in_table(unit)


def holds(pack: Pack) -> str:
    """How many of which smaller pack are in it; empty where it has none."""
    if pack.contains is None or pack.contains_quantity is None:
        return ""
    return f"{pack.contains_quantity:,} × {unit_name(pack.contains.unit)}"  # noqa: RUF001
