"""A UBL catalogue read line by line within limits. Pure: no database.

No document type, entity or reference out of the file is ever followed; what a hostile
file can make this hold in memory is bounded.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

ROOT = "{urn:oasis:names:specification:ubl:schema:xsd:Catalogue-2}Catalogue"
LARGEST_FILE = 2**30  # bytes
LARGEST_LINE = 32 * 2**20  # bytes; pictures may be in it
MOST_ELEMENTS = 20_000  # of one line, or of what stands before the first
DEEPEST = 40  # elements inside each other
_STARTS = re.compile(rb"(\xef\xbb\xbf)?\s*<|\xff\xfe\s*<\0|\xfe\xff\0<|<\0|\0<")


class UnreadableCatalogue(Exception):
    """The file is no catalogue; the message says what is wanted."""


def is_xml(beginning: bytes) -> bool:
    """By its first bytes, whatever the file is called; no CSV heading begins so."""
    return bool(_STARTS.match(beginning))


def lines_of(file: BinaryIO) -> Iterator[Element]:
    """The catalogue itself with what stands before its lines, then each line. What was
    given is emptied when the next is asked for."""
    counted = _Counted(file)
    try:
        yield from _lines(counted)
    except DefusedXmlException as refused:
        raise UnreadableCatalogue(
            "The file has a document type or entities (DOCTYPE, ENTITY). A catalogue "
            "needs none, and they can hide an attack: it was not read."
        ) from refused
    except ParseError as problem:
        line, column = problem.position
        raise UnreadableCatalogue(
            f"The XML is broken at line {line}, column {column + 1}. Ask the supplier "
            "to send the catalogue again."
        ) from problem
    except (LookupError, ValueError) as problem:
        raise UnreadableCatalogue(
            "The XML is in an encoding that cannot be read. Ask for UTF-8."
        ) from problem


def _lines(counted: "_Counted") -> Iterator[Element]:
    root = None
    depth = elements = 0
    is_head_given = False
    for event, element in iterparse(counted, ("start", "end"), forbid_dtd=True):
        if event == "start":
            depth, elements = depth + 1, elements + 1
            _refuse_if(depth > DEEPEST, "has elements nested too deeply")
            _refuse_if(elements > MOST_ELEMENTS, "has too many elements in one line")
            if root is None:
                root = element
                _check_root(root)
            elif depth == 2 and _is_line(element) and not is_head_given:
                is_head_given = True
                yield root
        else:
            depth -= 1
            if root is not None and depth == 1 and _is_line(element):
                yield element
                root.clear()
                elements = counted.since_line = 0
    if root is not None and not is_head_given:
        yield root


def _is_line(element: Element) -> bool:
    return element.tag.endswith("}CatalogueLine")


def _check_root(root: Element) -> None:
    if root.tag != ROOT:
        name = root.tag.rpartition("}")[2][:60]
        raise UnreadableCatalogue(
            f"The XML file is no UBL 2.1 catalogue: it begins with <{name}>, not with "
            "<Catalogue>."
        )


def _refuse_if(is_hostile: bool, what: str) -> None:
    if is_hostile:
        raise UnreadableCatalogue(
            f"The file {what}, as no real catalogue does. It was not read."
        )


class _Counted:
    """A file that says how much was read of it, and refuses to be too long."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.whole = self.since_line = 0

    def read(self, size: int = -1) -> bytes:
        block = self.file.read(size)
        self.whole += len(block)
        self.since_line += len(block)
        _refuse_if(self.whole > LARGEST_FILE, "is larger than 1 GB")
        _refuse_if(self.since_line > LARGEST_LINE, "has a line longer than 32 MB")
        return block
