"""What kind of file this is, and a plain refusal of the kinds that are not read."""

import zipfile
from pathlib import Path

from catalogue.purchases.layouts.words import UnreadableFile, shown

WANTED = "Save the extract as CSV or XLSX and upload that."

# How a file starts -> what it is.
_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"7z\xbc\xaf", "a compressed file (7z)"),
    (b"Rar!", "a compressed file (RAR)"),
    (b"BZh", "a compressed file (bzip2)"),
    (b"\xfd7zXZ", "a compressed file (xz)"),
    (b"\x28\xb5\x2f\xfd", "a compressed file (zstd)"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "a database file (SQLite)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"{\\rtf", "a text document (RTF)"),
)

# A part inside a ZIP archive -> what the archive is.
_PARTS: tuple[tuple[str, str], ...] = (
    ("xl/workbook.bin", "a binary Excel workbook (.xlsb)"),
    ("word/document.xml", "a Word document"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
    ("content.xml", "an OpenDocument file (.ods)"),
)


def kind_of(path: Path, file_name: str) -> str:
    """ "csv" or "xlsx", by what the file holds and not by its name.

    Raises UnreadableFile, saying what the file is instead.
    """
    with path.open("rb") as handle:
        head = handle.read(4096)
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise UnreadableFile(
            f"The file “{shown(file_name)}” is empty. Wanted: a purchase-order extract "
            "with a row of headings and a row for each order line."
        )
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        _check_workbook(path, file_name)
        return "xlsx"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile(_old_workbook(path, file_name))
    for start, kind in _STARTS:
        if head.startswith(start):
            raise UnreadableFile(_refusal(file_name, kind))
    _check_text(head, file_name)
    return "csv"


def _refusal(file_name: str, kind: str) -> str:
    return f"“{shown(file_name)}” is {kind}. {WANTED}"


def _check_text(head: bytes, file_name: str) -> None:
    """Mark-up and other binary content is no table."""
    text = (
        head.removeprefix(b"\xef\xbb\xbf")
        .replace(b"\0", b"")
        .lstrip(b"\xff\xfe \r\n\t")
    )
    if text[:5].lower() in (b"<?xml", b"<html", b"<!doc") or _is_xml(text):
        kind = "a web page (HTML)" if b"<html" in text.lower() else "an XML file"
        raise UnreadableFile(_refusal(file_name, kind))
    if text.startswith((b"{", b"[")) and text[1:20].lstrip().startswith((b"{", b'"')):
        raise UnreadableFile(_refusal(file_name, "a JSON file"))
    if head.count(0) > len(head) // 5:
        return  # two bytes a character, or no text at all, which the NULs will tell
    control = sum(byte < 9 or 13 < byte < 32 for byte in head if byte)
    if control > len(head) // 50 + 1:
        raise UnreadableFile(_refusal(file_name, "a binary file, not text"))


def _is_xml(text: bytes) -> bool:
    """One element that opens at the very start and no delimiter before it closes."""
    name, _, _ = text[1:80].partition(b">")
    return text.startswith(b"<") and b"xmlns" in text[:2000] and b"," not in name


def _old_workbook(path: Path, file_name: str) -> str:
    """Encrypted workbooks and old ones start alike; a stream's name tells."""
    stream = "EncryptedPackage".encode("utf-16-le")
    with path.open("rb") as handle:
        ends = handle.read(2**20)
        handle.seek(max(0, path.stat().st_size - 2**20))
        ends += handle.read()
    if stream in ends:
        return (
            f"“{shown(file_name)}” is protected with a password. Save it without one "
            "and upload that."
        )
    return _refusal(file_name, "an old Excel workbook (.xls)")


def _check_workbook(path: Path, file_name: str) -> None:
    try:
        with zipfile.ZipFile(path) as package:
            names = {name.lstrip("/").lower() for name in package.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError) as problem:
        raise UnreadableFile(
            f"“{shown(file_name)}” starts like a workbook but is damaged or cut short. "
            "Save it again and upload that."
        ) from problem
    if "xl/workbook.xml" in names:
        return
    for part, kind in _PARTS:
        if part in names:
            raise UnreadableFile(_refusal(file_name, kind))
    if not any(name.startswith("xl/") for name in names):
        raise UnreadableFile(_refusal(file_name, "a ZIP archive"))
    raise UnreadableFile(
        f"“{shown(file_name)}” is a workbook without any sheets. {WANTED}"
    )
