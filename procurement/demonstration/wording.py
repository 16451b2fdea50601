"""How one trust's system writes what it buys: names, numbers, units, descriptions.

No database, clock or request.
"""

from dataclasses import dataclass
from random import Random

from procurement.demonstration.file_layouts import FileLayout
from procurement.demonstration.products import Pack, Product

# Of the GTINs, the share a spreadsheet has turned into a rounded number.
DAMAGED_GTINS = 0.01

_UNIT_WORDS = (
    {"EA": "EA", "BX": "BX", "CS": "CS"},
    {"EA": "Each", "BX": "Box", "CS": "Case"},
    {"EA": "EACH", "BX": "PK", "CS": "CTN"},
    {"EA": "EA", "BX": "BOX", "CS": "CASE"},
)
_COUNTED_UNITS = ("BOX{}", "CASE {}", "Pack of {}", "PK{}")
_PACK_ENDINGS = (" PK{}", " (BOX OF {})", " {}/BX", " x{}")
_ABBREVIATIONS = (
    ("dressing", "drsg"), ("catheter", "cath"), ("examination", "exam"),
    ("non sterile", "n/s"), ("powder free", "p/f"), ("adhesive", "adh"),
    ("bandage", "band"), ("surgical", "surg"), ("disposable", "disp"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Habits:
    """How one trust's system writes things; chances are shares of its items."""

    layout: FileLayout
    units: dict[str, str]
    upper: bool
    width: int
    abbreviates: bool
    has_gtin: float
    has_npc: float
    has_mpc: float
    has_maker: float


def make_habits(layout: FileLayout, chance: Random) -> Habits:
    return Habits(
        layout=layout,
        units=chance.choice(_UNIT_WORDS),
        upper=chance.random() < 0.5,
        width=chance.choice((40, 60, 240, 240)),
        abbreviates=chance.random() < 0.4,
        has_gtin=chance.uniform(0.3, 0.75),
        has_npc=chance.uniform(0.1, 0.45),
        has_mpc=chance.uniform(0.75, 0.95),
        has_maker=chance.uniform(0.8, 0.97),
    )


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts of one item, field by field, and the faults put into them."""

    cells: dict[str, str]
    faults: list[str]


def write_item(
    product: Product, pack: Pack, names: tuple[str, str], *, habits: Habits,
    local_code: str, chance: Random,
) -> Wording:  # fmt: skip
    """The item as the trust writes it; `names` are the maker's and the supplier's."""
    cells = _identifiers(product, pack, names, habits, chance)
    cells["local_code"] = local_code
    told = _tell_pack(pack, habits, chance)
    cells["category"] = product.kind.category
    cells["unit_of_purchase"], cells["pack_size"] = told.unit, told.column
    cells["description"] = _description(
        product.description, told.ending, habits, chance
    )
    faults = [told.fault] if told.fault else []
    if told.fault == "pack_unknown":
        cells["gtin"] = ""
    if cells["gtin"] and chance.random() < DAMAGED_GTINS:
        # What a spreadsheet leaves of a long number: 9.52100E+12.
        cells["gtin"] = f"{int(pack.gtin):.5E}"
        faults.append("gtin_damaged")
    elif habits.layout.short_gtin:
        cells["gtin"] = cells["gtin"].lstrip("0")
    return Wording(cells, faults)


def _identifiers(
    product: Product, pack: Pack, names: tuple[str, str], habits: Habits, chance: Random
) -> dict[str, str]:
    """Who makes and sells it under which numbers, as far as the trust has kept them."""
    maker, supplier = written_maker(names[0], chance), names[1]
    part = f"{supplier[:2].upper()}{product.number:05d}{pack.level[0]}"
    known = {
        "manufacturer": (maker, habits.has_maker),
        "mpc": (written_part_number(product.mpc, chance), habits.has_mpc),
        "npc": (product.npc, habits.has_npc),
        "gtin": (pack.gtin, habits.has_gtin),
        "supplier_part": (part, 0.65),
    }
    cells = {
        field: text if chance.random() < share else ""
        for field, (text, share) in known.items()
    }
    cells["supplier"] = maker if supplier == names[0] else supplier
    return cells


@dataclass(frozen=True, slots=True)
class _ToldPack:
    """Where the number of eaches is written: unit, pack column, end of description."""

    unit: str
    column: str = ""
    ending: str = ""
    fault: str = ""


def _tell_pack(pack: Pack, habits: Habits, chance: Random) -> _ToldPack:
    number, word = str(pack.eaches), habits.units[pack.level]
    if pack.eaches == 1:
        return _ToldPack(word, chance.choice(("1", "")))
    counted = chance.choice(_COUNTED_UNITS).format(number)
    ending = chance.choice(_PACK_ENDINGS).format(number)
    tenfold = _ToldPack(f"BOX{number}", f"{number}0", fault="pack_wrong")
    ways: tuple[tuple[_ToldPack, float], ...] = (
        (_ToldPack(word, number), 0.55),
        (_ToldPack(counted), 0.17),
        (_ToldPack(counted, number), 0.12),
        (_ToldPack(word, ending=ending), 0.11),
        (_ToldPack(word, fault="pack_unknown"), 0.04),
        (_ToldPack(habits.units["EA"], "1", fault="pack_wrong"), 0.012),
        (tenfold, 0.01),
    )
    if "pack_size" in habits.layout.without:
        ways = (*ways[1:2], *ways[3:6])
    return chance.choices([told for told, _ in ways], [share for _, share in ways])[0]


def _description(text: str, ending: str, habits: Habits, chance: Random) -> str:
    if habits.abbreviates:
        for long, short in _ABBREVIATIONS:
            text = text.replace(long, short)
    if chance.random() < 0.1:
        first, _, rest = text.partition(" ")
        text = f"{rest} {first}"
    text = text[: habits.width - len(ending)].rstrip()
    return (text.upper() if habits.upper else text) + ending


def written_maker(name: str, chance: Random) -> str:
    """A maker's name in one of the ways trusts write it."""
    plain = name.removesuffix(" A/S").removesuffix(" GmbH")
    ways = (
        name, name.upper(), f"{plain} Ltd", f"{plain} (UK) Limited",
        plain, name.split(maxsplit=1)[0],
    )  # fmt: skip
    return chance.choices(ways, (0.76, 0.06, 0.05, 0.05, 0.04, 0.04))[0]


def written_part_number(mpc: str, chance: Random) -> str:
    """A part number with its punctuation or case changed, as people retype them."""
    bare = "".join(filter(str.isalnum, mpc))
    ways = (mpc, bare, mpc.lower(), mpc.replace("-", " "))
    return chance.choices(ways, (0.82, 0.1, 0.04, 0.04))[0]
