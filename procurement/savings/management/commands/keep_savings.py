"""`manage.py keep_savings`: work out realised months from order lines."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from procurement.savings.actions import keep_savings


class Command(BaseCommand):
    """Only what was touched, or with --everything all claims."""

    help = "Work out realised savings month by month from order lines."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--everything",
            action="store_true",
            help="all claims",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        written = keep_savings(
            on=timezone.localdate(), everything=options["everything"]
        )
        self.stdout.write(f"{written} months changed.")
