"""`manage.py load_catalogue FILE`: take a product master with its pack hierarchy (CSV),
or a supplier's catalogue (UBL 2.1, as Peppol has it)."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from catalogue.products.actions import (
    CatalogueLoaded,
    UnreadableCatalogue,
    load_catalogue,
    load_ubl_catalogue,
)
from catalogue.products.catalogues.xml_lines import is_xml

_BEGINNING = 1024  # bytes that tell the kind of file


class Command(BaseCommand):
    help = "Take a product master with its pack hierarchy (CSV or UBL 2.1 XML)."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **options):  # noqa: ARG002
        try:
            loaded = _load(file)
        except (OSError, UnicodeDecodeError, UnreadableCatalogue) as problem:
            raise CommandError(str(problem)) from problem
        withdrawn = f", {loaded.withdrawn:,} withdrawn" if loaded.withdrawn else ""
        self.stdout.write(
            f"{loaded.rows:,} rows, {loaded.taken:,} taken{withdrawn}: "
            f"{loaded.products:,} products."
        )
        if loaded.missing:
            self.stdout.write(
                f"{loaded.missing:,} packs of the version before are not in this one: "
                "withdrawn."
            )
        for row, name, note in loaded.notes:
            self.stderr.write(f"Row {row} ({name or 'no ID'}), taken: {note}.")
        for row, name, reason in loaded.problems:
            self.stderr.write(f"Row {row} ({name or 'no GTIN'}): {reason}.")


def _load(file: Path) -> CatalogueLoaded:
    with file.open("rb") as opened:
        if is_xml(opened.read(_BEGINNING)):
            opened.seek(0)
            return load_ubl_catalogue(opened, on=timezone.localdate())
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return load_catalogue(lines)
