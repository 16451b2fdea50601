"""Rows of an extract that cannot be right, so that an import has to refuse them.

Each is a row of its own beside the good ones: the truth of the region is unharmed.
No database, clock or request.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from procurement.demonstration.buying import OrderLine

# The faults, as often as they come round.
FAULTS = (
    "repeated", "no_such_date", "repeated", "quantity_no_number", "repeated",
    "future_date", "value_mismatch", "repeated", "no_such_date", "no_description",
)  # fmt: skip

FAULT_EVERY = 90  # good lines to one bad one, about

_NO_SUCH_DAYS = ((31, 2), (30, 2), (31, 4), (31, 6), (31, 9), (31, 11))
_NOT_NUMBERS = ("n/a", "TBC", "various", "as quoted", "1O", "two")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row, and the text or date that is."""

    kind: str
    day_and_month: tuple[int, int] = (0, 0)
    year: int = 0
    quantity: str = ""


def with_faults(
    lines: Iterator[OrderLine], start: int, chance: Random
) -> Iterator[tuple[OrderLine, Fault | None]]:
    """The lines, and among them bad rows; each trust starts elsewhere in the list.

    A bad row that is not a repeat has a line number of its own (good + 500), so that
    it is refused for its fault and for nothing else.
    """
    turn, wait = start, 5 + start % 7
    for line in lines:
        yield line, None
        wait -= 1
        if wait > 0 or line.kind != "order" or line.price == 0:
            continue
        wait = chance.randrange(FAULT_EVERY // 2, FAULT_EVERY * 3 // 2)
        fault = _fault(FAULTS[turn % len(FAULTS)], chance)
        turn += 1
        if fault.kind != "repeated":
            line = line._replace(number=line.number + 500)  # noqa: PLW2901
        yield line, fault


def _fault(kind: str, chance: Random) -> Fault:
    return Fault(
        kind,
        day_and_month=chance.choice(_NO_SUCH_DAYS),
        # Far enough away to be in the future on whatever day the file is read, near
        # enough to survive being written with two digits.
        year=2060 + chance.randrange(8),
        quantity=chance.choice(_NOT_NUMBERS),
    )
