"""Descriptions as trusts type them, of real devices, and devices that are nearly those.

The device master beside the project holds real products. Of each, more are made that
differ in one number or one word, until there are as many as wanted: what a search has
to tell apart. The same seed gives the same. No database, clock or request.
"""

import csv
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random

MASTER = (
    Path(__file__).parents[2] / "shared/data/device_masters/eudamed_trade_items.csv"
)
_NUMBER = re.compile(r"\d+")
# A number and its unit stay together.
_APART = re.compile(
    r"(?<![\dx])\s+|(?<=\d)\s+(?!(?:cm|mm|m|ml|l|g|kg|x)\b)", re.IGNORECASE
)
_PACKS = ("PK{}", "(BOX OF {})", "x{}", "{}/BX", "BOX {}", "{}'S")
_COUNTS = (5, 10, 20, 25, 50, 100, 200)


@dataclass(frozen=True, slots=True)
class Device:
    maker: str
    description: str


def real_devices() -> list[Device]:
    """Each different description of the master once."""
    with MASTER.open(encoding="utf-8") as file:
        rows = [
            Device(row["manufacturer"], " ".join(row["description"].split()))
            for row in csv.DictReader(file)
        ]
    return list(
        {each.description.upper(): each for each in rows if each.description}.values()
    )


def with_near_ones(real: list[Device], count: int, chance: Random) -> list[Device]:
    """The real ones and so many more like them that there are `count`."""
    words = [word for each in real for word in each.description.split()]
    seen = {each.description.upper() for each in real}
    made = list(real)
    while len(made) < count:
        one = chance.choice(real)
        text = _varied(one.description, words, chance)
        if text.upper() not in seen:
            seen.add(text.upper())
            made.append(Device(one.maker, text))
    return made


def _varied(text: str, words: list[str], chance: Random) -> str:
    numbers = list(_NUMBER.finditer(text))
    if numbers and chance.random() < 0.6:
        place = chance.choice(numbers)
        other = str(
            max(1, int(place[0][:6]) + chance.choice((-5, -2, -1, 1, 2, 5, 10)))
        )
        return text[: place.start()] + other + text[place.end() :]
    parts = text.split()
    parts[chance.randrange(len(parts))] = chance.choice(words)
    if chance.random() < 0.5:
        parts.insert(chance.randrange(len(parts) + 1), chance.choice(words))
    return " ".join(parts)


def can_be_told(devices: list[Device]) -> list[Device]:
    """Those of at least two words whose words no other has: a text that names several
    products cannot say which."""
    said = Counter(map(_words_of, devices))
    return [
        each
        for each in devices
        if said[_words_of(each)] == 1 and len(_words_of(each)) > 1
    ]


def _words_of(device: Device) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", device.description.upper()))


def disturbed(text: str, chance: Random) -> str:
    """The same product as another trust types it: words swapped, dropped, cut short or
    misspelt, in another case, with words of a pack."""
    words = _APART.split(text)
    luck = chance.random
    if luck() < 0.5:
        turn = chance.randrange(len(words))
        words = words[turn:] + words[:turn]
    plain = [place for place, word in enumerate(words) if word.isalpha()]
    if len(words) > 3 and plain and luck() < 0.3:
        del words[chance.choice(plain)]
    for share, change in ((0.3, _shortened), (0.4, _mistyped)):
        long = [n for n, word in enumerate(words) if word.isalpha() and len(word) > 4]
        if long and luck() < share:
            place = chance.choice(long)
            words[place] = change(words[place], chance)
    if luck() < 0.5:
        words.append(chance.choice(_PACKS).format(chance.choice(_COUNTS)))
    said = " ".join(words)
    return said.upper() if luck() < 0.6 else said.lower() if luck() < 0.3 else said


def _shortened(word: str, chance: Random) -> str:
    if chance.random() < 0.6:
        return word[: chance.randint(3, max(3, len(word) - 2))]
    return word[0] + re.sub("[aeiou]", "", word[1:], flags=re.IGNORECASE)


def _mistyped(word: str, chance: Random) -> str:
    place = chance.randrange(1, len(word) - 1)
    kind = chance.randrange(4)
    if kind == 0:
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    if kind == 1:
        return word[:place] + word[place + 1 :]
    if kind == 2:
        return word[:place] + word[place] + word[place:]
    return word[:place] + chance.choice("abcdefghijklmnoprstu") + word[place + 1 :]
