"""`manage.py export_items --output FILE`: every item and what was made of it."""

import csv
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone

from trusts.audit import record

HEADINGS = (
    "trust",
    "local_code",
    "unit_of_purchase",
    "product",
    "eaches",
    "pack_status",
    "match_tier",
    "match_status",
)

# COPY streams; a text that a spreadsheet would run gets an apostrophe, a number not.
ITEMS = r"""
SELECT o.code, regexp_replace(i.local_code, '^(?![+-][0-9.,]+$)([=+@-])', '''\1'),
    regexp_replace(i.unit_of_purchase, '^(?![+-][0-9.,]+$)([=+@-])', '''\1'),
    m.product_id, m.eaches, coalesce(m.pack_status, 'unknown'), coalesce(m.tier, ''),
    CASE WHEN m.item_id IS NULL THEN 'waiting' WHEN m.product_id IS NOT NULL
        THEN 'matched' WHEN m.tier = 'X' THEN 'conflict' ELSE 'unmatched' END
FROM purchases_item AS i
JOIN trusts_organisation AS o ON o.id = i.organisation_id
LEFT JOIN matching_match AS m ON m.item_id = i.id
WHERE i.is_live AND NOT i.is_carriage
ORDER BY o.code, i.local_code, i.id
"""


class Command(BaseCommand):
    help = "Write every item, its product, tier and pack as CSV."

    def add_arguments(self, parser):
        parser.add_argument("--output", type=Path, required=True)

    def handle(self, *, output: Path, **options):  # noqa: ARG002
        record("file_exported", target="Items", by=None, at=timezone.now(), file=output)
        with output.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle)
            writer.writerow(HEADINGS)
            with (
                connection.cursor() as cursor,
                cursor.copy(f"COPY ({ITEMS}) TO STDOUT") as copy,
            ):
                copy.set_types(["text"] * len(HEADINGS))
                for row in copy.rows():
                    writer.writerow("" if cell is None else cell for cell in row)
        self.stdout.write(f"Items written to {output}.")
