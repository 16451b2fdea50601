"""`manage.py restore FILE`: puts a backup back, checked."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from procurement.safekeeping import measuring
from procurement.safekeeping.application_role import NotGranted, grant
from procurement.safekeeping.manifest import Damaged, Manifest
from procurement.safekeeping.restoring import restore
from procurement.safekeeping.tools import Refused
from trusts import audit
from trusts.verifying import in_words, verify


class Command(BaseCommand):
    """A door: asks, restores, compares, says what the database holds now."""

    help = (
        "Put a backup back into an empty database. Every part is checked first, and "
        "every count and sum before it counts; if anything is wrong, nothing changes. "
        "Stop web, worker and beat before."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="replace what the database holds"
        )
        parser.add_argument(
            "--no-input", action="store_true", help="do not ask before replacing"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        if options["replace"] and not options["no_input"]:
            self._ask()
        try:
            manifest = restore(options["file"], replace=options["replace"])
        except Damaged as error:
            raise CommandError(
                f"This file {error}. Nothing was changed; use another backup."
            ) from error
        except (Refused, OSError) as error:
            raise CommandError(f"Nothing was changed. {error}") from error
        self._say(manifest)
        if measuring.migrations_known() - set(manifest.migrations):
            self.stdout.write(
                "The backup is of an older version: run migrate next, and then "
                "verify_record."
            )
            return
        self._grant()
        audit.record(
            "backup_restored",
            target=options["file"].name,
            by=None,
            at=timezone.now(),
            made_at=manifest.made_at,
        )
        self._verify(manifest)

    def _ask(self) -> None:
        name = connection.settings_dict["NAME"]
        self.stdout.write(f"This replaces everything in the database {name}.")
        try:
            typed = input(f"Type {name} to go on: ")
        except EOFError:
            typed = ""
        if typed.strip() != name:
            raise CommandError("Nothing was changed. The name was not typed.")

    def _grant(self) -> None:
        """What the application may do is of this installation, not of the backup."""
        if settings.APPLICATION_ROLE:
            try:
                grant(settings.APPLICATION_ROLE, password=settings.APPLICATION_PASSWORD)
            except NotGranted as error:
                raise CommandError(f"The backup was restored. {error}") from error

    def _verify(self, manifest: Manifest) -> None:
        """The rows are those of the backup; says whether they were in order then."""
        verified = verify(expect=list(filter(None, [manifest.head])))
        for line in in_words(verified):
            self.stdout.write(line)
        if verified.findings:
            raise CommandError(
                "The backup was restored, but the record in it is not in order; see "
                "above. Compare it with an older backup."
            )

    def _say(self, manifest: Manifest) -> None:
        rows = sum(measuring.rows_by_table().values())
        self.stdout.write(f"{rows:,} rows; {manifest.rows:,} in the backup")
        for total, now in zip(manifest.totals, measuring.totals(), strict=False):
            self.stdout.write(f"{now} {total.name}; {total} in the backup")
        self.stdout.write(f"Restored as it was at {manifest.made_at}.")
