"""Print how to sign in to the demonstration, or nothing where there is none."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from procurement.demonstration import people


class Command(BaseCommand):
    help = (
        "Print the demonstration's sign-ins as a table; nothing where there are none."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        rows = people.sign_ins() if settings.DEMONSTRATION else []
        if not rows:
            return
        table = [("E-mail", "Password", "Who", "Where"), *rows]
        widths = [max(map(len, column)) for column in zip(*table, strict=True)]
        for row in table:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            self.stdout.write("  ".join(cells).rstrip())
