"""What the league table measures, in words, and what each metric counts for. Pure.

These are the definitions in force when nobody has set others. A release keeps those it
was made with. None of them counts how often anybody signs in, looks or exports.
"""

from dataclasses import dataclass
from decimal import Decimal

WHOLE_PERCENT = Decimal("0.01")
TENTH_OF_PERCENT = Decimal("0.001")

# Of a trust's spend, what has to be comparable before it is ranked, and how many other
# trusts of its group must be so too.
LEAST_SHARE = Decimal("0.70")
FEWEST_PEERS = 3


@dataclass(frozen=True, slots=True)
class Described:
    """One metric. `step` is what its figure is rounded to, as a fraction; `weight` is
    in per cent."""

    metric: str
    name: str
    definition: str
    formula: str
    lower_is_better: bool
    step: Decimal
    weight: Decimal


METRICS = (
    Described(
        "M1",
        "Price position",
        "What the trust pays beside the median, over products that at least three "
        "trusts buy: the same product, per each, suspect prices left out. A price that "
        "is disputed or left out as a reference earns nothing for lying below the "
        "median. A price that the trust keeps confidential is left out of its figure.",
        "sum of (own price − median price) × eaches in 12 months, divided by sum of "
        "own price × eaches in 12 months",
        lower_is_better=True,
        step=TENTH_OF_PERCENT,
        weight=Decimal(30),
    ),
    Described(
        "M2",
        "Gaps closed",
        "Of the price gaps listed when the period began and not agreed by then, the "
        "value that the trust has since agreed with its supplier, or that is gone "
        "because it pays less. A gap that went in any other way, or that was accepted "
        "with a reason, is not closed.",
        "value a year of gaps agreed or closed in the period, divided by value a year "
        "of gaps open when it began",
        lower_is_better=False,
        step=WHOLE_PERCENT,
        weight=Decimal(25),
    ),
    Described(
        "M3",
        "On catalogue",
        "Spend on products that a loaded catalogue names.",
        "spend on catalogue products, divided by spend",
        lower_is_better=False,
        step=WHOLE_PERCENT,
        weight=Decimal(10),
    ),
    Described(
        "M4",
        "On a purchase order",
        "Spend on a purchase order, by value; by number of lines beside it.",
        "spend on purchase orders, divided by spend",
        lower_is_better=False,
        step=WHOLE_PERCENT,
        weight=Decimal(10),
    ),
    Described(
        "M5",
        "Under contract",
        "Spend on order lines that name a contract. Whether that contract still runs "
        "is not known here.",
        "spend on lines with a contract reference, divided by spend",
        lower_is_better=False,
        step=WHOLE_PERCENT,
        weight=Decimal(10),
    ),
    Described(
        "M6",
        "Data quality",
        "Spend on items whose product is certain (a code, or a person’s word) and "
        "whose pack is known.",
        "spend that can be compared, divided by spend",
        lower_is_better=False,
        step=WHOLE_PERCENT,
        weight=Decimal(10),
    ),
    Described(
        "M7",
        "Adoption",
        "Of what a trust bought of the products of standards that are live there, "
        "since each went live, the part that is on the standard. A use is an each, "
        "unless the specification says that it takes more. What is exempt is left out.",
        "uses on the adopted standard, divided by uses that could be",
        lower_is_better=False,
        step=WHOLE_PERCENT,
        weight=Decimal(5),
    ),
)

SPEND = (
    "Spend is what the trust’s extracts hold of the period: order lines without VAT, "
    "returns taken off, carriage apart."
)

NO_LINES = "It has no order lines in the period."
WHY_NOT_MEASURED = {
    "M1": "Nothing it buys has a price at two other trusts to compare with.",
    "M2": "No price gap of it was open when the period began.",
    "M3": "No catalogue has been loaded.",
    "M4": "The extracts hold purchase orders only: it would be 100% for every trust.",
    "M5": "None of its order lines names a contract: its extracts do not say.",
    "M6": NO_LINES,
    "M7": "No standard has been adopted yet.",
}
NOT_LIVE = "No adopted standard was live there at the end of the period."
BOUGHT_NONE = (
    "It bought nothing of the products of the standards live there, returns taken off."
)
