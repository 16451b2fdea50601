"""`manage.py check_savings`: the nightly check, printed."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from procurement.savings.actions import check_savings, keep_savings


class Command(BaseCommand):
    """Look for pounds that stand twice or nowhere; exit code 1 where there are some."""

    help = "Check that no saving is counted twice, and print what is found."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one object")

    def handle(self, *_args: Any, **options: Any) -> None:
        on = timezone.localdate()
        keep_savings(on=on)
        check = check_savings(on=on, at=timezone.now())
        if options["json"]:
            self.stdout.write(
                json.dumps(
                    {
                        "claims": check.claims,
                        "findings": check.findings,
                        "more": check.more,
                    }
                )
            )
        else:
            for each in check.findings:
                self.stdout.write(
                    f"{each['trust']}, {each['product_name']}, {each['month'][:7]}: "
                    f"{each['says']} {each['amount']}".rstrip()
                )
            self.stdout.write(
                f"{check.claims} claims, {check.months} months: "
                f"{check.found} findings"
                f"{', of each rule at a trust the first shown' if check.more else ''}."
            )
        if any(each["rule"] != "asks_again" for each in check.findings):
            raise CommandError("Some savings do not add up; see above.")
