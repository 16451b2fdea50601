"""`manage.py refresh_gaps`: section 5 of the design for everything."""

import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from procurement.gaps.actions import make_snapshot, refresh_gaps


class Command(BaseCommand):
    help = "Work out the gaps of every trust, live or as at a past day."

    def add_arguments(self, parser):
        parser.add_argument("--on", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, on: date | None, **options):
        today = timezone.localdate()
        if on is not None and on > today:
            raise CommandError(f"{on} lies in the future.")
        work = refresh_gaps if on in (None, today) else make_snapshot
        refreshed = work(on=on or today, at=timezone.now())
        if options["json"]:
            self.stdout.write(
                json.dumps(
                    {
                        "on": refreshed.on.isoformat(),
                        "listed": refreshed.listed,
                        "gap_value": str(refreshed.gap_value),
                        "suspects": refreshed.suspects,
                    }
                )
            )
            return
        self.stdout.write(
            f"{refreshed.listed:,} gaps worth £{refreshed.gap_value:,.2f} a year as at "
            f"{refreshed.on}; {refreshed.suspects:,} suspect prices left out."
        )
