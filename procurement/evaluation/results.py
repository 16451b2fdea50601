"""What the scores of a product come to: how many, the middle one, how far apart, and
never a mean. No database, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

NOUGHT = 0
SCORES = (0, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Given:
    """One score of one criterion: None with a reason where there is none."""

    value: int | None
    is_tested: bool = True  # False where it was not tested; else it did not apply


@dataclass(frozen=True, slots=True)
class Result:
    """One criterion over all sheets.

    `each` is how many gave 0, 1, 2 and 3. `median` lies half-way where two scores are
    in the middle. `noughts` are those who found it not met or unsafe.
    """

    count: int
    median: Fraction | None
    lowest: int | None
    highest: int | None
    noughts: int
    not_applicable: int
    not_tested: int
    each: tuple[int, ...] = (0,) * len(SCORES)

    @property
    def middle(self) -> str:
        """The median as people write it, such as "1.5"; "" where there is none."""
        return "" if self.median is None else _half(self.median)

    @property
    def in_words(self) -> str:
        return in_words(self.count, self.middle, self.lowest, self.highest)


def in_words(
    count: int, median: str | None, lowest: int | None, highest: int | None
) -> str:
    """For people: "median 2.5 of 3, from 1 to 3, 12 scores"."""
    if not median:
        return "no scores"
    scores = "1 score" if count == 1 else f"{count} scores"
    return f"median {median} of 3, from {lowest} to {highest}, {scores}"


def result_of(given: Iterable[Given]) -> Result:
    """What these scores come to."""
    all_given = list(given)
    values = sorted(each.value for each in all_given if each.value is not None)
    blank = [each for each in all_given if each.value is None]
    untested = sum(not each.is_tested for each in blank)
    return Result(
        count=len(values),
        median=_median(values),
        lowest=values[0] if values else None,
        highest=values[-1] if values else None,
        noughts=values.count(NOUGHT),
        not_applicable=len(blank) - untested,
        not_tested=untested,
        each=tuple(values.count(score) for score in SCORES),
    )


def fails(results: Iterable[tuple[bool, Result]]) -> bool:
    """Whether a product fails: somebody gave nought on a mandatory criterion. Each
    result comes with whether its criterion is mandatory."""
    return any(is_mandatory and result.noughts for is_mandatory, result in results)


def _median(values: list[int]) -> Fraction | None:
    if not values:
        return None
    middle = len(values) // 2
    if len(values) % 2:
        return Fraction(values[middle])
    return Fraction(values[middle - 1] + values[middle], 2)


def _half(number: Fraction) -> str:
    whole, rest = divmod(number, 1)
    return f"{whole}.5" if rest else f"{whole}"
