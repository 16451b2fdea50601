"""GS1 element strings: every way in which one can be read. Pure.

A field of changing length ends at a sign (FNC1, sent as GS) or with the code. Scanners
that leave the sign out make codes that can be read in several ways. What a field is and
what may stand in it is asked of biip; here is only where one may end.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from biip import ParseError
from biip.gs1_application_identifiers import GS1ApplicationIdentifier
from biip.gs1_element_strings import GS1ElementString

GS = "\x1d"  # what a scanner sends for FNC1
LONGEST = 400  # characters; more than any label holds
MOST_READINGS = 5  # more of them nobody compares
_MOST_KEPT = 200  # of which those are chosen
# Fields tried for one code: a hostile one could be cut in very many ways. Some 50 ms.
MOST_TRIES = 3000

type Reading = tuple[GS1ElementString, ...]


@dataclass(frozen=True, slots=True)
class Readings:
    """Ways to read a code, those that name a product first; `has_more` where there are
    or may be others."""

    ways: tuple[Reading, ...]
    has_more: bool = False


def readings_of(code: str, *, ends_are_sent: bool) -> Readings:
    """Every way to read the code. `ends_are_sent` says that the scanner sends the signs
    at the ends of fields: then a field without one goes on to the end of the code."""
    if len(code) > LONGEST:
        return Readings(())
    segments = [segment for segment in code.split(GS) if segment]
    if ends_are_sent or len(segments) > 1:
        whole = [_to_the_end(segment) for segment in segments]
        if all(whole) and (way := _put_together(whole)):
            return Readings((way,))
    return _every_way(segments)


def _to_the_end(segment: str) -> Reading:
    """The one reading in which a field of changing length is the segment's last; empty
    where there is none."""
    found = []
    while segment:
        element = _fixed(segment) or _parsed(segment)
        if element is None:
            return ()
        found.append(element)
        segment = segment[len(element) :]
    return tuple(found)


def _every_way(segments: Sequence[str]) -> Readings:
    tries = _Tries()
    ways: dict[tuple[tuple[str, str], ...], Reading] = {}
    for way in _ways(segments, (), tries):
        ways.setdefault(tuple((e.ai.ai, e.value) for e in way), way)
        if len(ways) > _MOST_KEPT:
            break
    sound = [way for way in ways.values() if not any(map(has_fault, way))]
    found = sorted(sound or list(ways.values())[:1], key=_how_usual)
    return Readings(
        tuple(found[:MOST_READINGS]), tries.are_over or len(found) > MOST_READINGS
    )


def _how_usual(way: Reading) -> tuple[bool, int]:
    """What names a product comes first, then what has the fewest fields."""
    return not any(element.ai.ai in ("01", "02") for element in way), len(way)


def _ways(
    segments: Sequence[str], before: Reading, tries: "_Tries"
) -> Iterator[Reading]:
    """Depth first, the longest field first."""
    if not segments:
        if before:
            yield before
        return
    rest, *others = segments
    for element in _first_fields(rest, tries):
        left = rest[len(element) :]
        if way := _put_together([before, (element,)]):
            yield from _ways([left, *others] if left else others, way, tries)


def _first_fields(text: str, tries: "_Tries") -> Iterator[GS1ElementString]:
    fixed = _fixed(text)
    if fixed is not None:
        yield fixed
        return
    try:
        ai = GS1ApplicationIdentifier.extract(text)
    except ParseError:
        return
    if not ai.separator_required:
        return
    for end in range(min(len(text), len(ai) + 90), len(ai), -1):
        if tries.one_more() and (element := _parsed(text[:end])):
            yield element


def _fixed(text: str) -> GS1ElementString | None:
    """The first field, where its length is always the same."""
    try:
        element = GS1ElementString.extract(text)
    except ParseError:
        return None
    return None if element.ai.separator_required else element


def _parsed(text: str) -> GS1ElementString | None:
    """The text as exactly one field."""
    try:
        return GS1ElementString.parse(text)
    except ParseError:
        return None


def _put_together(parts: Sequence[Reading]) -> Reading:
    """One reading of several; empty where a field stands in it twice with two values,
    which no code may say."""
    way = tuple(element for part in parts for element in part)
    said: dict[str, str] = {}
    for element in way:
        if said.setdefault(element.ai.ai, element.value) != element.value:
            return ()
    return way


def has_fault(element: GS1ElementString) -> bool:
    """Whether a number in it has a wrong check digit."""
    return bool(element.gtin_error or element.sscc_error or element.gln_error)


class _Tries:
    """How many fields may still be tried."""

    def __init__(self) -> None:
        self.left = MOST_TRIES

    @property
    def are_over(self) -> bool:
        return self.left <= 0

    def one_more(self) -> bool:
        self.left -= 1
        return self.left > 0
