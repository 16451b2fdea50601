"""Which column of a heading row is which field."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from catalogue.purchases.layouts.heading_names import (
    RANKED_NAMES,
    squeezed,
    vat_remark,
)
from catalogue.purchases.layouts.words import REQUIRED


@dataclass(frozen=True)
class Recognised:
    """What a heading row says by itself."""

    columns: dict[str, int] = field(default_factory=dict)  # field -> column
    rivals: dict[str, tuple[int, ...]] = field(default_factory=dict)  # nobody can tell
    passed_over: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def is_heading_row(self) -> bool:
        """Enough fields, some of them required, to be no row of data."""
        found = set(self.columns) | set(self.rivals)
        return len(found) >= 3 and len(found & REQUIRED) >= 1


def recognise(headings: Sequence[str]) -> Recognised:
    """The field of every heading whose name is known.

    Two columns that could both be a field are rivals when the field is required or
    when their headings are the same; else the name that stands first in the list of
    names is taken and the other is passed over.
    """
    claims: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for column, heading in enumerate(headings):
        if known := RANKED_NAMES.get(squeezed(heading)):
            name, rank = known
            claims[name].append((rank, _NAME_ORDER[squeezed(heading)], column))
    columns, rivals, passed_over = {}, {}, {}
    for name, claimed in claims.items():
        found = _without_gross(name, sorted(claimed), headings)
        best = [claim for claim in found if claim[0] == found[0][0]]
        if len(best) > 1 and (name in REQUIRED or best[0][1] == best[1][1]):
            rivals[name] = tuple(sorted(column for *_, column in best))
            continue
        columns[name] = found[0][2]
        if len(found) > 1:
            passed_over[name] = tuple(column for *_, column in found[1:])
    return Recognised(columns, rivals, passed_over)


def _without_gross(
    name: str, found: list[tuple[int, int, int]], headings: Sequence[str]
) -> list[tuple[int, int, int]]:
    """Leave out prices that include VAT where one stands beside them that does not."""
    if name not in ("unit_price", "line_value"):
        return found
    net = [claim for claim in found if vat_remark(headings[claim[2]]) != "inc"]
    return net or found


def find_again(
    headings: Sequence[str], remembered: Sequence[str], columns: dict[str, int]
) -> dict[str, int]:
    """Where the fields of a remembered layout stand now, found by their headings.

    A heading that now stands twice, or not at all, is not found.
    """
    now: dict[str, list[int]] = defaultdict(list)
    for column, heading in enumerate(headings):
        now[squeezed(heading) or heading].append(column)
    places = {}
    for name, column in columns.items():
        if column < len(remembered):
            old = squeezed(remembered[column]) or remembered[column]
            if len(now[old]) == 1:
                places[name] = now[old][0]
    return places


def same_headings(left: Iterable[str], right: Iterable[str]) -> bool:
    """The same columns in the same order, but for case, spaces and punctuation."""
    return [squeezed(text) or text for text in left] == [
        squeezed(text) or text for text in right
    ]


_NAME_ORDER = {name: place for place, name in enumerate(RANKED_NAMES)}
