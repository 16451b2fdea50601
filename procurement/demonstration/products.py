"""Make a region's products: maker, part number, national code, description, packs.

No database, clock or request.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import exp
from random import Random

from procurement.demonstration.kinds import KINDS, TRADES, Kind
from procurement.demonstration.names import made_up_words, makers

# The GS1 prefix kept for demonstrations: no real article has it.
GTIN_PREFIX = "9521"

# Of all products, the share the product master knows; the rest are known from
# purchases only, as a real master never has everything.
IN_CATALOGUE = 0.7


@dataclass(frozen=True, slots=True)
class Pack:
    """One way a product is sold; `level` is EA, BX or CS and counts `eaches`."""

    level: str
    gtin: str
    eaches: int


@dataclass(frozen=True, slots=True)
class Product:
    """`price` is the usual price of an each, in ten-thousandths of a pound."""

    number: int
    kind: Kind
    maker: int
    mpc: str
    npc: str
    description: str
    packs: tuple[Pack, ...]
    price: int
    popularity: float
    in_catalogue: bool


def check_digit(digits: str) -> str:
    """The GS1 check digit of `digits` (weights 3, 1, 3, ... from the right)."""
    weighted = sum(
        int(digit) * (3 if place % 2 == 0 else 1)
        for place, digit in enumerate(reversed(digits))
    )
    return str(-weighted % 10)


def gtin(number: int, indicator: int) -> str:
    """The GTIN-14 of product `number` at packing level `indicator` (0 to 8)."""
    body = f"{indicator}{GTIN_PREFIX}{number:08d}"
    return body + check_digit(body)


def make_products(count: int, chance: Random) -> tuple[list[Product], list[str]]:
    """`count` products and the names of their makers (`Product.maker` is an index)."""
    names = makers(max(len(KINDS) // 2, min(20_000, count // 40)), chance)
    ranges = _ranges(names, chance)
    part_numbers: set[tuple[int, str]] = set()
    descriptions: set[str] = set()
    products = []
    for number in range(count):
        kind, maker, brand = chance.choice(ranges)
        description = _description(kind, brand, descriptions, chance)
        mpc = _part_number(maker, names[maker], part_numbers, chance)
        products.append(
            _product(
                number, kind, maker, mpc=mpc, description=description, chance=chance
            )
        )
    return products, names


def _ranges(names: list[str], chance: Random) -> list[tuple[Kind, int, str]]:
    """Brands: each maker has some in a few kinds of its trade, every kind has some."""
    words = made_up_words(chance, {name.split()[0].upper() for name in names})
    ranges = []
    for maker, name in enumerate(names):
        trade = _kinds_of_trade(name)
        kinds = chance.sample(trade, min(len(trade), 4))
        ranges += [(kind, maker, next(words)) for kind in kinds for _ in range(2)]
    served = {kind.noun for kind, _, _ in ranges}
    for position, kind in enumerate(KINDS):
        if kind.noun not in served:
            ranges.append((kind, position % len(names), next(words)))
    return ranges


def _kinds_of_trade(name: str) -> list[Kind]:
    """What a maker of that name makes: its trade, or anything."""
    for word, categories in TRADES.items():
        if word in name:
            return [kind for kind in KINDS if kind.category in categories]
    return list(KINDS)


def _description(kind: Kind, brand: str, taken: set[str], chance: Random) -> str:
    """Brand, kind, variant and size; a brand that is used up begins a second series."""
    attempts = 0
    while True:
        series = "" if attempts < 12 else f" {attempts // 12 + 1}"
        text = (
            f"{brand}{series} {kind.noun} "
            f"{chance.choice(kind.variants)} {chance.choice(kind.sizes)}"
        )
        if text not in taken:
            taken.add(text)
            return text
        attempts += 1


def _part_number(
    maker: int, name: str, taken: set[tuple[int, str]], chance: Random
) -> str:
    """A part number in the maker's own manner, unlike its others even unpunctuated."""
    letters = "".join(word[0] for word in name.split() if word[0].isalpha())[:2]
    manner = maker % 5
    while True:
        number = chance.randrange(1000, 999_999)
        end = chance.choice("SMLXABCK")
        text = (
            f"{letters}-{number}-{end}",
            f"{number // 1000}.{number % 1000:03d}",
            f"{letters}{number}",
            f"{number:07d}",
            f"{number // 100}/{number % 100:02d}{end}",
        )[manner]
        key = (maker, "".join(filter(str.isalnum, text)).lstrip("0"))
        if key not in taken:
            taken.add(key)
            return text


def _product(
    number: int, kind: Kind, maker: int, *, mpc: str, description: str, chance: Random
) -> Product:
    letters = "".join(chance.choice("BCDFGHJKLMNPQRSTVW") for _ in range(3))
    price = round(10_000 * kind.median_price * exp(chance.gauss(0, kind.spread)))
    return Product(
        number=number,
        kind=kind,
        maker=maker,
        mpc=mpc,
        npc=f"{letters}{10_000 + number}",
        description=description,
        packs=tuple(_packs(number, kind, chance)),
        price=max(40, price),
        popularity=chance.paretovariate(1.1),
        in_catalogue=chance.random() < IN_CATALOGUE,
    )


def _packs(number: int, kind: Kind, chance: Random) -> Iterator[Pack]:
    """Each, box and case, as far as the kind is packed."""
    yield Pack("EA", gtin(number, 0), 1)
    if not kind.boxes:
        return
    box = chance.choice(kind.boxes)
    yield Pack("BX", gtin(number, 1), box)
    if kind.cases and chance.random() < 0.8:
        yield Pack("CS", gtin(number, 2), box * chance.choice(kind.cases))


def catalogue_rows(products: list[Product], names: list[str]) -> Iterator[list[str]]:
    """The product master: a row a pack, naming the pack inside it and how many."""
    for product in products:
        if not product.in_catalogue:
            continue
        inner: Pack | None = None
        for pack in product.packs:
            holds = (
                [inner.gtin, str(pack.eaches // inner.eaches)] if inner else ["", ""]
            )
            yield [
                pack.gtin, pack.level, names[product.maker], product.mpc, product.npc,
                product.description, *holds,
            ]  # fmt: skip
            inner = pack
