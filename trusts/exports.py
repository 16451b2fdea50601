"""Lists as files: text that a spreadsheet never runs, saying who made them, when and
what the words mean, and on the record. CSV is streamed; workbooks are beside."""

import csv
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import KW_ONLY, dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone

from trusts import audit
from trusts.models import Membership, Organisation
from trusts.successions import day_in_words

# How far a file may go. Exactly one of these stands in every file.
PRICES = "Contains prices. Share only inside the agreement."
SPENDING = "Contains what trusts spend, and no prices. Share only inside the agreement."
OPEN_TO_MEMBERS = "For those who work in the partnership. Do not pass it on or publish."
PERSONS = (
    "Contains names of people. For those who look after access or check the record."
)

type Cell = str | Decimal | int | date | None

# Number formats of a spreadsheet.
PLAIN = "General"
COUNT = "#,##0"
EACHES = "#,##0.########"
POUNDS = "£#,##0.00"
PRICE_EACH = "£#,##0.00####"
PERCENT = "0.0%"  # of a fraction
DAY = "d mmmm yyyy"


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of itself, and the record of it.

    `why` is what such a file is for; `definitions` are words with what they mean;
    `confidentiality` how far it may go. `organisation` is the trust whose rows alone
    are in it, None where it is of several: its own record then shows who took them.
    `filters` are what the list was narrowed to, `as_at` the day of its figures.
    `made_by` and `made_at` are for a file that somebody else made before.
    """

    title: str
    _: KW_ONLY
    why: str
    by: Membership
    at: datetime
    organisation: Organisation | None
    definitions: tuple[tuple[str, str], ...]
    confidentiality: str
    filters: Mapping[str, str] = field(default_factory=dict)
    as_at: date | None = None
    made_by: str = ""
    made_at: datetime | None = None

    @property
    def maker(self) -> str:
        return self.made_by or str(self.by)

    @property
    def made(self) -> datetime:
        return timezone.localtime(self.made_at or self.at)

    @property
    def lines(self) -> list[tuple[str, str]]:
        """Each with what it is: who made the file, when, and what its words mean."""
        filters = "; ".join(f"{name}: {said}" for name, said in self.filters.items())
        said = (
            ("Demonstration", _INVENTED if settings.DEMONSTRATION else ""),
            ("What this is", self.title),
            ("What it is for", self.why),
            ("Confidentiality", self.confidentiality),
            ("Made by", self.maker),
            ("Made on", f"{day_in_words(self.made.date())}, {self.made:%H:%M}"),
            ("As at", day_in_words(self.as_at) if self.as_at else ""),
            ("Of", str(self.organisation or "")),
            ("Narrowed to", filters),
        )
        return [*((name, text) for name, text in said if text), *self.definitions]


def trust_of(
    member: Membership, asked: Organisation | None = None
) -> Organisation | None:
    """The trust whose rows alone a list holds: the one asked for, the member's own for
    who sees no other, else None."""
    return asked or (None if member.sees_region else member.organisation)


_INVENTED = "Everything in it is invented."


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; `format` is a spreadsheet's number format, `width` in
    characters."""

    heading: str
    format: str = PLAIN
    width: int = 16


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table, for a workbook or a CSV. Text stays text, a Decimal is a number, a date
    a date."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[Iterable[Cell]]


# Also as wide as a Chinese character, which some spreadsheets take for the narrow ones.
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠﹦﹢﹣﹫−")  # noqa: RUF001  # those are meant


def as_text(cell: str) -> str:
    """A cell that a spreadsheet will show and never run as a formula.

    A plain negative number stays a number.
    """
    seen = _without_blanks(cell)
    starts = cell.startswith(FORMULA_STARTS) or seen.startswith(FORMULA_STARTS)
    return f"'{cell}" if starts and not _is_number(cell) else cell


def _without_blanks(cell: str) -> str:
    """The cell from what a reader sees first: some spreadsheets skip the rest."""
    seen = (place for place, sign in enumerate(cell) if not _is_blank(sign))
    return cell[next(seen, len(cell)) :]


def _is_blank(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) in ("Cc", "Cf")


def _is_number(cell: str) -> bool:
    return cell.lstrip("+-").replace(".", "", 1).replace(",", "").isdigit()


def as_number(number: Decimal | int | None) -> str:
    """Exact to the last decimal, without a power of ten; empty for none."""
    return "" if number is None else f"{Decimal(number).normalize():f}"


def as_csv(rows: Iterable[list[str]]) -> Iterator[str]:
    """The rows as a file, from its byte-order mark on, which spreadsheets ask for."""
    writer = csv.writer(_Passed())
    yield "\ufeff"
    for row in rows:
        yield writer.writerow(row)


def _as_rows(sheet: Sheet) -> Iterator[list[str]]:
    """The headings and the rows as text: exact to the last decimal, and no text is
    ever a formula."""
    yield [column.heading for column in sheet.columns]
    for row in sheet.rows:
        yield [_in_csv(cell) for cell in row]


def _in_csv(cell: Cell) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    return as_text(cell) if isinstance(cell, str) else as_number(cell)


def csv_response(name: str, sheet: Sheet, *, about: About) -> StreamingHttpResponse:
    """A table as a download called `name`, on the record and sent as it is read: for
    `table_response`, which gives every list as a workbook too.

    What the file says of itself stands below the table, after an empty line: above it,
    nothing that reads tables would find the headings.
    """
    record_export(about)
    return streamed(name, _with_about(_as_rows(sheet), about))


def streamed(name: str, rows: Iterable[list[str]]) -> StreamingHttpResponse:
    """The bare rows as a download: for `csv_response`, and for a file that is mended
    and read in again, whose view puts it on the record."""
    return StreamingHttpResponse(
        as_csv(rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def json_response(
    name: str, content: Mapping[str, Any], *, about: About
) -> HttpResponse:
    """The content as a JSON file called `name`, put on the record; what it says of
    itself stands first in it."""
    record_export(about)
    said = {"about_this_file": dict(about.lines), **content}
    return HttpResponse(
        json.dumps(said, ensure_ascii=False, allow_nan=False, indent=1),
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _with_about(rows: Iterable[list[str]], about: About) -> Iterator[list[str]]:
    yield from rows
    yield []
    yield ["About this file"]
    for label, text in about.lines:
        yield [as_text(label), as_text(text)]


def record_export(about: About, **detail: Any) -> None:
    """Put a file on the record, before the first row leaves: who, when, what, why.

    Whoever answers with a response of `trusts` has done so.
    """
    optional = {"filters": about.filters, "as_at": about.as_at}
    audit.record(
        "file_exported",
        target=about.title,
        by=about.by,
        at=about.at,
        organisation=about.organisation,
        why=about.why,
        **{name: value for name, value in optional.items() if value},
        **detail,
    )


class _Passed:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text
