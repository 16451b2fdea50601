"""`manage.py rollback_import ID`: undo one import."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from catalogue.purchases.actions import NotAllowed, roll_back_import
from catalogue.purchases.models import Import


class Command(BaseCommand):
    help = "Undo one import as a whole."

    def add_arguments(self, parser):
        parser.add_argument("id", type=int)

    def handle(self, *, id: int, **options):  # noqa: ARG002
        of_import = Import.objects.filter(pk=id).first()
        if of_import is None:
            raise CommandError(f"There is no import {id}.")
        try:
            roll_back_import(of_import, by=None, at=timezone.now())
        except NotAllowed as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"Import {id} is rolled back.")
