"""What the items on one product share: codes, packs, and what said how many."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from catalogue.matching.models import Match

# What said how many eaches a unit holds, in the words of the matching room's record.
SOURCES = {
    "GTIN": "the catalogue's pack of its GTIN",
    "national code": "the catalogue's pack of its national code",
    "pack column": "the extract's pack column",
    "unit": "the unit of purchase",
    "description": "the words of the description",
}
_CODES = (("GTIN", "gtin_key"), ("national code", "npc_key"), ("part code", "part_key"))


@dataclass(frozen=True, slots=True)
class Shared:
    """Something that items of so many trusts say."""

    what: str
    trusts: int


def codes_of(items: Iterable[Match]) -> tuple[Shared, ...]:
    return shared(
        (f"{label} {getattr(match.item, field)}", match)
        for match in items
        for label, field in _CODES
        if getattr(match.item, field)
    )


def sources_of(match: Match) -> list[str]:
    """`GTIN 100; pack column 100` is GTIN, pack column."""
    said = match.pack_evidence.split("; ")
    return [each.rpartition(" ")[0] for each in said if each]


def shared(said: Iterable[tuple[object, Match]]) -> tuple[Shared, ...]:
    """What was said with the number of trusts that say it, most first."""
    trusts: dict[str, set[int]] = defaultdict(set)
    for what, match in said:
        trusts[str(what)].add(match.organisation_id)
    ranked = sorted(trusts.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple(Shared(what, len(organisations)) for what, organisations in ranked)
