"""What the codes of an item and a product say of each other.

Pure: no database, clock or request.
"""

from rapidfuzz.distance import OSA

from catalogue.suggestions.things import Thing

Evidence = tuple[float, str]  # points for or against, and why

SUPPLIER_PART, SUPPLIER_STEM = 45, 30
PART, PART_CUT, PART_SLIP, PART_NEAR, OTHER_PART = 45, 25, 20, -5, -30
GTIN, GTIN_LEVEL = 55, 40
NPC = 45

_SHORTEST_PART = 5


def codes(item: Thing, product: Thing) -> list[Evidence]:
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
    speaking = sorted((each for each in found if each[0] > 0), reverse=True)
    if not speaking:
        return found[:1]
    # A second code that says the same adds a little.
    return [speaking[0], *((points / 5, why) for points, why in speaking[1:2])]


def _supplier_parts(item: Thing, product: Thing) -> list[Evidence]:
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


def _gtins(item: Thing, product: Thing) -> list[Evidence]:
    if same := item.all_gtins & product.gtins:
        return [(GTIN, f"GTIN {min(same)} is this product's")]
    inner = {gtin[1:13] for gtin in product.gtins}
    if level := {gtin for gtin in item.all_gtins if gtin[1:13] in inner}:
        return [
            (GTIN_LEVEL, f"GTIN {min(level)} may be another pack of this product's")
        ]
    return []


def _parts(item: Thing, product: Thing) -> list[Evidence]:
    if hidden := (product.parts & item.hidden_codes) - item.parts:
        code = max(hidden, key=len)
        return [(PART, f"Part code {code} stands among the words")]
    if within := item.parts & product.hidden_codes:
        return [(PART, f"Part code {min(within)} stands among its words")]
    if not item.parts or not product.parts:
        return []
    points, ours, theirs = max(
        (part_points(ours, theirs), ours, theirs)
        for ours in item.parts
        for theirs in product.parts
    )
    return [(points, _PART_WORDS[points].format(ours=ours, theirs=theirs))]


_PART_WORDS: dict[float, str] = {
    PART: "Part code {theirs} is this product's",
    PART_CUT: "Part code {ours} is a piece of {theirs}, or the other way round",
    PART_SLIP: "Part code {ours} may be {theirs}, mistyped",
    PART_NEAR: "Part code {ours} is one letter off {theirs}",
    OTHER_PART: "Part code {ours} against {theirs}",
}


def part_points(ours: str, theirs: str) -> float:
    """What two part codes say of each other. One figure more or another one is how a
    maker tells its sizes apart; letters that look alike or changed places are a slip of
    whoever typed them."""
    short, long = sorted((ours, theirs), key=len)
    if short == long:
        return PART
    if len(short) < _SHORTEST_PART:
        return OTHER_PART
    if _is_cut(short, long):
        return PART_CUT
    if short.translate(_LOOK_ALIKE) == long.translate(_LOOK_ALIKE):
        return PART_SLIP
    if OSA.distance(short, long, score_cutoff=1) > 1:
        return OTHER_PART
    return PART_SLIP if sorted(short) == sorted(long) else PART_NEAR


def _is_cut(short: str, long: str) -> bool:
    """Zeros lost in front, or two letters and more lost at an end."""
    if short.lstrip("0") == long.lstrip("0"):
        return True
    is_piece = long.startswith(short) or long.endswith(short)
    return is_piece and len(long) - len(short) > 1


_LOOK_ALIKE = str.maketrans("OIQLSBZ", "0101582")
