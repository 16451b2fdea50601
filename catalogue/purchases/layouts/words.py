"""The words a layout is written in: its fields, itself, and what is unsure about it."""

from dataclasses import asdict, dataclass, field
from typing import Any, Self

FIELDS: tuple[str, ...] = (
    "organisation",
    "po_number",
    "line_number",
    "order_date",
    "supplier",
    "supplier_part",
    "manufacturer",
    "mpc",
    "npc",
    "gtin",
    "local_code",
    "description",
    "unit_of_purchase",
    "pack_size",
    "quantity",
    "unit_price",
    "line_value",
    "category",
    "contract_reference",
    "delivery_site",
    "receipt_date",
)

REQUIRED: frozenset[str] = frozenset(
    {
        "po_number",
        "line_number",
        "order_date",
        "description",
        "quantity",
        "unit_price",
    }
)

# What a field is called in a sentence to a user.
FIELD_NAMES: dict[str, str] = {
    "organisation": "organisation",
    "po_number": "purchase order number",
    "line_number": "line number",
    "order_date": "order date",
    "supplier": "supplier",
    "supplier_part": "supplier's part number",
    "manufacturer": "manufacturer",
    "mpc": "manufacturer's part code",
    "npc": "national product code (NPC)",
    "gtin": "GTIN",
    "local_code": "local item code",
    "description": "description",
    "unit_of_purchase": "unit of purchase",
    "pack_size": "pack size",
    "quantity": "quantity",
    "unit_price": "unit price",
    "line_value": "line value",
    "category": "category",
    "contract_reference": "contract reference",
    "delivery_site": "delivery site",
    "receipt_date": "receipt date",
}


class UnreadableFile(Exception):
    """The file cannot be read; the message says what was found and what is wanted."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each field of a purchase extract stands, and how its texts are written."""

    kind: str  # "csv" or "xlsx"
    encoding: str  # a codec name; "" for xlsx
    delimiter: str  # one character; "" for xlsx
    sheet: str  # "" for csv
    heading_row: int  # 1-based, counting every row of the file, empty ones too
    headings: tuple[str, ...]  # as found, without surrounding whitespace
    columns: dict[str, int]  # field -> 0-based column
    date_order: str  # "dmy", "mdy" or "ymd"; "" while unknown
    decimal_mark: str  # "." or ","; "" while unknown
    prices_include_vat: bool
    units: dict[str, str] = field(default_factory=dict)  # a unit's name -> what it is

    def to_json(self) -> dict[str, Any]:
        """A dict of plain JSON values; `from_json` reads it back."""
        return asdict(self) | {"headings": list(self.headings)}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        """Raises KeyError when a part of the layout is missing. Unit names may be."""
        parts = {name: kept[name] for name in cls.__dataclass_fields__ if name in kept}
        parts["headings"] = tuple(kept["headings"])
        for name in cls.__dataclass_fields__:
            if name != "units" and name not in parts:
                raise KeyError(name)
        return cls(**parts)


@dataclass(frozen=True)
class Question:
    """One thing the file does not tell; the answer is one option's value."""

    key: str  # "date_order", "decimal_mark", "prices_include_vat", "sheet", "column:…"
    text: str
    options: tuple[tuple[str, str], ...]  # value, label


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was in the remembered layout."""

    what: str  # "Quantity", "Dates"
    was: str
    now: str

    def __str__(self) -> str:
        return f"{self.what}: was {self.was}, is now {self.now}."


@dataclass(frozen=True)
class Understanding:
    """How a file would be read, what is unsure, and what a person should know."""

    layout: Layout
    questions: tuple[Question, ...]
    sample: tuple[tuple[str, ...], ...]  # the first 10 data rows, in FIELDS order
    drift: tuple[Difference, ...]  # from the remembered layout
    notes: tuple[str, ...]
    rows: int = 0  # data rows in the file


def sentence_list(names: list[str], last: str = "and") -> str:
    """`a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def counted(count: int, singular: str, plural: str = "") -> str:
    """`1 row`, `2 rows`, `12,000 rows`."""
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"


def shown(text: str, longest: int = 60) -> str:
    """A text from a file, cut to a length that fits a sentence."""
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1] + "…"
