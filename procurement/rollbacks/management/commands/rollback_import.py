"""`manage.py rollback_import ID`: undo one import, or say what that would change."""

from collections import Counter
from decimal import Decimal

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from catalogue.purchases.actions import NotAllowed, roll_back_import
from catalogue.purchases.models import Import
from procurement.gaps.models import ChangeKind
from procurement.rollbacks.effects import Effect, effect_of
from trusts.models import Organisation

_SAID = """\
{lines_go:,} lines go, worth £{value_goes:,.2f}.
{lines_return:,} lines of earlier files stand again, worth £{value_returns:,.2f}.
{items_go:,} items go, {items_return:,} come back.
{prices_go:,} prices paid go, {prices_come:,} come, {prices_change:,} change."""


class Command(BaseCommand):
    help = "Undo one import as a whole."

    def add_arguments(self, parser):
        parser.add_argument("id", type=int)
        parser.add_argument(
            "--preview",
            action="store_true",
            help="say what would change, and change nothing",
        )

    def handle(self, *, id: int, preview: bool, **options):  # noqa: ARG002
        of_import = Import.objects.filter(pk=id).first()
        if of_import is None:
            raise CommandError(f"There is no import {id}.")
        try:
            if preview:
                self._say(effect_of(of_import, at=timezone.now()))
                return
            roll_back_import(of_import, by=None, at=timezone.now())
        except NotAllowed as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"Import {id} is rolled back.")

    def _say(self, effect: Effect) -> None:
        lines = effect.lines
        self.stdout.write(
            _SAID.format(
                lines_go=lines.lines_go,
                value_goes=lines.value_goes,
                lines_return=lines.lines_return,
                value_returns=lines.value_returns,
                items_go=effect.items_go,
                items_return=effect.items_return,
                prices_go=effect.prices_go,
                prices_come=effect.prices_come,
                prices_change=effect.prices_change,
            )
        )
        kinds = Counter(ChangeKind(gap.kind).label.lower() for gap in effect.gaps)
        said = ", ".join(f"{count:,} {kind}" for kind, count in sorted(kinds.items()))
        self.stdout.write(f"Price gaps: {said or 'none changes'}.")
        codes = dict(Organisation.objects.values_list("pk", "code"))
        values: dict[str, Decimal] = {}
        for gap in effect.gaps:
            code = codes[gap.organisation_id]
            change = gap.value_after - gap.value_before
            values[code] = values.get(code, Decimal(0)) + change
        for code, value in sorted(values.items()):
            self.stdout.write(f"  {code}: £{value:+,.2f} a year")
        self.stdout.write("Nothing was changed.")
