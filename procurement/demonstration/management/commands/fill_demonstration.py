"""Fill an empty database with an invented region, through the doors everybody uses."""

from argparse import ArgumentParser
from datetime import timedelta
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from procurement.demonstration import life, people
from procurement.demonstration.region import Size, make_region
from procurement.demonstration.truth_files import Made, read_deals
from trusts.models import Organisation

SEED = 2026


class Command(BaseCommand):
    help = (
        "Fill an empty database with an invented region: trusts, products, fourteen "
        "extracts, price gaps and people. Does nothing where organisations exist. "
        "Carries on where it was stopped half-way."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--products", type=int, default=1_500)
        parser.add_argument("--lines", type=int, default=40_000)

    def handle(self, *_args: Any, **options: Any) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError(
                "This is not a demonstration: set DEMONSTRATION=1 to have an invented "
                "region in the database."
            )
        begun = Organisation.objects.filter(code=people.OFFICE_CODE).exists()
        if people.have_been_added() or (Organisation.objects.exists() and not begun):
            self.stdout.write("There are organisations already; nothing was added.")
            return
        size = Size(
            trusts=14,
            products=options["products"],
            lines=options["lines"],
            seed=SEED,
            until=timezone.localdate() - timedelta(days=1),
            deals=True,
        )
        with TemporaryDirectory(prefix="region-") as folder:
            self._fill(size, Path(folder) / "region")
            deals = read_deals(Path(folder) / "region" / "truth")
        self._say("Living two years ...")
        with transaction.atomic():
            people.add_people(at=timezone.now())
            life.live(deals, today=timezone.localdate())
        self.stdout.write("The demonstration is ready. Sign in as:")
        call_command("demonstration_sign_ins", stdout=self.stdout)

    def _fill(self, size: Size, folder: Path) -> None:
        self._say(f"Inventing a region of {size.lines:,} order lines ...")
        made = make_region(size, folder)
        office = folder / "office.csv"
        around = [
            f"{','.join(each)},ZZ1 1ZZ" for each in (people.OFFICE, people.COUNCIL)
        ]
        office.write_text(
            "\n".join(["code,name,kind,postcode", *around, ""]), encoding="utf-8"
        )
        self._run("load_organisations", office)
        self._run("load_organisations", folder / "organisations.csv")
        self._run("load_catalogue", folder / "catalogue.csv")
        for number, each in enumerate(made, 1):
            self._import(each, f"{number} of {len(made)}, {each.trust.name}")
        self._say("Matching items ...")
        self._run("match_items")
        self._say("Comparing prices ...")
        self._run("refresh_gaps")
        self._run("keep_spend")
        self._run("refresh_questions")

    def _import(self, made: Made, title: str) -> None:
        said = StringIO()
        call_command(
            "import_purchases",
            str(made.file),
            organisation=made.trust.code,
            prices_include_vat=made.prices_include_vat,
            stdout=said,
            stderr=self.stderr,
        )
        # The totals come first; the notes after them are on the import's page.
        self._say(f"{title}: {said.getvalue().partition('\n')[0]}")

    def _run(self, command: str, *arguments: Path, **options: Any) -> None:
        call_command(
            command, *map(str, arguments), **options,
            stdout=self.stdout, stderr=self.stderr,
        )  # fmt: skip

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
