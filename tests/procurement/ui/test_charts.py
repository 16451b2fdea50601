import json
from decimal import Decimal

from django.template.loader import render_to_string

from procurement.ui import charts
from procurement.ui.drawing.bars import Bar
from procurement.ui.drawing.waterfall import Step

HOSTILE = '</script><b onclick="x">&'


def bar_chart(name="Northgate"):
    return charts.bar_chart(
        "by-trust",
        "By trust",
        "The rule.",
        rows=[Bar(name, (Decimal("10.50"), Decimal(-2)))],
        parts=[("Realised", "realised"), ("Agreed", "agreed")],
        of="Trust",
        urls=["/savings/1/"],
    )


def test_bar_chart_says_and_tables_what_it_draws():
    chart = bar_chart()

    assert chart.summary == "By trust: Northgate £8.50."
    assert chart.headings == ("Trust", "Realised", "Agreed", "Together")
    assert chart.rows[0].cells == ("£10.50", "−£2.00", "£8.50")
    assert chart.rows[0].url == "/savings/1/"
    assert [part.name for part in chart.parts] == ["Realised", "Agreed"]


def test_no_amount_is_a_float_on_the_way_to_the_browser():
    data = json.loads(json.dumps(bar_chart().data), parse_float=lambda _: 1 / 0)

    assert data["parts"][0]["amounts"] == ["10.50"]


def test_chart_shows_its_rule_its_table_and_its_words_and_no_markup_from_a_name():
    page = render_to_string(
        "components/chart.html", {"chart": bar_chart(HOSTILE), "text": "12 of 14."}
    )

    assert "The rule. 12 of 14." in page
    assert page.count('role="img"') == 1
    assert "Show as a table" in page
    assert '<a href="/savings/1/">' in page
    assert "<b onclick" not in page
    assert page.count("</script>") == 1


def test_waterfall_chart_of_one_step_links_to_the_rows_behind_it():
    chart = charts.waterfall_chart(
        "found",
        "Found",
        "The rule.",
        steps=[Step("Found", Decimal(0), "total", is_whole=True)],
        urls=["/gaps/"],
    )

    assert chart.rows == (charts.Row("Found", ("£0.00",), "/gaps/"),)
