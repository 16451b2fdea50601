"""The XML parts of a workbook, read piece by piece within limits."""

import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.parsers import expat

from catalogue.purchases.layouts import limits
from catalogue.purchases.layouts.words import UnreadableFile

BLOCK = 2**17

# What reading bytes gone wrong raises, each way of packing its own.
_BROKEN = (zipfile.BadZipFile, EOFError, OSError, zlib.error, lzma.LZMAError)

Attributes = dict[str, str]


@contextmanager
def package_of(path: Path) -> Iterator[zipfile.ZipFile]:
    """An opened workbook package whose parts can be trusted in size.

    Raises UnreadableFile where the package is damaged, protected or a zip bomb.
    """
    try:
        with zipfile.ZipFile(path) as package:
            for part in package.infolist():
                _check_size(part)
            yield package
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError) as problem:
        raise _damaged() from problem
    except (NotImplementedError, RuntimeError) as problem:
        raise UnreadableFile(
            "The workbook is packed or protected in a way that cannot be read. Save it "
            "again in Excel, without a password."
        ) from problem


def _damaged() -> UnreadableFile:
    return UnreadableFile(
        "The workbook is damaged or was cut short. Open it in Excel, save it and "
        "upload it again."
    )


def _check_size(part: zipfile.ZipInfo) -> None:
    packed_small = part.file_size <= limits.SMALL_PART_BYTES
    ratio = part.file_size / max(part.compress_size, 1)
    if part.file_size > limits.SHEET_BYTES or (
        not packed_small and ratio > limits.PACKED_RATIO
    ):
        raise UnreadableFile(
            f"The workbook would unpack to {part.file_size / 2**20:,.0f} MB from "
            f"{part.compress_size / 2**20:,.2f} MB, which no real extract does. It was "
            "not read."
        )


def part_blocks(
    package: zipfile.ZipFile, name: str, at_most: int = limits.SHEET_BYTES
) -> Iterator[bytes]:
    """A part's bytes as they unpack. Raises UnreadableFile past `at_most` bytes."""
    unpacked = 0
    try:
        with package.open(name) as stream:
            while block := stream.read(BLOCK):
                unpacked += len(block)
                if unpacked > at_most:
                    raise UnreadableFile(
                        "The workbook unpacks to more than "
                        f"{at_most / 2**20:,.0f} MB in one part. It was not read."
                    )
                yield block
    except KeyError as problem:
        raise _damaged() from problem
    except _BROKEN as problem:
        raise _damaged() from problem


def parser_of(
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None],
    text: Callable[[str], object] | None = None,
) -> expat.XMLParserType:
    """A parser that calls back, and refuses the document types bombs are made of."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_document_type
    return parser


def _refuse_document_type(*_: object) -> None:
    raise UnreadableFile(
        "The workbook's XML declares a document type, which no spreadsheet program "
        "does. It was not read."
    )


def feed(parser: expat.XMLParserType, block: bytes, *, last: bool = False) -> None:
    """One piece to the parser. Raises UnreadableFile where it is not XML."""
    try:
        parser.Parse(block, last)
    except (expat.ExpatError, ValueError, LookupError) as problem:
        # The last two: an encoding that Python or the parser does not know.
        raise _damaged() from problem


def elements(package: zipfile.ZipFile, name: str) -> list[tuple[str, Attributes]]:
    """The elements of a small part with their attributes, in order, unprefixed."""
    found: list[tuple[str, Attributes]] = []

    def start(tag: str, attributes: Attributes) -> None:
        found.append((tag.rpartition(":")[2], attributes))

    parser = parser_of(start, lambda _: None)
    for block in part_blocks(package, name, limits.SMALL_PART_BYTES):
        feed(parser, block)
    feed(parser, b"", last=True)
    return found
