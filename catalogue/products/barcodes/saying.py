"""What the fields of a GS1 code are called for people. Pure."""

from dataclasses import dataclass
from datetime import date

from biip.gs1_element_strings import GS1ElementString

_NAMES = {
    "00": "Delivery unit (SSCC)",
    "01": "GTIN",
    "02": "GTIN of what is inside",
    "10": "Lot",
    "11": "Date made",
    "13": "Date packed",
    "15": "Best before date",
    "16": "Sell by date",
    "17": "Expiry date",
    "21": "Serial number",
    "30": "Count",
    "37": "How many are inside",
    "240": "Further product code",
    "241": "Customer part number",
    "414": "Place (GLN)",
    "710": "National health number (PZN)",
}


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a code says. `day` where it is a date."""

    name: str
    value: str
    day: date | None = None


def said_by(element: GS1ElementString) -> Said:
    name = _NAMES.get(element.ai.ai) or element.ai.description
    return Said(name, element.value, element.date)
