"""`manage.py load_catalogue FILE`: take a product master with its pack hierarchy."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from catalogue.products.actions import UnreadableCatalogue, load_catalogue

SHOWN = 20


class Command(BaseCommand):
    help = "Take a product master with its pack hierarchy (CSV)."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options):  # noqa: ARG002
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                loaded = load_catalogue(lines)
        except (OSError, UnicodeDecodeError, UnreadableCatalogue) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(
            f"{loaded.rows:,} rows, {loaded.taken:,} taken: "
            f"{loaded.products:,} products."
        )
        for row, gtin, reason in loaded.problems[:SHOWN]:
            self.stderr.write(f"Row {row} ({gtin or 'no GTIN'}): {reason}.")
        if len(loaded.problems) > SHOWN:
            self.stderr.write(f"and {len(loaded.problems) - SHOWN:,} rows more.")
