"""`manage.py match_items`: match what is unmatched."""

import json
from dataclasses import asdict

from django.core.management.base import BaseCommand

from catalogue.matching.actions import match_items


class Command(BaseCommand):
    help = "Match the items that imports and catalogues touched."

    def add_arguments(self, parser):
        parser.add_argument(
            "--everything", action="store_true", help="all items afresh"
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, **options):
        matched = match_items(everything=options["everything"])
        if options["json"]:
            self.stdout.write(json.dumps(asdict(matched)))
            return
        self.stdout.write(
            f"{matched.items:,} items looked at: {matched.matched:,} matched, "
            f"{matched.conflicting:,} with conflicting evidence, "
            f"{matched.packs_known:,} with a known pack."
        )
