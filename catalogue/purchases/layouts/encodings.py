"""Which encoding the bytes of a text file are in."""

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from catalogue.purchases.layouts import limits
from catalogue.purchases.layouts.words import UnreadableFile, sentence_list

BLOCK = 2**20

# The byte before a special character, the character itself, the byte after.
Piece = tuple[bytes, bytes, bytes]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Encodings of one byte a character, the likeliest first.
_SINGLE_BYTE = ("cp1252", "mac_roman", "cp850")

# Mean fits, from -1 to 1: an encoding other than Windows must be evident.
READS_BADLY, READS_WELL = 0.25, 0.7

# What product texts hold besides letters.
_USUAL_SYMBOLS = frozenset("£€’‘“”–—•…®™©°µ½¼¾²³×±ØøßÆæŒœº·«»§\u00a0")
_UTF_8_PAIR = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")


def encoding_of(path: Path, remembered: str = "") -> str:
    """The codec that reads the whole file; the remembered one if it leaves that open.

    Raises UnreadableFile where no encoding does, where two are mixed, where the text
    has NUL characters and where one line is too long to be a row.
    """
    with path.open("rb") as handle:
        head = handle.read(4096)
    for bom, codec in _BOMS:
        if head.startswith(bom):
            if not _reads_as(path, codec):
                _refuse_false_mark(path)
            return codec
    if codec := _utf_16_without_bom(head):
        _check_lines(path, codec)
        return codec
    if _reads_as(path, "utf-8"):
        tells = remembered not in _SINGLE_BYTE or not _reads_as(path, "ascii")
        return "utf-8" if tells else remembered
    return _single_byte_encoding(path, remembered)


def _utf_16_without_bom(head: bytes) -> str:
    """Text of two bytes a character has a zero in every other byte, nearly."""
    half = len(head) // 2
    if not half:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""


def _reads_as(path: Path, codec: str) -> bool:
    """Does the codec read every byte? Checks NULs and line lengths on the way."""
    try:
        _check_lines(path, codec)
    except UnicodeDecodeError:
        return False
    return True


def _check_lines(path: Path, codec: str) -> None:
    decoder = codecs.getincrementaldecoder(codec)()
    since_break = 0
    wide = codec.startswith(("utf-16", "utf-32"))
    try:
        for block in blocks_of(path):
            text = decoder.decode(block)
            since_break = _check_block(text, since_break)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as problem:
        if not wide:
            raise
        raise UnreadableFile(
            f"The file starts like {codec.upper()} text but cannot be read as such to "
            "its end; it may have been cut short. Save the extract again."
        ) from problem


def _check_block(text: str, since_break: int) -> int:
    """Refuse NULs and endless lines; answers the characters since the last break."""
    if "\0" in text:
        raise UnreadableFile(
            "The file has NUL characters in its text, so it is damaged or not a text "
            "file. Save the extract again as CSV or XLSX."
        )
    breaks = [place for place in (text.find("\n"), text.find("\r")) if place >= 0]
    first = min(breaks, default=-1)
    if since_break + (len(text) if first < 0 else first) > limits.LINE_CHARACTERS:
        raise UnreadableFile(
            "The file has a line of more than "
            f"{limits.LINE_CHARACTERS:,} characters, so it is not a table of rows. "
            "Save the extract with one row a line."
        )
    if first < 0:
        return since_break + len(text)
    return len(text) - 1 - max(text.rfind("\n"), text.rfind("\r"))


def blocks_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as handle:
        while block := handle.read(BLOCK):
            yield block


def _single_byte_encoding(path: Path, remembered: str) -> str:
    """The likeliest encoding of one byte a character; refuses a mixture with UTF-8."""
    around: Counter[Piece] = Counter()
    mixed = _MixedLines()
    for number, line in _numbered_lines(path):
        if not line.isascii():
            mixed.look_at(number, line)
            for found in islice(_HIGH_BYTE.finditer(line), 1_000):
                place = found.start()
                piece = line[place - 1 : place], found[0], line[place + 1 : place + 2]
                if len(around) < 20_000 or piece in around:
                    around[piece] += 1
    mixed.refuse_mixture()
    return _likeliest(around, remembered)


