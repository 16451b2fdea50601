"""`manage.py import_purchases FILE`: one purchase extract, through the same door as
the page."""

import json
from argparse import BooleanOptionalAction
from decimal import Decimal
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from catalogue.purchases import actions, files, rejected, rules
from catalogue.purchases.layouts import UnreadableFile
from catalogue.purchases.models import Import, ImportState, Profile
from trusts.models import Organisation


class Command(BaseCommand):
    help = "Import one purchase extract (CSV or XLSX)."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--organisation", help="whose extract it is; else it has a column for it"
        )
        parser.add_argument(
            "--prices-include-vat",
            action=BooleanOptionalAction,
            help="else as in the remembered layout, else as the headings say",
        )
        parser.add_argument(
            "--profile",
            help="a remembered layout, by its name; else the one that fits best",
        )
        parser.add_argument(
            "--date-order", choices=("dmy", "mdy", "ymd"), help="where the file is mute"
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, *, file: Path, **options):
        of_import, is_already = self._import(file, options)
        if of_import.state == ImportState.FAILED:
            raise CommandError(of_import.message)
        written = (
            rejected.write_file(of_import, at=timezone.now())
            if of_import.rejected
            else ""
        )
        totals = self._totals(of_import, is_already) | {"rejected_file": str(written)}
        if options["json"]:
            self.stdout.write(json.dumps(totals))
            return
        self.stdout.write(
            "{rows:,} rows in the file = {accepted:,} accepted + "
            "{unchanged:,} unchanged + {replaced:,} replaced + "
            "{rejected:,} rejected. "
            "£{net:,.2f} net. Import {import}.".format(
                **totals, net=Decimal(totals["net_value"])
            )
        )
        for note in of_import.notes:
            self.stdout.write(note)
        if written:
            self.stdout.write(f"Rejected rows with their reasons: {written}")

    def _import(self, file: Path, options) -> tuple[Import, bool]:
        """The import of the file, and whether it was there already."""
        organisation = self._organisation(options["organisation"])
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        with transaction.atomic():
            of_import, is_new = actions.receive_file(
                files.chunks_of(file),
                file_name=file.name,
                organisation=organisation,
                by=None,
                at=timezone.now(),
            )
            if is_new:
                self._confirm(of_import, options)
        if of_import.state == ImportState.DONE:
            self.stderr.write(
                f"These bytes are import {of_import.pk} already; nothing was written."
            )
            return of_import, True
        return self._run(of_import), False

    def _run(self, of_import: Import) -> Import:
        """Read a queued import: this run's own, or one whose process was stopped."""
        done = actions.run_import(
            of_import.pk, on=timezone.localdate(), at=timezone.now()
        )
        if done.state == ImportState.QUEUED:
            raise CommandError(
                f"These bytes are import {done.pk}, which another process is reading."
            )
        return done

    def _confirm(self, of_import: Import, options) -> None:
        """Take the layout as understood; what is refused here leaves no trace."""
        profile = actions.profile_of(of_import, options["profile"])
        try:
            understanding = actions.understand_import(
                of_import, answers=self._answers(profile, options), profile=profile
            )
        except UnreadableFile as problem:
            raise CommandError(str(problem)) from problem
        if understanding.questions:
            raise CommandError(
                "\n".join(question.text for question in understanding.questions)
                + "\nAnswer on the import page, or with --date-order or "
                "--[no-]prices-include-vat; nothing was imported."
            )
        if reason := rules.why_not_its_organisation(of_import, understanding):
            raise CommandError(reason)
        for difference in understanding.drift:
            self.stderr.write(str(difference))
        name = options["profile"] or (
            profile.name if profile else actions.free_name(of_import.organisation)
        )
        if not profile:
            self.stderr.write(f"Its layout is remembered as the profile “{name}”.")
        actions.confirm_import(
            of_import,
            layout=understanding.layout,
            notes=understanding.notes,
            by=None,
            at=timezone.now(),
            profile_name=name,
        )

    def _answers(self, profile: Profile | None, options) -> dict[str, str]:
        """What the command line says; where it is silent about VAT, memory and the
        file's own headings speak."""
        answers = {}
        includes = options["prices_include_vat"]
        if includes is not None:
            answers["prices_include_vat"] = "yes" if includes else "no"
        elif profile and profile.layout["prices_include_vat"]:
            self.stderr.write("Prices are read as including VAT, as last time.")
        if options["date_order"]:
            answers["date_order"] = options["date_order"]
        return answers

    def _organisation(self, code: str | None) -> Organisation | None:
        if code is None:
            return None
        organisation = Organisation.objects.filter(code=code.upper()).first()
        if organisation is None:
            raise CommandError(
                f"There is no organisation {code}. Load it first with "
                "load_organisations."
            )
        return organisation

    def _totals(self, of_import: Import, is_already: bool) -> dict:
        """What this run did with the rows. The same bytes again write nothing: what
        was taken the first time is unchanged now."""
        taken = of_import.accepted + of_import.unchanged + of_import.replaced
        return {
            "import": of_import.pk,
            "already_imported": is_already,
            "rows": of_import.rows,
            "accepted": 0 if is_already else of_import.accepted,
            "unchanged": taken if is_already else of_import.unchanged,
            "replaced": 0 if is_already else of_import.replaced,
            "rejected": of_import.rejected,
            "net_value": "0" if is_already else str(of_import.net_value),
        }
