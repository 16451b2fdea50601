"""`manage.py load_organisations FILE`: the organisations that take part, from CSV."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from trusts import actions
from trusts.csv_file import BadFile
from trusts.organisation_file import read_organisations


class Command(BaseCommand):
    """A door: reads the file, calls one action, says what became of the rows."""

    help = (
        "Load organisations from a CSV file with the columns code, name, kind and "
        "postcode, and where they are known opened_on, closed_on (the first day "
        "closed) and name_from. The same file again changes nothing; a changed name "
        "or postcode is kept as a dated one. One bad row and nothing is changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--on",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="the day as at which the file speaks; today where it is not given",
        )
        parser.add_argument(
            "--end-access",
            action="store_true",
            help="end people's access where an organisation closes",
        )
        parser.add_argument(
            "--json", action="store_true", help="print the counts as one JSON object"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        now = timezone.now()
        try:
            loaded = actions.load_organisations(
                read_organisations(options["file"]),
                on=options["on"] or timezone.localdate(now),
                end_access=options["end_access"],
                by=None,
                at=now,
            )
        except BadFile as error:
            raise CommandError("Nothing was changed.\n" + str(error)) from error
        except actions.Refused as error:
            raise CommandError(f"Nothing was changed. {error}") from error
        if options["json"]:
            self.stdout.write(json.dumps(asdict(loaded)))
        else:
            self.stdout.write(
                f"{loaded.rows} organisations in the file = {loaded.added} added + "
                f"{loaded.renamed} renamed + {loaded.changed} changed + "
                f"{loaded.unchanged} unchanged."
            )
