"""`manage.py load_successions FILE`: who carries on whose work, from CSV."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from trusts import actions
from trusts.csv_file import BadFile
from trusts.succession_file import read_successions


class Command(BaseCommand):
    """A door: reads the file, calls one action, says what became of the rows."""

    help = (
        "Load successions from a CSV file with the columns predecessor, successor "
        "(codes), on (the first day) and kind (merged, acquired or split), and note. "
        "An organisation that merged or was acquired closes on that day. The same "
        "file again changes nothing. One bad row and nothing is changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--end-access",
            action="store_true",
            help="end people's access where an organisation closes",
        )
        parser.add_argument(
            "--json", action="store_true", help="print the counts as one JSON object"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            loaded = actions.load_successions(
                read_successions(options["file"]),
                end_access=options["end_access"],
                by=None,
                at=timezone.now(),
            )
        except BadFile as error:
            raise CommandError("Nothing was changed.\n" + str(error)) from error
        except actions.Refused as error:
            raise CommandError(f"Nothing was changed. {error}") from error
        if options["json"]:
            self.stdout.write(json.dumps(asdict(loaded)))
        else:
            self.stdout.write(
                f"{loaded.rows} successions in the file = {loaded.added} added + "
                f"{loaded.unchanged} unchanged."
            )
