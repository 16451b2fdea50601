"""The oracle itself, against the worked example of design section 5."""

from datetime import date
from decimal import Decimal

from tests.procurement.gaps.oracle import Line, find

DAY = date(2026, 9, 30)


def line(trust, on, eaches, value):
    return Line(trust, "gloves", on, Decimal(eaches), Decimal(value), True)


def test_find_gives_the_worked_example_of_the_design():
    lines = [
        line("NGT", date(2026, 8, 1), 40_000, "2600.00"),
        line("NGT", date(2026, 2, 1), 110_000, "9999.00"),
        *(line("SMR", date(2026, 8, day), 20_000, "1040.00") for day in range(1, 6)),
        line("EWD", date(2026, 8, 1), 100, "3.00"),
    ]

    answer = find(lines, DAY)

    gap = answer.gaps["NGT", "gloves"]
    assert answer.suspects == set()
    assert (gap.price, gap.lowest, gap.lowest_trust) == (
        Decimal("0.065000"),
        Decimal("0.052000"),
        "SMR",
    )
    assert gap.median == Decimal("0.052000")
    assert gap.value == Decimal("1950.00")
    assert list(answer.gaps) == [("NGT", "gloves")]
