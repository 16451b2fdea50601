"""What drawings show: every word, every bar as long as its amount, nothing outside."""

from decimal import Decimal

import pytest

from procurement.ui.drawing.bars import Bar, draw_bars, ends
from procurement.ui.drawing.lines import Band, Line, draw_lines
from procurement.ui.drawing.shapes import in_two
from procurement.ui.drawing.waterfall import Step, draw_waterfall, placed

STEPS = [
    Step("Found", Decimal(100), "total", is_whole=True),
    Step("Lost", Decimal(-30), "lost"),
    Step("Gone up", Decimal(-90), "agreed"),
    Step("Realised", Decimal(-20), "realised", is_whole=True),
]


def words(drawing):
    return [shape.text for shape in drawing.shapes if shape.tag == "text"]


def areas(drawing):
    rects = [shape.attributes for shape in drawing.shapes if shape.tag == "rect"]
    return [
        {k: Decimal(rect[k]) for k in ("x", "y", "width", "height")} for rect in rects
    ]


def test_placed_steps_begin_where_the_one_before_ended():
    assert [(each.start, each.end) for each in placed(STEPS)] == [
        (0, 100),
        (100, 70),
        (70, -20),
        (0, -20),
    ]


def test_placed_refuses_a_whole_that_the_steps_do_not_come_to():
    untrue = Step("Realised", Decimal(1), "realised", is_whole=True)

    with pytest.raises(ValueError, match="Realised: 1 is not -20"):
        placed([*STEPS[:-1], untrue])


@pytest.mark.parametrize("width", [760, 340])
def test_draw_waterfall_is_as_high_as_its_amounts_and_stays_inside(width):
    drawing = draw_waterfall(STEPS, key="w", width=width)

    found, lost, up, realised = areas(drawing)
    assert found["height"] == pytest.approx(5 * realised["height"], abs=Decimal("0.5"))
    assert up["height"] == pytest.approx(3 * lost["height"], abs=Decimal("0.5"))
    assert realised["y"] > lost["y"] + lost["height"] > found["y"]
    assert {"Found", "£100", "−£30", "Realised", "−£20"} <= set(words(drawing))
    assert_all_inside(drawing)


def test_bars_parts_above_nought_go_right_and_parts_below_go_left():
    assert ends([Decimal(5), Decimal(-2), Decimal(3), Decimal(-1)]) == [
        (0, 5),
        (-2, 0),
        (5, 8),
        (-3, -2),
    ]


@pytest.mark.parametrize("width", [760, 340])
def test_draw_bars_names_and_sums_each_row_and_shortens_a_long_name(width):
    rows = [
        Bar("Northgate", (Decimal(30), Decimal(-10))),
        Bar("S" * 80, (Decimal(0), Decimal(5))),
    ]

    drawing = draw_bars(rows, ("realised", "agreed"), key="b", width=width)

    assert {"Northgate", "£20", "£5"} <= set(words(drawing))
    assert any(word.endswith("S…") for word in words(drawing))
    assert len(areas(drawing)) == 3  # a part of nothing is not drawn
    assert_all_inside(drawing)


@pytest.mark.parametrize("width", [760, 340])
def test_draw_lines_ends_each_line_with_its_name(width):
    drawing = draw_lines(
        ["Apr", "May", "Jun"],
        [
            Line("Realised", "actual", (Decimal(1), Decimal(-2), None)),
            Line("Forecast", "forecast", (None, Decimal(-2), Decimal(4))),
            Line("Target", "target", (Decimal(4),) * 3),
            Line("Nothing", "target", (None,) * 3),
        ],
        Band("Between", (None, None, (Decimal(2), Decimal(6)))),
        key="l",
        width=width,
    )

    assert {"Realised", "Forecast", "Target", "Apr", "Jun"} <= set(words(drawing))
    assert "Nothing" not in words(drawing)
    assert len([s for s in drawing.shapes if s.tag == "polyline"]) == 3
    assert len([s for s in drawing.shapes if s.tag == "polygon"]) == 1
    ends_at = {
        shape.text: Decimal(shape.attributes["y"])
        for shape in drawing.shapes
        if shape.tag == "text"
    }
    assert abs(ends_at["Forecast"] - ends_at["Target"]) >= 16


def assert_all_inside(drawing):
    for rect in areas(drawing):
        assert 0 <= rect["x"] <= rect["x"] + rect["width"] <= drawing.width
        assert 0 <= rect["y"] <= rect["y"] + rect["height"] <= drawing.height


def test_in_two_breaks_between_words_and_shortens_what_is_still_too_long():
    assert in_two("Lost", 60) == ["Lost"]
    assert in_two("Not yet agreed", 60) == ["Not yet", "agreed"]
    assert in_two("Unpronounceable", 60) == ["Unpronou…"]
