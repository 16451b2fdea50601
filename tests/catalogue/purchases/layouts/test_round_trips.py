"""Whatever way an extract is written, it reads as what was meant."""

import csv
import io
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.purchases.layouts import read_date
from catalogue.purchases.layouts.numbers import plain_number
from tests.catalogue.purchases.layouts.extracts import HEADINGS, read, understood

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
DATE_STYLES = {
    "dmy": [
        "%d/%m/%Y",
        "%d/%m/%y",
        "%d.%m.%Y",
        "%d-%b-%y",
        "%d/%m/%Y %H:%M",
        "%d %B %Y",
    ],
    "mdy": ["%m/%d/%Y", "%m-%d-%y"],
    "ymd": ["%Y-%m-%d", "%Y%m%d", "%Y-%m-%dT%H:%M:%S"],
}
STYLES = [style for styles in DATE_STYLES.values() for style in styles]

# What product texts hold: an accent inside a word, a symbol, marks that CSV must quote.
letters = st.text("abcdefghijklmnopqrstuvwxyzàâäçèéêëîïôöùûü", min_size=1, max_size=8)
quoted = st.text(" ,;|\t\"'.:-/()0123456789", max_size=5)
# One at a time: an accent and two symbols in Windows text can be good UTF-8.
symbols = st.sampled_from(["", *"£€®™°½’“”–\u00a0"])
texts = st.lists(st.tuples(letters, symbols, quoted), min_size=1, max_size=5).map(
    lambda pieces: "".join(map("".join, pieces))
)
days = st.dates(date(2024, 1, 1), date(2026, 9, 30))
amounts = st.decimals(Decimal("0.01"), Decimal(99_999), places=2)


def money(amount: Decimal, mark: str) -> str:
    text = f"{amount:,.2f}"
    swapped = str.maketrans(",.", ".,")
    return text if mark == "." else text.translate(swapped)


@settings(max_examples=100)
@given(
    rows=st.lists(st.tuples(texts, days, amounts), min_size=1, max_size=12),
    encoding=st.sampled_from(ENCODINGS),
    delimiter=st.sampled_from(",;\t|"),
    style=st.sampled_from(STYLES),
    mark=st.sampled_from(".,"),
    end=st.sampled_from(["\r\n", "\n", "\r"]),
)
def test_an_extract_reads_as_it_was_meant(  # noqa: PLR0917
    tmp_path, rows, encoding, delimiter, style, mark, end
):
    # A day past the 12th in a file settles the order; without one it is asked.
    rows = [*rows, ("x", date(2026, 9, 27), Decimal("1.50"))]
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    writer.writerow(HEADINGS)
    for number, (text, day, amount) in enumerate(rows):
        price = money(amount, mark)
        said = day.strftime(style)
        writer.writerow([f"P{number}", "1", said, text, text, "1", price, price])
    path = tmp_path / "extract.csv"
    path.write_bytes(out.getvalue().encode(encoding))

    found = understood(path)

    assert not found.questions
    assert found.rows == len(rows)
    for row, (text, day, amount) in zip(read(path), rows, strict=True):
        assert row["description"] == text.strip()
        assert read_date(row["order_date"], found.layout.date_order) == day
        assert plain_number(row["unit_price"], found.layout.decimal_mark) == amount
