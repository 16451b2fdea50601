"""`manage.py suggest_matches`: suggest products for what no code puts on one."""

import json
from dataclasses import asdict

from django.core.management.base import BaseCommand
from django.utils import timezone

from catalogue.suggestions.actions import suggest


class Command(BaseCommand):
    help = "Suggest products for the items that no code puts on one."

    def add_arguments(self, parser):
        parser.add_argument(
            "--everything", action="store_true", help="all subjects afresh"
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, **options):
        made = suggest(at=timezone.now(), everything=options["everything"])
        if options["json"]:
            self.stdout.write(json.dumps(asdict(made)))
            return
        self.stdout.write(
            f"{made.subjects:,} things on no product looked at: {made.suggestions:,} "
            f"suggestions for {made.with_any:,} of them; {made.pairs:,} pairs of "
            "products that may be one."
        )
