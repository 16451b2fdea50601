"""An invented region as files: organisations, product master, extracts, and the truth.

The same arguments give the same bytes. Memory is bounded by the products and by one
trust's items, never by the lines. No database, clock or request.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from procurement.demonstration.buying import OrderLine, order_lines
from procurement.demonstration.deals import (
    SWITCHED_AT,
    SWITCHED_NOUN,
    Deal,
    strike_deals,
    switch_items,
)
from procurement.demonstration.faults import with_faults
from procurement.demonstration.file_layouts import FileLayout, layout_for, money_text
from procurement.demonstration.gap_truth import TrustTally
from procurement.demonstration.items import DAYS, Buyer, Item, pick_products
from procurement.demonstration.names import Trust, trusts
from procurement.demonstration.products import (
    Product,
    catalogue_rows,
    make_products,
)
from procurement.demonstration.truth_files import (
    LongTruth,
    Made,
    write_csv,
    write_deals,
    write_truth_sums,
)
from procurement.demonstration.writing import extract_writer

FREAKS = 0.012  # of a trust's items, those bought once at an odd price
LINES_AN_ITEM = 9

_plain = lru_cache(100_000)(money_text("plain"))


@dataclass(frozen=True, slots=True)
class Size:
    """How large a region to make, from which seed, up to which day; with `deals` some
    prices come down for good, so that there are savings to show."""

    trusts: int
    products: int
    lines: int
    seed: int
    until: date
    deals: bool = False


def make_region(
    size: Size, output: Path, tell: Callable[[Made], None] | None = None
) -> list[Made]:
    """Write the region into the folder `output`; `tell` hears of each finished file.

    Raises FileExistsError when the folder has something in it.
    """
    _make_folders(output)
    members = trusts(size.trusts)
    products, makers = make_products(size.products, repeatable(f"{size.seed} products"))
    _write_masters(output, members, catalogue_rows(products, makers))
    made, prices, profiles = [], [], {}
    deals: list[Deal] = []
    with LongTruth(output / "truth") as truth:
        for position, trust in enumerate(members):
            work = _TrustFile(
                trust,
                position,
                size,
                lines=share_of_lines(members, position, size.lines),
                items_from=(products, makers),
            )
            made.append(work.write(output / "files", truth))
            deals += work.deals
            prices.append(work.tally.closed())
            profiles[trust.code] = profile(work.layout)
            del work  # its items are large; the next trust's come now
            if tell is not None:
                tell(made[-1])
    write_truth_sums(output / "truth", made, prices)
    if size.deals:
        write_deals(output / "truth", deals)
    (output / "profiles.json").write_text(json.dumps(profiles, indent=1) + "\n")
    return made


def _make_folders(output: Path) -> None:
    output.mkdir(parents=True, exist_ok=True)
    if any(output.iterdir()):
        raise FileExistsError(f"The folder {output} is not empty.")
    (output / "files").mkdir()
    (output / "truth").mkdir()


def _write_masters(
    output: Path, members: list[Trust], catalogue: Iterable[list[str]]
) -> None:
    write_csv(
        output / "organisations.csv",
        "code,name,kind,postcode",
        ((each.code, each.name, each.kind, each.postcode) for each in members),
    )
    write_csv(
        output / "catalogue.csv",
        "gtin,unit,manufacturer,mpc,npc,description,contains_gtin,contains_quantity",
        catalogue,
    )


def repeatable(seed: str) -> Random:
    """Chance that comes out the same for the same seed; nothing secret hangs on it."""
    return Random(seed)  # noqa: S311


def share_of_lines(members: list[Trust], position: int, lines: int) -> int:
    """How many of the region's lines are the trust's; the shares add up exactly."""
    sizes = [trust.size for trust in members]
    total = sum(sizes)
    before, upto = sum(sizes[:position]), sum(sizes[: position + 1])
    return round(lines * upto / total) - round(lines * before / total)


def profile(layout: FileLayout) -> dict[str, Any]:
    """How the file is laid out, as an entry of profiles.json."""
    is_csv = layout.kind == "csv"
    return {
        "kind": layout.kind,
        "encoding": layout.encoding if is_csv else None,
        "delimiter": layout.delimiter if is_csv else None,
        "date_format": layout.date_style or None,
        "money": layout.money,
        "preamble_rows": layout.preamble,
        "footer": layout.foot,
        "columns": layout.columns,
        "price_includes_vat": layout.money == "incvat",
    }


class _TrustFile:
    """One trust's extract while it is written, with its truth and control totals."""

    def __init__(
        self, trust: Trust, position: int, size: Size, *,
        lines: int, items_from: tuple[list[Product], list[str]],
    ) -> None:  # fmt: skip
        self.trust, self.position, self.lines, self.size = trust, position, lines, size
        self.chance = repeatable(f"{size.seed} {trust.code}")
        self.layout = layout_for(position, lines)
        self.items = self._items(*items_from)
        own_chance = repeatable(f"{size.seed} {trust.code} deals")
        self.deals = (
            strike_deals(trust.code, self.items, size.until, own_chance)
            if size.deals
            else []
        )
        if size.deals and trust.code == SWITCHED_AT:
            self.deals += self._switches(items_from[0])
        self.tally = TrustTally(trust.code)
        self.bought: set[str] = set()
        first = size.until - timedelta(days=DAYS - 1)
        self.dates = [(first + timedelta(days=n)).isoformat() for n in range(DAYS)]
        self.rows = self.rejected = self.net_value = 0

    def _switches(self, products: list[Product]) -> list[Deal]:
        kinds = {each.number: each.kind.noun for each in products}
        of_kind = [each for each in self.items if kinds[each.product] == SWITCHED_NOUN]
        return switch_items(self.trust.code, of_kind, self.size.until, self.deals)

    def _items(self, products: list[Product], makers: list[str]) -> list[Item]:
        count = max(1, min(len(products), self.lines // LINES_AN_ITEM))
        chosen = pick_products(products, self.trust, count, self.chance)
        # More lines in a region mean smaller lines, rather than a richer region.
        line_value = min(
            4_000, max(80, 2_600 * (40_000 / max(1, self.size.lines)) ** 0.6)
        )
        buyer = Buyer(self.trust, self.layout, makers, line_value, self.chance)
        return [
            buyer.item(
                product, place, freak=place > 0 and self.chance.random() < FREAKS
            )
            for place, product in enumerate(chosen)
        ]

    def write(self, folder: Path, truth: LongTruth) -> Made:
        writer = extract_writer(folder / self.trust.code, self.layout, self.size.until)
        stream = order_lines(
            self.items, self.lines, self.trust.code, self.size.until, self.chance
        )
        texts: list[str] = []
        for line, fault in with_faults(stream, self.position * 3, self.chance):
            writer.write(line, fault)
            self.rows += 1
            if fault is not None:
                self.rejected += 1
                continue
            self.net_value += line.quantity * line.price
            if line.item is not None:
                texts.append(self._true_line(line, line.item))
                if len(texts) >= 5_000:
                    truth.lines.write("".join(texts))
                    texts.clear()
        writer.close()
        truth.lines.write("".join(texts))
        truth.items.write("".join(self._true_items()))
        path = folder / f"{self.trust.code}.{self.layout.kind}"
        vat = self.layout.money == "incvat"
        return Made(self.trust, path, self.rows, self.rejected, self.net_value, vat)

    def _true_line(self, line: OrderLine, item: Item) -> str:
        eaches, value = line.quantity * item.eaches, line.quantity * line.price
        paid = line.kind == "order"
        self.tally.add(item.product, DAYS - 1 - line.day, eaches, value, paid=paid)
        self.bought.add(item.local_code)
        return (
            f"{self.trust.code},{self.dates[line.day]},{item.product},{eaches},"
            f"{_plain(value)},{paid:d},{line.kind},{item.local_code}\r\n"
        )

    def _true_items(self) -> Iterable[str]:
        for item in self.items:
            if item.local_code in self.bought:
                faults = "+".join([*item.faults, *(["freak"] if item.freak else [])])
                yield (
                    f"{self.trust.code},{item.local_code},{item.product},"
                    f"{item.eaches},{faults}\r\n"
                )
