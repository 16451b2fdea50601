"""What speaks for and against an item being a product, in points and in words.

Pure: no database, clock or request. The points only put candidates in order; nobody is
shown a number. Nothing here makes a match: a person decides.
"""

from dataclasses import dataclass

from catalogue.suggestions.codes import Evidence, codes
from catalogue.suggestions.likeness import Likeness, Weight, likeness
from catalogue.suggestions.things import Thing

VERY_LIKELY, LIKELY, LEAST = 80, 60, 40  # points
AS_GOOD = 3  # points that make no difference

# Points. Words alone can be likely at most: they are how two sizes of one article are
# called the same.
WORDS = 62
MAKER, OTHER_MAKER = 13, -25
SUPPLIER = 5
PACK, OTHER_PACK = 4, -2
PACK_NAMED = 1  # in the words, for or against
SIZE_AGAINST, NUMBERS_AGAINST = -22, -12


@dataclass(frozen=True, slots=True)
class Verdict:
    """`points` from 0 to 100, for order only. `has_code`: a code speaks for it too, of
    whatever kind, and not its words alone."""

    points: int
    reasons: tuple[str, ...]
    has_code: bool
    worth: float = 0.0  # the points before they were rounded


def among_equals(found: list[tuple[int, Verdict]]) -> list[tuple[int, Verdict]]:
    """The verdicts on several products, the best first, where the best of them are as
    good as each other: then none of them is likely, and each says so."""
    equal = sum(verdict.points >= found[0][1].points - AS_GOOD for _, verdict in found)
    if equal < 2:
        return found
    too_many = f"{equal} products are as much like it"
    down = max(0, found[0][1].points - (LIKELY - 1))
    return [
        (
            product,
            Verdict(
                points=max(0, verdict.points - down),
                reasons=verdict.reasons + (too_many,) * (place < equal),
                has_code=verdict.has_code,
            ),
        )
        for place, (product, verdict) in enumerate(found)
    ]


def in_words(points: int) -> str:
    """How likely it is; what is shown in place of points."""
    if points >= VERY_LIKELY:
        return "Very likely"
    return "Likely" if points >= LIKELY else "Possible"


def judge(item: Thing, product: Thing, weight: Weight) -> Verdict:
    """Weigh all that is known of both."""
    words = max(
        (
            likeness(ours, theirs, weight)
            for ours in item.readings
            for theirs in product.readings
        ),
        key=_worth,
        default=Likeness(0.0, 0, 0, (), (), 0.0),
    )
    by_code = codes(item, product)
    evidence = [*by_code, *_makers(item, product), *_suppliers(item, product)]
    points = _worth(words) + sum(points for points, _ in evidence)
    if item.packs and product.packs:
        points += PACK if item.packs & product.packs else OTHER_PACK
    reasons = [reason for _, reason in evidence]
    return Verdict(
        points=max(0, min(100, round(points))),
        reasons=(*reasons, *_words(words)),
        has_code=any(points > 0 for points, _ in by_code),
        worth=points,
    )


def _makers(item: Thing, product: Thing) -> list[Evidence]:
    if not item.maker or not product.maker:
        return []
    if item.maker == product.maker:
        return [(MAKER, f"Same maker, {product.maker_name}")]
    names = f"{item.maker_name} against {product.maker_name}"
    return [(OTHER_MAKER, f"Another maker: {names}")]


def _suppliers(item: Thing, product: Thing) -> list[Evidence]:
    if not item.suppliers & product.suppliers:
        return []
    return [(SUPPLIER, "Bought from the same supplier")]


def _worth(alike: Likeness) -> float:
    return (
        WORDS * alike.share
        + SIZE_AGAINST * min(2, len(alike.against))
        + NUMBERS_AGAINST * alike.numbers
        + PACK_NAMED * alike.packs
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
        number, kind = f"{float(number) / 1000:g}", "m"
    return f"{number} x {number} {kind}" if square else f"{number} {kind}"
