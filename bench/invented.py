"""A large invented region as files, written fast: one plain extract a trust.

The demonstration's region is the realistic one; this one is for size. The share of
items with a GTIN, a national code, a part code or none is that of trusts' extracts. The
same arguments give the same bytes. No database, clock or request.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random

HEADINGS = (
    "PO Number,PO Line,Order Date,Supplier,Supplier Part No,Manufacturer,MPC,NPC,GTIN,"
    "Item Code,Description,UOM,Pack Size,Quantity,Unit Price,Line Value"
)
YEARS = 3
LINES_A_PRODUCT = 40
LINES_AN_ITEM = 9
TRUST_SIZES = (10, 8, 5, 5, 4.5, 4, 4, 3.5, 3, 2.5, 2, 1.5, 1.2, 1)
_NOUNS = (
    "glove examination nitrile", "catheter foley", "dressing foam", "suture braided",
    "cannula peripheral", "mask surgical", "syringe luer", "electrode monitoring",
    "tube endotracheal", "drape adhesive", "swab gauze", "stapler linear",
)  # fmt: skip
_BOXES = (1, 5, 10, 10, 12, 20, 25, 50, 100, 100, 200)


@dataclass(frozen=True, slots=True)
class Product:
    """`price` is pence an each; `box` and `case` are eaches."""

    number: int
    maker: str
    mpc: str
    price: int
    box: int
    case: int

    def gtin(self, level: int) -> str:
        """The GTIN of the each (0), box (1) or case (2); 952 is for demonstrations."""
        body = f"{level + 1}952{self.number:09d}"
        odd, even = sum(map(int, body[::2])), sum(map(int, body[1::2]))
        return f"{body}{-(3 * odd + even) % 10}"

    @property
    def npc(self) -> str:
        return f"{chr(65 + self.number % 26)}BN{self.number % 10_000_000:05d}"

    @property
    def words(self) -> str:
        return f"{_NOUNS[self.number % len(_NOUNS)]} {self.number:06d}"


@dataclass(frozen=True, slots=True)
class Size:
    """Lines of the whole region up to the day `until`, and the seed it grows from."""

    lines: int
    seed: int
    until: date

    @property
    def products(self) -> int:
        return max(200, self.lines // LINES_A_PRODUCT)


@dataclass(frozen=True, slots=True)
class Trust:
    """`items` are (cells before the quantity, price in pence of a unit of purchase)."""

    code: str
    lines: int
    items: list[tuple[str, int]]


def codes() -> list[str]:
    return [f"B{place:02d}" for place in range(len(TRUST_SIZES))]


def make_products(size: Size) -> list[Product]:
    chance = Random(f"{size.seed} products")
    makers = max(20, size.products // 40)
    made = []
    for number in range(size.products):
        box = chance.choice(_BOXES)
        made.append(
            Product(
                number=number,
                maker=f"Maker{number % makers:05d} Medical",
                mpc=f"{chr(65 + number % 17)}{number % 9}-{number:06d}",
                price=int(10 ** chance.uniform(0.8, 4.2)),
                box=box,
                case=box * chance.choice((4, 5, 10, 12)),
            )
        )
    return made


def catalogue_lines(products: list[Product]) -> Iterator[str]:
    """A product master with its hierarchy, for two products in three."""
    yield (
        "gtin,unit,manufacturer,mpc,npc,description,contains_gtin,contains_quantity\r\n"
    )
    for product in products:
        if product.number % 3 == 0:
            continue
        each, box, case = (product.gtin(level) for level in range(3))
        said = f"{product.maker},{product.mpc},{product.npc},{product.words}"
        yield f"{each},EA,{said},,\r\n"
        if product.box > 1:
            yield f"{box},BX,{said},{each},{product.box}\r\n"
            inner = box, product.case // product.box
        else:
            inner = each, product.case
        yield f"{case},CS,{said},{inner[0]},{inner[1]}\r\n"


def make_trust(size: Size, place: int, products: list[Product]) -> Trust:
    """What the trust at `place` buys, and how many lines of the region are its own."""
    chance = Random(f"{size.seed} trust {place}")
    lines = round(size.lines * TRUST_SIZES[place] / sum(TRUST_SIZES))
    count = max(1, min(len(products), lines // LINES_AN_ITEM))
    chosen = chance.sample(products, count)
    items = [_item(product, place, chance) for product in chosen]
    return Trust(codes()[place], lines, items)


def _item(product: Product, place: int, chance: Random) -> tuple[str, int]:
    level = chance.choices((0, 1, 2), (2, 6, 2))[0]
    if product.box == 1 and level == 1:
        level = 0
    eaches = (1, product.box, product.case)[level]
    unit = chance.choice(
        (("EA", "Each", "1"), ("BX", "BOX", "PK"), ("CS", "Case"))[level]
    )
    luck = chance.random
    maker = product.maker if luck() < 0.8 else ""
    mpc = product.mpc if luck() < 0.85 else ""
    npc = product.npc if luck() < 0.26 else ""
    gtin = product.gtin(level) if luck() < 0.45 else ""
    pack = str(eaches) if luck() < 0.67 else ""
    words = product.words if place % 2 else product.words.upper()
    if luck() < 0.3 and eaches > 1:
        words += f" (BOX OF {eaches})"
    supplier = (
        product.maker if luck() < 0.5 else f"Distributor {product.number % 97:02d}"
    )
    cells = (
        f"{supplier},S{product.number:06d},{maker},{mpc},{npc},{gtin},"
        f"{'ABCDEFGHJKLMNP'[place]}{product.number:07d},{words},{unit},{pack}"
    )
    slip = chance.choices((1.0, 1.06, 1.3), (0.7, 0.22, 0.08))[0]
    price = max(1, round(product.price * eaches * chance.gauss(1.0, 0.03) * slip))
    return cells, price


def extract_lines(size: Size, trust: Trust, place: int) -> Iterator[str]:
    """The trust's whole extract of three years, in order of date."""
    chance = Random(f"{size.seed} lines {place}")
    yield HEADINGS + "\r\n"
    yield from _lines(
        trust.items,
        trust.lines,
        prefix=trust.code,
        first=size.until - timedelta(days=365 * YEARS - 1),
        days=365 * YEARS,
        chance=chance,
    )


