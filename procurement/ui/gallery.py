"""Examples for the gallery of components. Nothing here comes from the database."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from procurement.ui import charts
from procurement.ui.drawing.bars import Bar
from procurement.ui.drawing.lines import Band, Line
from procurement.ui.drawing.waterfall import Step


@dataclass(frozen=True, slots=True)
class ExampleMessage:
    """As one of `django.contrib.messages`; `extra_tags` is the address that undoes."""

    text: str
    level_tag: str
    extra_tags: str = ""

    def __str__(self) -> str:
        return self.text


class ExampleForm(forms.Form):
    """One field of each kind."""

    product = forms.CharField(help_text="A name, a part number or a barcode.")
    password = forms.CharField(widget=forms.PasswordInput)
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)
    category = forms.ChoiceField(choices=[("", "All"), ("gloves", "Gloves")])
    date_order = forms.ChoiceField(
        label="Is 03/04/2026 in March or in April?",
        widget=forms.RadioSelect,
        choices=[("dmy", "3 April 2026"), ("mdy", "4 March 2026")],
    )
    states = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        choices=[("found", "Found"), ("assigned", "Assigned")],
        required=False,
    )
    includes_vat = forms.BooleanField(label="Prices include VAT", required=False)
    extract = forms.FileField(required=False, help_text="CSV or XLSX.")


def examples() -> dict[str, Any]:
    """What the gallery page shows."""
    return {
        "form": ExampleForm(),
        "refused": ExampleForm({"product": "Gloves"}),
        "rows": [
            ("Nitrile gloves, medium", Decimal("0.065"), Decimal("0.052"), 2_400_000),
            ("Foley catheter 14 Ch", Decimal("4.10"), Decimal("3.35"), 25_200),
        ],
        "gap_value": Decimal("31200"),
        "colours": ["grey", "blue", "green", "yellow", "orange", "red", "white"],
        "said": [
            ExampleMessage("The import was rolled back.", "success", "#undo"),
            ExampleMessage("This needs a look.", "warning"),
        ],
        "restating": {"matters": True, "is_restated": False},
        "charts": [_waterfall(), _cumulative(), _by_trust()],
        "facts": [("Product", "Nitrile gloves, medium"), ("Pack", "Box of 100")],
    }


def _waterfall() -> charts.Chart:
    return charts.waterfall_chart(
        "example-waterfall",
        "From what was found to what was realised",
        "Pounds a year; each pound stands in one step.",
        steps=[
            Step("Found", Decimal(20_500_000), "total", is_whole=True),
            Step("Lost", Decimal(-300_000), "lost"),
            Step("Not yet agreed", Decimal(-9_800_000), "identified"),
            Step("Not yet realised", Decimal(-6_300_000), "agreed"),
            Step("Realised", Decimal(4_100_000), "realised", is_whole=True),
        ],
    )


def _cumulative() -> charts.Chart:
    months = [f"{date(2026, 4 + n, 1):%b}" for n in range(9)] + ["Jan", "Feb", "Mar"]
    realised = [Decimal(600_000) * n - 100_000 * (n == 3) for n in range(1, 8)]
    ahead = [Decimal(600_000) * n for n in range(7, 13)]
    low = [Decimal(4_200_000) + 300_000 * n for n in range(6)]
    return charts.line_chart(
        "example-cumulative",
        "Realised since April, against the target",
        "Confirmed months; the forecast runs on as agreed.",
        labels=months,
        several=[
            Line("Realised", "actual", (*realised, *[None] * 5)),
            Line("Forecast", "forecast", (*[None] * 6, *ahead)),
            Line("Target", "target", (Decimal(8_000_000),) * 12),
        ],
        band=Band("Forecast from, to", (*[None] * 6, *zip(low, ahead, strict=True))),
    )


def _by_trust() -> charts.Chart:
    names = (
        "Northgate University Hospitals",
        "Southmere",
        "Pendle and Ribble Mental Health",
    )
    return charts.bar_chart(
        "example-bars",
        "By trust",
        "This financial year.",
        rows=[
            Bar(names[0], (Decimal(410_000), Decimal(620_000), Decimal(910_000))),
            Bar(names[1], (Decimal(-42_000), Decimal(120_000), Decimal(80_000))),
            Bar(names[2], (Decimal(0), Decimal(0), Decimal(31_200))),
        ],
        parts=[
            ("Realised", "realised"),
            ("Agreed", "agreed"),
            ("Identified", "identified"),
        ],
        of="Trust",
        urls=["#tables", "#tables", "#tables"],
    )
