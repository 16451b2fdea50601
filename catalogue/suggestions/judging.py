"""What speaks for and against an item being a product, in points and in words.

Pure: no database, clock or request. The points only put candidates in order; nobody is
shown a number. Nothing here makes a match: a person decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from catalogue.suggestions.likeness import Likeness, Weight, likeness
from catalogue.suggestions.words import read

VERY_LIKELY, LIKELY, LEAST = 80, 60, 40  # points

# Points. Words alone can be likely at most: they are how two sizes of one article are
# called the same.
WORDS = 62
MAKER, OTHER_MAKER = 13, -25
SUPPLIER = 5
SUPPLIER_PART, SUPPLIER_STEM = 45, 30
PART, PART_CUT, PART_SLIP, OTHER_PART = 45, 25, 15, -15
GTIN, GTIN_LEVEL = 55, 40
NPC = 45
PACK, OTHER_PACK = 4, -2
SIZE_AGAINST, NUMBERS_AGAINST = -22, -12

_SHORTEST_PART = 5
_SHORTEST_SLIP = 6


@dataclass(frozen=True, slots=True)
class Thing:
    """An item, or a product with all the items that are on it, as far as it can be
    compared. Codes are keys; `supplier_parts` says of how many trusts."""

    texts: tuple[str, ...]
    maker: int | None = None
    maker_name: str = ""
    parts: frozenset[str] = frozenset()
    gtins: frozenset[str] = frozenset()
    npcs: frozenset[str] = frozenset()
    suppliers: frozenset[str] = frozenset()
    supplier_parts: Mapping[tuple[str, str], int] = field(default_factory=dict)
    packs: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Verdict:
    """`points` from 0 to 100, for order only. `has_more_than_words`: a code, a supplier
    part or a maker speaks for it too."""

    points: int
    reasons: tuple[str, ...]
    has_code: bool


def in_words(points: int) -> str:
    """How likely it is; what is shown in place of points."""
    if points >= VERY_LIKELY:
        return "Very likely"
    return "Likely" if points >= LIKELY else "Possible"


def judge(item: Thing, product: Thing, weight: Weight) -> Verdict:
    """Weigh all that is known of both."""
    best = max(
        (
            likeness(read(ours), read(theirs), weight)
            for ours in item.texts
            for theirs in product.texts
        ),
        key=_worth,
        default=Likeness(0.0, 0, 0, (), (), 0.0),
    )
    code_points, code_reasons = _codes(item, product)
    points = _worth(best) + code_points
    reasons = list(code_reasons)
    if item.maker and product.maker:
        is_same = item.maker == product.maker
        points += MAKER if is_same else OTHER_MAKER
        reasons.append(
            f"Same maker, {product.maker_name}"
            if is_same
            else f"Another maker: {item.maker_name} against {product.maker_name}"
        )
    if item.suppliers & product.suppliers:
        points += SUPPLIER
        reasons.append("Bought from the same supplier")
    if item.packs and product.packs:
        points += PACK if item.packs & product.packs else OTHER_PACK
    reasons += _words(best)
    return Verdict(
        points=max(0, min(100, round(points))),
        reasons=tuple(reasons),
        has_code=code_points > 0,
    )


def _worth(alike: Likeness) -> float:
    return (
        WORDS * alike.share
        + SIZE_AGAINST * min(2, len(alike.against))
        + NUMBERS_AGAINST * alike.numbers
    )


def _words(alike: Likeness) -> list[str]:
    reasons = []
    if alike.words:
        reasons.append(
            "All words agree"
            if alike.share > 0.999
            else f"{alike.agreed} of {alike.words} words agree"
        )
    if alike.both:
        both = ", ".join(in_unit(*size) for size in alike.both[:4])
        reasons.append(f"Both {both}")
    reasons += [
        f"{in_unit(kind, ours)} against {in_unit(kind, theirs)}"
        for kind, ours, theirs in alike.against
    ]
    if alike.numbers:
        reasons.append("Other numbers in the words")
    return reasons


def in_unit(kind: str, value: str) -> str:
    """A size as people write it: 40 mm, 4 m, 2/0, size M."""
    if kind == "size":
        return f"size {value}"
    number, _, square = value.partition(" ")
    if kind in ("%", "/0"):
        return number + kind
    if kind == "mm" and float(number) >= 1000:
        return f"{float(number) / 1000:g} m {square}".rstrip()
    return f"{number} {kind} {square}".rstrip()


def _codes(item: Thing, product: Thing) -> tuple[float, list[str]]:
    """Only the strongest code speaks: the others say the same again."""
    found = [
        *_supplier_parts(item, product),
        *_gtins(item, product),
        *(
            (NPC, f"National code {code} is this product's")
            for code in item.npcs & product.npcs
        ),
        *_parts(item, product),
    ]
    against = [each for each in found if each[0] < 0]
    speaking = sorted((each for each in found if each[0] > 0), reverse=True)
    chosen = speaking[:2] or against[:1]
    if not chosen:
        return 0.0, []
    # A second code that says the same adds a little.
    points = chosen[0][0] + sum(each[0] / 5 for each in chosen[1:])
    return points, [reason for _, reason in chosen]


def _supplier_parts(item: Thing, product: Thing) -> list[tuple[float, str]]:
    for key in item.supplier_parts:
        if trusts := product.supplier_parts.get(key):
            by = f"{trusts} trusts" if trusts > 1 else "a trust"
            return [
                (SUPPLIER_PART, f"Supplier's part {key[1]} is bought as this by {by}")
            ]
    stems = {stem_of(key): key for key in product.supplier_parts}
    for key in item.supplier_parts:
        if other := stems.get(stem_of(key)):
            return [
                (
                    SUPPLIER_STEM,
                    f"Supplier's part {key[1]} differs in its last letter from "
                    f"{other[1]}, bought as this",
                )
            ]
    return []


def stem_of(supplier_part: tuple[str, str]) -> tuple[str, str] | None:
    """A supplier's part without the letter that many end in for the pack."""
    supplier, part = supplier_part
    is_stem = len(part) > _SHORTEST_PART and part[-1].isalpha() and part[-2].isdigit()
    return (supplier, part[:-1]) if is_stem else None


