"""The sheets of a workbook, and what their cells share: texts and date formats."""

import posixpath
import re
import zipfile
from array import array
from dataclasses import dataclass

from catalogue.purchases.layouts import limits
from catalogue.purchases.layouts.words import UnreadableFile
from catalogue.purchases.layouts.xml_parts import (
    Attributes,
    elements,
    feed,
    package_of,
    parser_of,
    part_blocks,
)

__all__ = ["Sheet", "SharedTexts", "Workbook", "package_of", "workbook_of"]

# Number formats every workbook has without saying so, that show a date.
_DATE_FORMATS = frozenset(
    map(str, (*range(14, 18), 22, *range(27, 37), *range(50, 59)))
)
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DAY_OR_YEAR = re.compile(r"[dy]|mmm", re.I)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    part: str  # where its rows lie in the package
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Workbook:
    sheets: tuple[Sheet, ...]
    starts_1904: bool
    texts_part: str  # "" when cells share no texts
    date_styles: frozenset[str]  # cell styles that show a date

    def sheet(self, name: str) -> Sheet:
        """Raises UnreadableFile when no sheet has that name."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise UnreadableFile(f"The workbook has no sheet named “{name}”.")


def workbook_of(package: zipfile.ZipFile) -> Workbook:
    """What the workbook says of itself. Raises UnreadableFile when it has no sheet."""
    names = {name.lstrip("/").lower(): name for name in package.namelist()}
    parts, texts, styles = _related_parts(package, names)
    sheets, starts_1904 = [], False
    for tag, attributes in elements(package, names["xl/workbook.xml"]):
        if tag == "workbookPr":
            starts_1904 = attributes.get("date1904") in ("1", "true")
        elif tag == "sheet" and (part := parts.get(_relation(attributes))):
            hidden = attributes.get("state", "visible") != "visible"
            sheets.append(Sheet(attributes.get("name", ""), part, hidden))
    if not sheets:
        raise UnreadableFile(
            "The workbook has no sheet with rows. Put the extract on a sheet and save "
            "it again."
        )
    formats = _date_styles(package, styles) if styles else frozenset()
    return Workbook(tuple(sheets), starts_1904, texts, formats)


def _relation(attributes: Attributes) -> str:
    return next((v for k, v in attributes.items() if k.endswith(":id")), "")


def _related_parts(
    package: zipfile.ZipFile, names: dict[str, str]
) -> tuple[dict[str, str], str, str]:
    """Sheets by their relation; the part of shared texts; the part of styles."""
    sheets, texts, styles = {}, "", ""
    relations = names.get("xl/_rels/workbook.xml.rels")
    for _, attributes in elements(package, relations) if relations else ():
        kind = attributes.get("Type", "").rpartition("/")[2]
        target = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))
        part = names.get(target.lstrip("/").lower(), "")
        if part and kind == "worksheet":
            sheets[attributes.get("Id", "")] = part
        elif part and kind == "sharedStrings":
            texts = part
        elif part and kind == "styles":
            styles = part
    return sheets, texts, styles


def _date_styles(package: zipfile.ZipFile, part: str) -> frozenset[str]:
    """The cell styles, by their number as text, whose number format is a date's."""
    formats, dates, in_cells, count = set(_DATE_FORMATS), set(), False, 0
    for tag, attributes in elements(package, part):
        if tag == "numFmt" and _shows_date(attributes.get("formatCode", "")):
            formats.add(attributes.get("numFmtId", ""))
        elif tag in ("cellXfs", "cellStyles", "dxfs"):
            in_cells = tag == "cellXfs"
        elif tag == "xf" and in_cells:
            if attributes.get("numFmtId") in formats:
                dates.add(str(count))
            count += 1
    return frozenset(dates)


def _shows_date(code: str) -> bool:
    return bool(_DAY_OR_YEAR.search(_QUOTED.sub("", code.partition(";")[0])))


class SharedTexts:
    """The texts cells share, kept as bytes: millions of them fit in little memory."""

    def __init__(self, package: zipfile.ZipFile, part: str) -> None:
        self._bytes = bytearray()
        self._ends = array("Q", [0])
        self._pieces: list[str] = []
        self._in_text = False
        self._in_phonetic = False
        if part:
            parser = parser_of(self._start, self._end, self._text)
            for block in part_blocks(package, part):
                feed(parser, block)
                if sum(map(len, self._pieces)) > 4 * limits.CELL_CHARACTERS:
                    raise _too_much_text()
            feed(parser, b"", last=True)

    def __getitem__(self, place: int) -> str:
        start, end = self._ends[place], self._ends[place + 1]
        return self._bytes[start:end].decode()

    def __len__(self) -> int:
        return len(self._ends) - 1

    def _start(self, tag: str, _: Attributes) -> None:
        name = tag.rpartition(":")[2]
        if name == "t":
            self._in_text = not self._in_phonetic
        elif name == "rPh":
            self._in_phonetic = True

    def _text(self, text: str) -> None:
        if self._in_text:
            self._pieces.append(text)

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "t":
            self._in_text = False
        elif name == "rPh":
            self._in_phonetic = False
        elif name == "si":
            self._keep(unescaped("".join(self._pieces)))

    def _keep(self, text: str) -> None:
        self._pieces.clear()
        self._bytes += text.encode()
        self._ends.append(len(self._bytes))
        if (
            len(self._bytes) > limits.SHARED_TEXT_BYTES
            or len(self._ends) > limits.SHARED_TEXTS
        ):
            raise _too_much_text()


def _too_much_text() -> UnreadableFile:
    return UnreadableFile(
        "The workbook holds more text than can be read at once. Save the extract as "
        "CSV, or in several workbooks."
    )


def unescaped(text: str) -> str:
    """A text without the escapes (`_x000D_`) that spreadsheets write."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: _character(int(found[1], 16)), text)


def _character(number: int) -> str:
    is_half = 0xD800 <= number <= 0xDFFF
    return "" if number == 0 or is_half else chr(number)
