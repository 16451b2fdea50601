"""Work out by hand what only a person can settle."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from procurement.gaps.models import Worklist
from procurement.review import actions
from procurement.review.models import Question


class Command(BaseCommand):
    help = "Works out every question about packs and matches, by what waits behind it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """It takes none."""

    def handle(self, *_args: Any, **_options: Any) -> None:
        worklist = Worklist.objects.first()
        on = worklist.as_at if worklist else timezone.localdate()
        actions.refresh_questions(on=on, at=timezone.now(), everything=True)
        count = Question.objects.unsettled().count()
        self.stdout.write(f"{count:,} questions wait as at {on}.")
