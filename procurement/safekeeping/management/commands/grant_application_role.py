"""`manage.py grant_application_role`: what web, worker and beat may do with rows."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from procurement.safekeeping.application_role import NotGranted, grant


class Command(BaseCommand):
    """A door: grants, and says on what the role may not change a row."""

    help = (
        "Make the role as which web, worker and beat connect, which owns nothing, and "
        "give it its rights. Run it as the owner of the tables, after every migrate."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("role", nargs="?", default=settings.APPLICATION_ROLE)

    def handle(self, *_: Any, **options: Any) -> None:
        role = options["role"]
        if not role:
            raise CommandError("Name the role, or set APPLICATION_ROLE to its name.")
        try:
            tables = grant(role, password=settings.APPLICATION_PASSWORD)
        except NotGranted as error:
            raise CommandError(f"Nothing was granted. {error}") from error
        self.stdout.write(
            f"{role} may do the application's work. It may add to {len(tables)} tables "
            "and change nothing in them."
        )
