"""However a file is damaged, it is read or refused with a sentence; never a crash."""

import zipfile
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from catalogue.purchases.layouts import UnreadableFile, read_date, read_rows
from tests.catalogue.purchases.layouts.extracts import (
    HEADINGS,
    csv_file,
    line,
    text_of,
    understood,
    workbook_file,
)

DAMAGE = (
    *(
        b'"',
        b",",
        b"\r",
        b"\n",
        b"\0",
        b"\xff",
        b"\xc3\xa9",
        b"\xef\xbb\xbf",
        b"\xc2\xb2",
    ),
    *(
        b"9" * 50,
        b"<",
        b">",
        b"&amp;",
        b"-1",
        b"1e999",
        b"/",
        b'encoding="foo"',
        b"Total",
    ),
)
PARTS = ("sheet1.xml", "workbook.xml", "styles.xml", "sharedStrings.xml", ".rels")


def damaged(content: bytes, chance: Random) -> bytes:
    result = bytearray(content)
    for _ in range(chance.randint(1, 10)):
        place = chance.randrange(len(result) + 1)
        match chance.choice(["change", "remove", "insert", "repeat"]):
            case "change":
                result[place : place + 1] = bytes([chance.randrange(256)])
            case "remove":
                del result[place : place + chance.randint(1, 30)]
            case "insert":
                result[place:place] = chance.choice(DAMAGE)
            case "repeat":
                start = chance.randrange(len(result) + 1)
                result[place:place] = result[start : start + 200]
    return bytes(result)


def read_or_refused(path: Path) -> None:
    with suppress(UnreadableFile):
        found = understood(path)
        rows = list(read_rows(path, found.layout))
        assert len(rows) == found.rows
        assert all(len(row) == 22 for row in rows)
        assert not any("\0" in text for row in rows for text in row)
        for row in rows:
            read_date(row[4], found.layout.date_order)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_damaged_text_is_read_or_refused(tmp_path, codec):
    chance = Random(20261004)  # repeatable
    rows = [line(po=f"PO{n}", description="Café £5") for n in range(30)]
    content = text_of(*rows).encode(codec)
    for _ in range(150):
        read_or_refused(csv_file(tmp_path, damaged(content, chance)))


def test_a_damaged_workbook_is_read_or_refused(tmp_path):
    chance = Random(20261004)
    whole = workbook_file(tmp_path, HEADINGS, line(line=1), line(), name="whole.xlsx")
    with zipfile.ZipFile(whole) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for _ in range(300):
        hit = chance.choice([name for name in parts if name.endswith(PARTS)])
        path = tmp_path / "damaged.xlsx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in parts.items():
                if name != hit:
                    package.writestr(name, content)
                elif chance.random() < 0.9:  # else the part is missing
                    package.writestr(name, damaged(content, chance))
        read_or_refused(path)
