"""Write an invented region's files, repeatable from the seed."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from procurement.demonstration.region import Size, make_region
from procurement.demonstration.truth_files import Made


class Command(BaseCommand):
    help = (
        "Write an invented region into a folder: organisations, product master, one "
        "purchase extract a trust, and the truth about them. The same arguments give "
        "the same bytes."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--trusts", type=int, default=14)
        parser.add_argument("--products", type=int, default=1_500)
        parser.add_argument(
            "--lines", type=int, default=40_000, help="order lines of all trusts"
        )
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument(
            "--output", type=Path, required=True, help="an empty folder"
        )
        parser.add_argument(
            "--until",
            type=date.fromisoformat,
            help="last day of the extracts, YYYY-MM-DD (default: today)",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if min(options["trusts"], options["products"]) < 1 or options["lines"] < 0:
            raise CommandError("A region has at least one trust and one product.")
        size = Size(
            trusts=options["trusts"],
            products=options["products"],
            lines=options["lines"],
            seed=options["seed"],
            until=options["until"] or timezone.localdate(),
        )
        try:
            make_region(size, options["output"], self._tell)
        except OSError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"The region is in {options['output']}.")

    def _tell(self, made: Made) -> None:
        self.stdout.write(
            f"{made.file.name}: {made.data_rows:,} rows, {made.trust.name}"
        )
