"""What one trust buys, as that trust's own system writes it, at the price it pays.

No database, clock or request.
"""

from dataclasses import dataclass
from math import exp
from random import Random

from procurement.demonstration.file_layouts import FileLayout
from procurement.demonstration.names import DISTRIBUTORS, Trust
from procurement.demonstration.products import Pack, Product
from procurement.demonstration.wording import make_habits, write_item

DAYS = 730  # how far back the extracts go

# What a kind of trust buys less of than an acute one (1 is as much).
_APPETITES = {
    "specialist": {"Continence": 0.3, "Orthopaedics": 0.4},
    "mental_health": {
        "Orthopaedics": 0.01, "Theatre": 0.02, "Wound closure": 0.02,
        "Vascular access": 0.1, "Respiratory": 0.1,
    },
    "community": {
        "Orthopaedics": 0.02, "Theatre": 0.03, "Wound closure": 0.05,
        "Vascular access": 0.2, "Continence": 4, "Wound care": 2,
    },
    "ambulance": {
        "Orthopaedics": 0.01, "Theatre": 0.05, "Wound closure": 0.02,
        "Continence": 0.1, "Respiratory": 3,
    },
}  # fmt: skip


@dataclass(slots=True)
class Item:
    """One thing a trust buys.

    `prices` are ten-thousandths of a pound a unit of purchase ex VAT, before the first
    and second day of `changes` and after; `stray_price` is what some lines are charged
    instead (0: never). `cells` are the texts of the layout's item fields. From the day
    that `gives_way` names, most of it is bought as the other item.
    """

    product: int
    local_code: str
    eaches: int
    supplier: str
    cells: list[str]
    quantities: tuple[int, ...]
    prices: tuple[int, int, int]
    changes: tuple[int, int]
    stray_price: int
    weight: float
    faults: tuple[str, ...]
    freak: bool = False
    gives_way: "tuple[int, Item] | None" = None

    def price_on(self, day: int) -> int:
        """The price on a day, counted from the first day of the extracts."""
        first, second = self.changes
        return self.prices[0 if day < first else 1 if day < second else 2]


def pick_products(
    products: list[Product], trust: Trust, count: int, chance: Random
) -> list[Product]:
    """`count` different products, the popular ones likelier, in product order."""
    appetite = _APPETITES.get(trust.kind, {})
    keyed = [
        (
            chance.random()
            ** (1 / (product.popularity * appetite.get(product.kind.category, 1))),
            product.number,
        )
        for product in products
    ]
    keyed.sort(reverse=True)
    return [
        products[number] for number in sorted(number for _, number in keyed[:count])
    ]


class Buyer:
    """Makes the items of one trust: its habits, suppliers and their price levels."""

    def __init__(
        self, trust: Trust, layout: FileLayout, makers: list[str],
        line_value: float, chance: Random,
    ) -> None:  # fmt: skip
        self.habits = make_habits(layout, chance)
        self.trust = trust
        self.makers = makers
        self.line_value = line_value
        self.chance = chance
        self.levels: dict[str, float] = {}

    def item(self, product: Product, position: int, *, freak: bool) -> Item:
        """The trust's item for a product; a freak is bought once, in a tiny amount."""
        chance = self.chance
        pack = self._pack(product)
        supplier = self._supplier(product)
        prices = self._prices(product, pack, supplier, freak=freak)
        names = (self.makers[product.maker], supplier)
        code = f"{self.trust.code[0]}{100_000 + position * 7}"
        wording = write_item(
            product, pack, names, habits=self.habits, local_code=code, chance=chance
        )
        stray = chance.random() < 0.08 and not freak
        return Item(
            product=product.number,
            local_code=code,
            eaches=pack.eaches,
            supplier=supplier,
            cells=[wording.cells[field] for field in self.habits.layout.item_fields],
            quantities=(1,) if freak else self._quantities(prices[2]),
            prices=prices,
            changes=(chance.randrange(120, 400), chance.randrange(400, DAYS - 5)),
            stray_price=self._charged(prices[2] * 1.07) if stray else 0,
            weight=product.popularity**0.6,
            faults=tuple(wording.faults),
            freak=freak,
        )

    def _pack(self, product: Product) -> Pack:
        single = 0.02 if product.price < 5_000 else 0.25
        weights = (single, 0.6, 0.3)[: len(product.packs)]
        return self.chance.choices(product.packs, weights)[0]

    def _supplier(self, product: Product) -> str:
        if self.chance.random() < 0.55:
            return self.makers[product.maker]
        return DISTRIBUTORS[product.number % len(DISTRIBUTORS)]

    def _prices(
        self, product: Product, pack: Pack, supplier: str, *, freak: bool
    ) -> tuple[int, int, int]:
        chance = self.chance
        if supplier not in self.levels:
            self.levels[supplier] = exp(chance.gauss(0, 0.035))
        # Most trusts pay about the list; some have slipped, a few by a great deal.
        slip = chance.choices(
            (1.0, exp(abs(chance.gauss(0, 0.07))), chance.uniform(1.15, 1.9)),
            (0.7, 0.22, 0.08),
        )[0]
        factor = min(2.2, max(0.8, self.levels[supplier] * slip))
        factor *= {"EA": 1.05, "BX": 1.0, "CS": 0.96}[pack.level]
        if freak:
            factor = chance.uniform(0.42, 0.6)
        now = product.price * pack.eaches * factor
        before = now / chance.gauss(1.025, 0.015)
        return (
            self._charged(before / chance.gauss(1.025, 0.015)),
            self._charged(before),
            self._charged(now),
        )

    def _charged(self, price: float) -> int:
        """A price as an invoice has it: pence, below a pound four decimals.

        Fine prices are multiples of 0.0005, so that a fifth more is exact too.
        """
        step = 100 if price >= 10_000 else 5
        return max(step, round(price / step) * step)

    def _quantities(self, price: int) -> tuple[int, ...]:
        usual = self.line_value * 10_000 * exp(self.chance.gauss(0, 1.0)) / price
        shares = (0.5, 0.7, 1, 1, 1, 1.3, 1.6, 2.2)
        return tuple(_round_order(usual * share) for share in shares)


def _round_order(quantity: float) -> int:
    """People order 1, 2, 7, but 40 rather than 41, and 250 rather than 253."""
    step = 1 if quantity < 20 else 5 if quantity < 100 else 50
    return max(1, round(quantity / step) * step)
