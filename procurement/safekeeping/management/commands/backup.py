"""`manage.py backup FILE`: the whole record in one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from procurement.safekeeping.backing_up import backup
from procurement.safekeeping.tools import Refused
from trusts import audit
from trusts.actions import seal_events


class Command(BaseCommand):
    """A door: makes the backup, says what is in it."""

    help = (
        "Write every row and every uploaded file to FILE, a new one. The platform may "
        "stay in use meanwhile. The file holds people's names, prices and sign-in "
        "secrets: keep it as you keep the database."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *_: Any, **options: Any) -> None:
        now = timezone.now()
        seal_events(at=now, look_back=None)
        try:
            manifest = backup(options["file"], at=now)
        except (Refused, OSError) as error:
            raise CommandError(f"No backup was made. {error}") from error
        size = options["file"].stat().st_size
        audit.record(
            "backup_made", target=options["file"].name, by=None, at=now, bytes=size
        )
        self.stdout.write(f"{manifest.rows:,} rows in {len(manifest.tables)} tables")
        self.stdout.write(f"{len(manifest.parts) - 1:,} uploaded files")
        for total in manifest.totals:
            self.stdout.write(f"{total} {total.name}")
        if manifest.head:
            self.stdout.write(f"Head of the record: {manifest.head}")
        self.stdout.write(f"Backed up to {options['file']}, {size:,} bytes.")
