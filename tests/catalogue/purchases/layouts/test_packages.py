import os
import zipfile

import pytest

from catalogue.purchases.layouts import UnreadableFile
from tests.catalogue.purchases.layouts.extracts import (
    HEADINGS,
    csv_file,
    line,
    read,
    text_of,
    understood,
    workbook_file,
)

OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\r\n \r\n\t", "is empty"),
        (b"\xef\xbb\xbf\r\n", "is empty"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), r"a picture \(PNG\)"),
        (b"\x1f\x8b\x08" + bytes(50), "compressed"),
        (OLD_WORKBOOK, r"an old Excel workbook \(\.xls\)"),
        (OLD_WORKBOOK + "EncryptedPackage".encode("utf-16-le"), "a password"),
        (b"<?xml version='1.0'?><Catalogue/>", "an XML file"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Catalogue/>", "an XML file"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "a web page"),
        (b'[{"po_number": 1}]', "a JSON file"),
        (bytes(range(256)) * 20, "a binary file"),
        (b"PK\x03\x04 and then nothing of the kind", "damaged or cut short"),
    ],
)
def test_what_is_no_table_is_named_plainly(tmp_path, content, said):
    path = csv_file(tmp_path, content)

    with pytest.raises(UnreadableFile, match=said):
        understood(path)


def test_random_bytes_are_refused(tmp_path):
    for _ in range(20):
        path = csv_file(tmp_path, os.urandom(5_000))

        with pytest.raises(UnreadableFile):
            understood(path)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("content.xml", "OpenDocument"),
        ("xl/workbook.bin", "xlsb"),
        ("word/document.xml", "Word"),
        ("extract.csv", "ZIP"),
    ],
)
def test_other_packages_are_named_plainly(tmp_path, part, said):
    path = tmp_path / "extract.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(part, "x")

    with pytest.raises(UnreadableFile, match=said):
        understood(path)


def test_the_content_counts_and_not_the_name(tmp_path):
    book = workbook_file(tmp_path, HEADINGS, line(), name="extract.csv")
    text = csv_file(tmp_path, text_of(line()), name="text.xlsx")

    assert understood(book).layout.kind == "xlsx"
    assert understood(text).layout.kind == "csv"


def test_a_workbook_cut_short_is_refused(tmp_path):
    path = workbook_file(tmp_path, HEADINGS, line())
    path.write_bytes(path.read_bytes()[:3_000])

    with pytest.raises(UnreadableFile, match="damaged or cut short"):
        understood(path)


def test_a_larger_file_than_allowed_is_refused(tmp_path):
    path = csv_file(tmp_path, text_of(line()))

    with pytest.raises(UnreadableFile, match="at most"):
        read(path, max_bytes=10)