def month_lines(
    size: Size, trust: Trust, place: int, *, rows: int, run: int
) -> Iterator[str]:
    """A later extract: the 60 days after the region's last, three per cent of it items
    never met before, and a fault in some two hundred rows of a hundred thousand."""
    chance = Random(f"{size.seed} month {place} {run}")
    few = max(1, min(rows // 300, 2_000))
    fresh = [
        (cells.replace(",S", f",T{run}", 1), price)
        for cells, price in chance.sample(trust.items, min(few, len(trust.items)))
    ]
    yield HEADINGS + "\r\n"
    texts = _lines(
        trust.items + fresh,
        rows,
        prefix=f"{trust.code}N{run}",
        first=size.until + timedelta(days=1),
        days=60,
        chance=chance,
    )
    before = ""
    for number, text in enumerate(texts):
        yield _faulty(text, before, number // 500) if number % 500 == 499 else text
        before = text


def _faulty(text: str, before: str, kind: int) -> str:
    *head, quantity, price, value = text.rstrip().split(",")
    match kind % 4:
        case 0:
            return before
        case 1:
            quantity = "two"
        case 2:
            value = f"{float(value) * 2 + 1:.2f}"
        case _:
            head[2] = "31/02/2026"
    return ",".join([*head, quantity, price, value]) + "\r\n"


def _lines(
    items: list[tuple[str, int]], lines: int, *,
    prefix: str, first: date, days: int, chance: Random,
) -> Iterator[str]:  # fmt: skip
    """Some items are bought ten times as often as others; four lines an order."""
    shares = list(
        accumulate(1 / (1 + rank / len(items) * 9) for rank in range(len(items)))
    )
    stops = [round(lines * (day + 1) / days) for day in range(days)]
    made = 0
    for day, stop in enumerate(stops):
        on = (first + timedelta(days=day)).strftime("%d/%m/%Y")
        for cells, price in chance.choices(items, cum_weights=shares, k=stop - made):
            luck = chance.random()
            quantity = int(1 + luck * luck * 40)
            if luck > 0.98:
                quantity = -2
            elif luck > 0.977:
                price = 0  # noqa: PLW2901  # this line is free of charge
            value = quantity * price
            sign = "-" if value < 0 else ""
            yield (
                f"{prefix}{made // 4:07d},{made % 4 + 1},{on},{cells},{quantity},"
                f"{price // 100}.{price % 100:02d},"
                f"{sign}{abs(value) // 100}.{abs(value) % 100:02d}\r\n"
            )
            made += 1


def write(path: Path, lines: Iterator[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as handle:
        handle.writelines(lines)
    return path
