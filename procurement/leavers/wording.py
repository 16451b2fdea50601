"""What is somebody's, and what was done with it, in words."""

from procurement.leavers.models import HandOver
from procurement.leavers.reading import Theirs
from trusts.models import Membership


def in_words(theirs: Theirs) -> str:
    """Counts and pounds a year of what is somebody's; "" where nothing is."""
    return _and(
        _count(theirs.gaps, "price gap", f" worth £{theirs.gap_value:,.2f} a year"),
        _count(theirs.away, "gap", " gone for now"),
        _count(theirs.parts, "initiative", f" worth £{theirs.part_value:,.2f} a year"),
        _count(theirs.letters, "supplier pack"),
        _count(theirs.adoptions, "adoption"),
    )


def left_in_words(*, gaps: int, parts: int, letters: int) -> str:
    """How much is with people who left; "" where nothing is."""
    return _and(
        _count(gaps, "gap"),
        _count(parts, "initiative"),
        _count(letters, "supplier pack"),
    )


def done_in_words(handed: HandOver, to: Membership) -> str:
    things = _and(
        _count(handed.gaps, "price gap"),
        _count(len(handed.parts), "initiative"),
        _count(len(handed.asks), "supplier pack"),
        _count(len(handed.adoptions), "adoption"),
    )
    return f"Handed over {things} to {to.user}."


def taken_back_in_words(handed: HandOver, back: int) -> str:
    whose = f"with {handed.leaver.user} again"
    given = (handed.parts, handed.asks, handed.adoptions)
    left = handed.gaps + sum(map(len, given)) - back
    if not left:
        return f"Taken back: all of it is {whose}."
    return (
        f"Taken back: {back} {'is' if back == 1 else 'are'} {whose}, {left} "
        f"{'was' if left == 1 else 'were'} left, because something else was done since."
    )


def _count(number: int, noun: str, more: str = "") -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}{more}" if number else ""


def _and(*things: str) -> str:
    said = [each for each in things if each]
    return " and ".join([", ".join(said[:-1]), said[-1]] if said[1:] else said)
