"""A barcode as it was read: what it names, what else it says, or why it cannot be
looked up. Pure."""

from dataclasses import dataclass
from enum import Enum

from catalogue.products.barcodes.elements import Reading, Readings
from catalogue.products.barcodes.numbers import Number, read_number
from catalogue.products.barcodes.saying import Said, said_by


class Kind(Enum):
    """How the code was written; the value finishes "read as"."""

    NUMBER = "a barcode number (GTIN)"
    FIELDS = "a GS1 code"
    LINK = "a GS1 digital link"


@dataclass(frozen=True, slots=True)
class Barcode:
    """What was read. `gtin` is 14 digits that may be looked up, or empty: then
    `problem` says why. `holds` says that it names what a delivery holds, not the thing
    scanned. With several `ways` the code is ambiguous; a GTIN is given only if all
    agree on it.
    `may_be_words` says that the same text may well mean something else.
    """

    kind: Kind
    gtin: str = ""
    problem: str = ""
    offered: str = ""
    ways: tuple[tuple[Said, ...], ...] = ()
    has_more_ways: bool = False
    holds: bool = False
    may_be_words: bool = False

    @property
    def is_ambiguous(self) -> bool:
        return len(self.ways) > 1 or (bool(self.ways) and self.has_more_ways)

    @property
    def says(self) -> tuple[Said, ...]:
        """What it says besides the GTIN; nothing where that is ambiguous."""
        if self.is_ambiguous or not self.ways:
            return ()
        return tuple(said for said in self.ways[0] if not said.name.startswith("GTIN"))


def of_number(number: Number) -> Barcode:
    return Barcode(Kind.NUMBER, number.gtin, number.problem, number.offered)


def of_readings(found: Readings, kind: Kind) -> Barcode:
    if not found.ways:
        return Barcode(
            kind,
            problem="This looks like a GS1 code and cannot be read: a field is "
            "missing, too long or has signs that may not stand in it. Scan it again, "
            "or type the number beside (01).",
        )
    named = {_named(way) for way in found.ways}
    ways = tuple(tuple(said_by(element) for element in way) for way in found.ways)
    # Ways not looked at agree with the others only on what stands first.
    is_agreed = not found.has_more or found.ways[0][0].ai.ai in ("01", "02")
    if len(named) > 1 or not is_agreed:
        return Barcode(kind, ways=ways, has_more_ways=found.has_more)
    [(ai, digits)] = named
    number = read_number(digits) if digits else Number(problem=_names_nothing(ways[0]))
    return Barcode(
        kind,
        number.gtin,
        number.problem,
        number.offered,
        ways,
        found.has_more,
        holds=ai == "02",
    )


def _named(way: Reading) -> tuple[str, str]:
    """The field and the GTIN that names a product; empty where there is none."""
    values = {element.ai.ai: element.value for element in way}
    return next(((ai, values[ai]) for ai in ("01", "02") if ai in values), ("", ""))


def _names_nothing(says: tuple[Said, ...]) -> str:
    what = ", ".join(dict.fromkeys(said.name.lower() for said in says))
    return (
        f"This barcode names no product: it says only {what}. Such packs have a second "
        "barcode, which begins with (01). Scan that one."
    )
