"""Huge and hostile files are refused quickly and in little memory."""

import subprocess
import sys
import zipfile

import pytest

from catalogue.purchases.layouts import UnreadableFile
from tests.catalogue.purchases.layouts.extracts import (
    csv_file,
    line,
    read,
    text_of,
    understood,
    with_sheet_xml,
)

HEAD = text_of()

UNDERSTAND = """
import re, sys, time
from pathlib import Path
from catalogue.purchases.layouts import UnreadableFile, understand
started = time.process_time()
try:
    understand(Path(sys.argv[1]), file_name="huge")
except UnreadableFile as refused:
    status = Path("/proc/self/status")
    text = status.read_text() if status.exists() else "VmHWM: 0 kB"
    peak = int(re.search(r"VmHWM:\\s*(\\d+)", text)[1]) // 1024
    print(f"{time.process_time() - started:.1f}|{peak}|{refused}")
"""


def refused_alone(path) -> tuple[float, int, str]:
    """Seconds of work, peak megabytes and sentence, in a process of its own."""
    out = subprocess.run(
        [sys.executable, "-c", UNDERSTAND, path],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    seconds, peak, sentence = out.strip().split("|", 2)
    return float(seconds), int(peak), sentence


@pytest.mark.parametrize("head", ["", HEAD])
def test_200_megabytes_of_one_line_are_refused_quickly(tmp_path, head):
    path = tmp_path / "huge.csv"
    with path.open("w") as text:
        text.write(head)
        for _ in range(200):
            text.write("x," * 2**19)

    seconds, peak, sentence = refused_alone(path)

    assert "a line of more than" in sentence
    assert seconds < 5
    assert peak < 100


def test_a_million_columns_are_refused_quickly(tmp_path):
    path = csv_file(tmp_path, "," * 1_000_000 + "\n")

    seconds, peak, sentence = refused_alone(path)

    assert "1,000,001 columns; at most 500" in sentence
    assert seconds < 5
    assert peak < 200


def test_a_zip_bomb_is_refused_by_what_it_declares(tmp_path):
    path = with_sheet_xml(tmp_path, b"<worksheet>" + bytes(50 * 2**20))

    seconds, peak, sentence = refused_alone(path)

    assert "would unpack to 50 MB from 0.05 MB" in sentence
    assert seconds < 5
    assert peak < 100


def test_a_zip_bomb_that_lies_about_its_size_is_refused(tmp_path):
    path = with_sheet_xml(tmp_path, b"<worksheet>" + b" " * (50 * 2**20))
    with zipfile.ZipFile(path) as package:
        real = package.getinfo("xl/worksheets/sheet1.xml").file_size
    told = real.to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(told, (900).to_bytes(4, "little")))

    _, peak, sentence = refused_alone(path)

    assert "damaged" in sentence
    assert peak < 100


def test_a_cell_without_end_in_a_workbook_is_refused(tmp_path):
    xml = b'<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'
    path = with_sheet_xml(tmp_path, xml + b"A" * 12_000_000)

    with pytest.raises(UnreadableFile, match="longer than 32,767"):
        understood(path)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (line(description="x" * 50_000), "Row 2 has 50,000 characters in column E"),
        (line(description="x" * 1_000_000), "longer than 32,767"),
        ((*line(), *["1"] * 600), "608 columns; at most 500"),
    ],
)
def test_a_row_too_large_to_be_one_is_named(tmp_path, row, said):
    path = csv_file(tmp_path, text_of(row))

    with pytest.raises(UnreadableFile, match=said):
        understood(path)


def test_a_row_too_large_far_down_is_named(tmp_path):
    rows = [line()] * 6_000 + [line(description="x" * 40_000)]
    path = csv_file(tmp_path, text_of(*rows))

    with pytest.raises(UnreadableFile, match="Row 6,002 has 40,000"):
        understood(path)


@pytest.mark.parametrize("rows_after", [40, 20_000])
def test_a_quotation_mark_never_closed_does_not_swallow_rows(tmp_path, rows_after):
    swallowed = [line(description='"24 inch')] + [line()] * rows_after
    path = csv_file(tmp_path, text_of(line(), *swallowed))

    with pytest.raises(UnreadableFile, match="Row 3 .*quotation mark"):
        understood(path)


def test_hostile_text_is_text(tmp_path):
    texts = ["=cmd|'/C calc'!A0", "<script>alert(1)</script>", "{{ 7*7 }}", "'; DROP"]
    path = csv_file(tmp_path, text_of(*(line(description=text) for text in texts)))

    assert [row["description"] for row in read(path)] == texts


def test_absurd_numbers_and_dates_pass_for_others_to_judge(tmp_path):
    path = csv_file(tmp_path, text_of(line(quantity="1e308", date="13/04/2099")))

    [row] = read(path)

    assert (row["quantity"], row["order_date"]) == ("1e308", "13/04/2099")
