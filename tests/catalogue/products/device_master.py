"""A real device master as a catalogue, and what people who know what they want would
type to find its products."""

import csv
import re
from collections import Counter, defaultdict
from io import StringIO
from pathlib import Path
from random import Random

FOLDER = Path(__file__).parents[4] / "shared/data/device_masters"
FIRST_PAGE = 5
HEADINGS = "gtin,unit,manufacturer,mpc,npc,description,contains_gtin,contains_quantity"
SIZE = re.compile(
    r"(?<![\w.,/-])\d+(?:[.,]\d+)?\s?(?:cm|mm|ml|ch|fr|m|l|g)?"
    r"(?:\s?[x×]\s?\d+(?:[.,]\d+)?\s?(?:cm|mm|m)?)?(?![\w.,/-])",
    re.IGNORECASE,
)
PLAIN = re.compile(r"[^\W\d_]{3,}(?![\w-])")


def rows():
    with (FOLDER / "eudamed_trade_items.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def part_of(row):
    said = dict(
        pair.split("=", 1) for pair in row["additional_ids"].split(";") if "=" in pair
    )
    return said.get("MANUFACTURER_PART_NUMBER", "")


def text_of(row):
    """The descriptions it has, one after the other; they are in many languages."""
    texts = (row["description"], row["additional_description"], row["model_desc"])
    return " ".join(dict.fromkeys(" ".join(text.split()) for text in texts if text))


def as_catalogue(rows):
    """The master as `load_catalogue` takes it."""
    with (FOLDER / "eudamed_packaging_links.csv").open(encoding="utf-8") as file:
        inner = {
            link["parent_gtin"]: (link["child_gtin"], link["quantity_of_child"])
            for link in csv.DictReader(file)
        }
    output = StringIO()
    writer = csv.writer(output)
    writer.writerow(HEADINGS.split(","))
    for row in rows:
        maker, words = row["manufacturer"], text_of(row) or "not described"
        level = inner.get(row["gtin"], ("", ""))
        writer.writerow(
            [row["gtin"], row["unit"], maker, part_of(row), "", words, *level]
        )
    return StringIO(output.getvalue())


class Typist:
    """Types what a person would, of a product seen on a shelf: a plain word that says
    what it is, and of the rest no more than tells it from the others.

    That is: the commonest plain word of its text and maker, then its rarest ones, one
    by one, until no product of another text has them all. Never the whole description
    where less will do, and no long number that stands in it.
    """

    def __init__(self, rows, seed):
        self.chance = Random(seed)
        self.rows = rows
        self.having = defaultdict(set)
        self.texts = {}
        for row in rows:
            self.texts[row["gtin"]] = (row["manufacturer"], text_of(row))
            for word in self.words_of(row):
                self.having[word].add(self.texts[row["gtin"]])
        self.count = Counter({word: len(has) for word, has in self.having.items()})

    def words_of(self, row):
        text = f"{text_of(row)} {row['manufacturer']}".lower()
        words = (word.strip(".,;:()[]\"'®™") for word in text.split())
        return sorted({w for w in words if w and not re.fullmatch(r"\d{6,}", w)})

    def distinguishing(self, row, *, size=""):
        """The fewest of its words that tell it, as said above, beside the size."""
        said = {w for w in self.words_of(row) if not size or not w[0].isdigit()}
        described = text_of(row).lower()
        plain = [
            w for w in said if PLAIN.fullmatch(w) and len(w) > 3 and w in described
        ]
        chosen = [max(plain, key=lambda w: (self.count[w], w))]
        for word in sorted(said - set(chosen), key=lambda w: (self.count[w], w)):
            if self.is_told_by(chosen, size):
                break
            chosen.append(word)
        return chosen

    def is_told_by(self, words, size=""):
        """Whether a single text has all of the words, and the size."""
        texts = set.intersection(*(self.having[word] for word in words))
        return sum(size in text for _, text in texts) == 1

    def described(self, *, with_size=False):
        """A product that no more than five words tell from all others."""
        while True:
            row = self.chance.choice(self.rows)
            sizes = [m.group() for m in SIZE.finditer(text_of(row))]
            sizes = [size for size in sizes if not size.isdigit()]
            size = self.chance.choice(sizes) if with_size and sizes else ""
            text = text_of(row).lower()
            is_plain = any(
                PLAIN.fullmatch(w) and len(w) > 3 and w in text
                for w in self.words_of(row)
            )
            if is_plain and bool(size) is with_size:
                words = self.distinguishing(row, size=size)
                if self.is_told_by(words, size) and len(words) + with_size <= 5:
                    return row, words, size

    def swapped_words(self):
        row, words, _ = self.described()
        self.chance.shuffle(words)
        return row, " ".join(words)

    def typing_error(self):
        """One letter wrong in a word of five or more, two in one of eight or more."""
        while True:
            row, words, _ = self.described()
            long = [n for n, word in enumerate(words) if PLAIN.fullmatch(word)]
            long = [n for n in long if len(words[n]) >= 5]
            if long:
                break
        place = self.chance.choice(long)
        for _ in range(self.chance.choice((1, 2)) if len(words[place]) >= 8 else 1):
            words[place] = self.mistyped(words[place])
        return row, " ".join(words)

    def mistyped(self, word):
        place = self.chance.randrange(len(word) - 1)
        before, letters, after = (
            word[:place],
            word[place : place + 2],
            word[place + 2 :],
        )
        other = self.chance.choice("abcdefghijklmnopqrstuvwxyz")
        return (
            before
            + self.chance.choice(
                (letters[::-1], letters[1], other + letters[1], letters + letters[1])
            )
            + after
        )

    def size(self):
        """The size written another way: spaces, commas, capitals."""
        row, words, said = self.described(with_size=True)
        plain = re.sub(r"\s", "", said)
        apart = re.sub(r"(?<=\d)(?=[a-z×])|(?<=[x×])(?=\d)", " ", plain, flags=re.I)
        if "," in said or "." in said:
            plain = plain.translate(str.maketrans(",.", ".,"))
        other = self.chance.choice((plain.lower(), apart.upper(), plain.upper()))
        return row, " ".join([*words, other])

    def with_part(self):
        while True:
            row = self.chance.choice(self.rows)
            part = part_of(row)
            if len(part) >= 5 and " " not in part and any(map(str.isdigit, part)):
                return row, part

    def whole_code(self):
        """The part code with or without its signs, or the GTIN in groups."""
        row, part = self.with_part()
        gtin = row["gtin"].removeprefix("0")
        grouped = f"{gtin[:1]} {gtin[1:7]}-{gtin[7:]}"
        bare = re.sub(r"[-./_]", "", part)
        return row, self.chance.choice((part, part.lower(), bare, grouped))

    def part_of_code(self):
        """All but one to three of its signs, as few products have them; half of the
        time after the maker's first word."""
        while True:
            row, part = self.with_part()
            length = max(5, len(part) - self.chance.choice((1, 2, 3)))
            start = self.chance.randrange(max(1, len(part) - length + 1))
            piece = part[start : start + length]
            having = {other["gtin"] for other in self.rows if piece in part_of(other)}
            if len(having) <= FIRST_PAGE:
                break
        maker = row["manufacturer"].split()[0]
        return row, self.chance.choice((piece, f"{maker} {piece}"))


KINDS = {
    "swapped words": Typist.swapped_words,
    "typing error": Typist.typing_error,
    "size": Typist.size,
    "whole code": Typist.whole_code,
    "part of a code": Typist.part_of_code,
}