def _gtins(item: Thing, product: Thing) -> list[tuple[float, str]]:
    if same := item.gtins & product.gtins:
        return [(GTIN, f"GTIN {min(same)} is this product's")]
    inner = {gtin[1:13] for gtin in product.gtins}
    if level := {gtin for gtin in item.gtins if gtin[1:13] in inner}:
        return [
            (GTIN_LEVEL, f"GTIN {min(level)} may be another pack of this product's")
        ]
    return []


def _parts(item: Thing, product: Thing) -> list[tuple[float, str]]:
    if not item.parts or not product.parts:
        return []
    points, ours, theirs = max(
        (part_points(ours, theirs), ours, theirs)
        for ours in item.parts
        for theirs in product.parts
    )
    if points == PART:
        return [(points, f"Part code {theirs} is this product's")]
    if points == PART_CUT:
        return [(points, f"Part code {ours} is a piece of {theirs}")]
    if points == PART_SLIP:
        return [(points, f"Part code {ours} is one letter off {theirs}")]
    return [(points, f"Part code {ours} against {theirs}")]


def part_points(ours: str, theirs: str) -> float:
    """What two part codes say of each other."""
    if ours == theirs:
        return PART
    short, long = sorted((ours, theirs), key=len)
    if len(short) >= _SHORTEST_PART and short.lstrip("0") == long.lstrip("0"):
        return PART_CUT
    if len(short) >= _SHORTEST_PART and (
        long.startswith(short) or long.endswith(short)
    ):
        return PART_CUT
    if len(short) >= _SHORTEST_SLIP and OSA.distance(short, long, score_cutoff=1) <= 1:
        return PART_SLIP
    return OTHER_PART
