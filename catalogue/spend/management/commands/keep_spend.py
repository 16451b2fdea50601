"""`manage.py keep_spend`: make spend by month and day agree with the lines."""

from django.core.management.base import BaseCommand

from catalogue.spend.actions import keep_spend


class Command(BaseCommand):
    help = "Sum what imports and matches changed into spend by month, supplier and day."

    def add_arguments(self, parser):
        parser.add_argument(
            "--everything", action="store_true", help="all lines afresh"
        )

    def handle(self, **options):
        summed = keep_spend(everything=options["everything"])
        self.stdout.write(
            "Spend agrees with the lines."
            if summed
            else "Spend agrees with the lines already."
        )