def _likeliest(around: Counter[Piece], remembered: str) -> str:
    """Windows text, unless that reads badly and another encoding reads well; or what
    is remembered, where no other reads better."""
    fits = {codec: _plausibility(around, codec) for codec in _SINGLE_BYTE}
    if fits.get(remembered, -1) >= max(READS_BADLY, *fits.values()):
        return remembered
    windows = fits.pop(_SINGLE_BYTE[0])
    if windows > READS_BADLY:
        return _SINGLE_BYTE[0]
    best = max(fits, key=lambda codec: fits[codec])
    if fits[best] >= READS_WELL:
        return best
    if windows == float("-inf"):
        raise UnreadableFile(
            "The file has characters that no common encoding explains. Save the "
            "extract again, as CSV UTF-8."
        )
    return _SINGLE_BYTE[0]


def _refuse_false_mark(path: Path) -> None:
    mixed = _MixedLines()
    for number, line in _numbered_lines(path):
        mixed.look_at(number, line)
    raise UnreadableFile(
        f"The file is marked as UTF-8, but {_lines(mixed.other)} cannot be read as "
        "such. Save the whole extract in one encoding, CSV UTF-8 if there is a choice."
    )


def _numbered_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Lines by any line end, once none is known to be endless or to hold a NUL."""
    _check_lines(path, "latin-1")
    rest, number = b"", 0
    for block in blocks_of(path):
        text = rest + block
        half = b"\r" if text.endswith(b"\r") else b""  # perhaps half of a line end
        text = text.removesuffix(half).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        *lines, rest = text.split(b"\n")
        rest += half
        for line in lines:
            number += 1
            yield number, line
    yield number + 1, rest


class _MixedLines:
    """Keeps the first lines that are UTF-8 and the first that cannot be."""

    def __init__(self) -> None:
        self.utf_8: list[int] = []
        self.other: list[int] = []

    def look_at(self, number: int, line: bytes) -> None:
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            if len(self.other) < 3:
                self.other.append(number)
            if len(self.utf_8) < 3 and _UTF_8_PAIR.search(line):
                self.utf_8.append(number)
        else:
            if len(self.utf_8) < 3:
                self.utf_8.append(number)

    def refuse_mixture(self) -> None:
        if self.utf_8 and self.other:
            bad = _lines(self.other)
            where = f"some special characters in {bad} are UTF-8 and some are not"
            if whole := [line for line in self.utf_8 if line not in self.other]:
                where = f"its special characters are UTF-8 in {_lines(whole)}"
                where += f" but not in {bad}"
            raise UnreadableFile(
                f"The file mixes encodings: {where}. Save the whole extract in one "
                "encoding, CSV UTF-8 if there is a choice."
            )


def _lines(numbers: list[int]) -> str:
    word = "line" if len(numbers) == 1 else "lines"
    return f"{word} {sentence_list([f'{number:,}' for number in numbers])}"


def _plausibility(around: Counter[Piece], codec: str) -> float:
    """Mean fit of the special characters to their neighbours; minus infinity: none."""
    score = 0.0
    for piece, count in around.items():
        try:
            before, character, after = (part.decode(codec) for part in piece)
        except UnicodeDecodeError:
            return float("-inf")
        score += count * _fit(before, character, after)
    return score / around.total()


def _fit(before: str, character: str, after: str) -> float:
    if character in _USUAL_SYMBOLS:
        return 1.0
    if not character.isalpha():
        return -1.0
    beside = [letter for letter in (before, after) if letter.isalpha()]
    if not beside:
        return -0.5  # a lone accented letter is more often a symbol misread
    if character.isupper() and before.islower():
        return -1.0
    alike = all(letter.isupper() == character.isupper() for letter in beside)
    starts_word = character.isupper() and not before.isalpha()
    return 1.0 if alike or starts_word else -0.5
