"""`manage.py export_gaps --on DATE --output FILE`: the gaps as at a day."""

import csv
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from procurement.gaps.actions import catch_up, make_snapshot
from procurement.gaps.models import Snapshot
from trusts import audit

HEADINGS = (
    "trust",
    "product",
    "npc",
    "price_each",
    "lowest_price",
    "lowest_trust",
    "median_price",
    "units_12m",
    "gap_value",
)

_LISTED = """g.price_each::numeric(24, 6), g.lowest_price::numeric(24, 6), lowest.code,
    trim_scale(g.median_price), trim_scale(g.units_12m), g.gap_value"""
_SUSPECT = """g.price_each::numeric(24, 6), NULL, NULL, trim_scale(g.median_price),
    trim_scale(g.units_12m), NULL"""
_LOWEST = "JOIN trusts_organisation AS lowest ON lowest.id = g.lowest_organisation_id"
# The catalogue's code, else the one that most of the product's items carry.
_NPC = """coalesce(
    (SELECT min(n.npc) FROM products_nationalcode AS n
     WHERE n.product_id = g.product_id),
    (SELECT mode() WITHIN GROUP (ORDER BY i.npc_key)
     FROM matching_match AS m JOIN purchases_item AS i ON i.id = m.item_id
     WHERE m.product_id = g.product_id AND i.npc_key <> ''))"""

# The file is the operator's: it has what the prices say, where pages have bands.
_KEPT = """product_id, organisation_id, price_each, lowest_price,
    lowest_organisation_id, median_price, units_12m, gap_value"""
_LIVE = f"""(SELECT {_KEPT} FROM gaps_gap
    WHERE state <> 'GONE' AND product_id NOT IN (SELECT product_id FROM gaps_exactgap)
    UNION ALL SELECT {_KEPT} FROM gaps_exactgap)"""

SOURCES = {
    ("listed", True): (_LIVE, _LISTED, _LOWEST, "true"),
    ("listed", False): ("gaps_snapshotgap", _LISTED, _LOWEST, None),
    ("suspect", True): ("gaps_suspectprice", _SUSPECT, "", "true"),
    ("suspect", False): ("gaps_snapshotsuspect", _SUSPECT, "", None),
}


class Command(BaseCommand):
    help = "Write the listed gaps, or the suspect prices, as at a day as CSV."

    def add_arguments(self, parser):
        parser.add_argument("--on", type=date.fromisoformat, required=True)
        parser.add_argument("--output", type=Path, required=True)
        parser.add_argument("--state", choices=("listed", "suspect"), default="listed")

    def handle(self, *, on: date, output: Path, state: str, **options):  # noqa: ARG002
        table, columns, join, condition = SOURCES[state, self._is_live(on)]
        if condition is None:
            newest = Snapshot.objects.filter(on=on).latest("pk")
            condition = f"g.snapshot_id = {newest.pk:d}"
        statement = f"""
            SELECT o.code, g.product_id, {_NPC}, {columns}
            FROM {table} AS g JOIN trusts_organisation AS o ON o.id = g.organisation_id
            {join} WHERE {condition} ORDER BY o.code, g.product_id"""
        audit.record(
            "file_exported",
            target=f"Price gaps ({state})",
            by=None,
            at=timezone.now(),
            file=output,
            as_at=on,
        )
        with (
            output.open("w", encoding="utf-8", newline="") as handle,
            connection.cursor() as cursor,
            cursor.copy(f"COPY ({statement}) TO STDOUT") as copy,
        ):
            writer = csv.writer(handle)
            writer.writerow(HEADINGS)
            copy.set_types(["text"] * len(HEADINGS))
            for row in copy.rows():
                writer.writerow("" if cell is None else cell for cell in row)
        self.stdout.write(f"Gaps as at {on} written to {output}.")

    def _is_live(self, on: date) -> bool:
        """Whether `on` is the live worklist's day; makes what is missing or undone."""
        today = timezone.localdate()
        if on > today:
            raise CommandError(f"{on} lies in the future.")
        if on == today:
            while catch_up(on=on, at=timezone.now()):
                pass
            return True
        if not Snapshot.objects.filter(on=on).exists():
            make_snapshot(on=on, at=timezone.now())
        return False
