"""The choice that stands beside every regional figure: as it was, or restated.

A page reads the choice from its address (`?organisations=restated`), puts each
organisation's figures `under` the place that `places` gives, and shows
`components/restating.html` with `choice`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from trusts.models import Succession
from trusts.successions import Passing, Place, Restating, restate

PARAMETER, RESTATED = "organisations", "restated"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which way a page's figures stand; `places` says where, both ways.

    `matters` says whether the choice makes any difference to what is shown.
    """

    is_restated: bool
    matters: bool
    words: list[str]
    places: Restating

    def under(self, code: str, name: str) -> Place:
        """Where the figures of an organisation stand, the way that is chosen."""
        if not self.is_restated:
            return Place(code, name)
        return self.places.under(code, name)

    def codes_under(self, code: str) -> list[str]:
        """Whose figures stand under an organisation, the way that is chosen."""
        return self.places.codes_under(code) if self.is_restated else [code]


def as_recorded(*, on: date) -> Restating:
    """Where figures stand as at a day, by the successions on record. One query."""
    rows = Succession.objects.filter(on__lte=on).select_related(
        "predecessor", "successor"
    )
    return restate([passing_of(row) for row in rows], on=on)


def choice_of(query: Mapping[str, str], *, on: date, codes: Iterable[str]) -> Choice:
    """What the address asks for, for figures of the organisations with these codes."""
    codes = list(codes)
    places = as_recorded(on=on)
    return Choice(
        is_restated=query.get(PARAMETER) == RESTATED,
        matters=places.makes_difference(codes),
        words=places.words(codes),
        places=places,
    )


def passing_of(succession: Succession) -> Passing:
    """A succession on record, as plain facts."""
    predecessor, successor = succession.predecessor, succession.successor
    return Passing(
        Place(predecessor.code, predecessor.name),
        Place(successor.code, successor.name),
        succession.on,
        succession.kind,
    )
