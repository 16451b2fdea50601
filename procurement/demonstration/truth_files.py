"""What is true of a region, written beside its files for whoever checks an import.

No database, clock or request.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TextIO

from procurement.demonstration.deals import Deal
from procurement.demonstration.gap_truth import PaidPrices, true_gaps
from procurement.demonstration.names import Trust


@dataclass(frozen=True, slots=True)
class Made:
    """One trust's file and what an import of it must come to."""

    trust: Trust
    file: Path
    data_rows: int
    rejected_rows: int
    net_value: int
    prices_include_vat: bool

    def control(self) -> list[str]:
        """The row of truth/controls.csv; `net_value` is pounds ex VAT."""
        value = str(Decimal(self.net_value).scaleb(-4))
        return [self.trust.code, str(self.data_rows), str(self.rejected_rows), value]


class LongTruth:
    """The truth's two long files, open while the trusts are made."""

    def __init__(self, folder: Path) -> None:
        self.items = _open_csv(folder / "items.csv")
        self.lines = _open_csv(folder / "lines.csv")

    def __enter__(self) -> "LongTruth":
        self.items.write("trust,local_code,product,eaches,faults\r\n")
        self.lines.write(
            "trust,order_date,product,eaches,net_value,price_evidence,kind,local_code\r\n"
        )
        return self

    def __exit__(self, *_: object) -> None:
        self.items.close()
        self.lines.close()


def write_truth_sums(folder: Path, made: list[Made], prices: list[PaidPrices]) -> None:
    write_csv(
        folder / "controls.csv", "trust,data_rows,rejected_rows,net_value",
        (each.control() for each in made),
    )  # fmt: skip
    write_csv(
        folder / "gaps.csv",
        "trust,product,price_each,lowest_price,lowest_trust,median_price,units_12m,"
        "gap_value",
        (gap.row() for gap in true_gaps(prices)),
    )


def write_deals(folder: Path, deals: list[Deal]) -> None:
    write_csv(
        folder / "deals.csv", "trust,local_code,starts_on,to_code",
        (
            (each.trust, each.local_code, each.starts_on.isoformat(), each.to_code)
            for each in deals
        ),
    )  # fmt: skip


def read_deals(folder: Path) -> list[Deal]:
    """What `write_deals` wrote."""
    with (folder / "deals.csv").open(encoding="utf-8", newline="") as file:
        return [
            Deal(
                row["trust"],
                row["local_code"],
                date.fromisoformat(row["starts_on"]),
                row["to_code"],
            )
            for row in csv.DictReader(file)
        ]


def _open_csv(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="")


def write_csv(path: Path, headings: str, rows: Iterable[Iterable[str]]) -> None:
    with _open_csv(path) as file:
        writer = csv.writer(file)
        writer.writerow(headings.split(","))
        writer.writerows(rows)
