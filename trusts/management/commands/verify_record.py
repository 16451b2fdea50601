"""`manage.py verify_record`: whether anybody has been at the record."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from trusts import actions
from trusts.verifying import Verified, in_words, verify


class Command(BaseCommand):
    """Go along the chain of what stands in audit and of the audit record itself.

    Exit code 1 where something was changed, deleted, put in or switched off, and the
    first broken link is named. It cannot see that the newest links were cut off
    together with their rows, or that all from some link on were made anew by whoever
    owns the database: for that, `--expect-head` takes a head that was noted earlier.
    """

    help = (
        "Check the hash chain over sign-offs and the audit record. Prints what is "
        "wrong and the first broken link, or how many links and events, and the head."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--expect-head",
            default="",
            metavar="HASH/NUMBER",
            help="a head seen before, on a receipt or in a backup; must still be there",
        )
        parser.add_argument("--json", action="store_true", help="print one object")

    def handle(self, *_: Any, **options: Any) -> None:
        now = timezone.now()
        late = actions.late_events(at=now)
        actions.seal_events(at=now, look_back=None)
        try:
            verified = verify(expect=list(filter(None, [options["expect_head"]])))
        except ValueError as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            found = as_object(verified) | {"sealed_late": late}
            self.stdout.write(json.dumps(found, default=str))
        else:
            for line in in_words(verified):
                self.stdout.write(line)
            if late:
                self.stdout.write(LATE_SEALS.format(count=late))
        if verified.findings:
            raise CommandError("The record is not in order; see above.")


LATE_SEALS = (
    "Events that had no seal for more than ten minutes, and have one only now: "
    "{count:,}. What they said before it nobody can vouch for. Is beat running?"
)


def as_object(verified: Verified) -> dict[str, Any]:
    first = verified.first
    return {
        "in_order": not verified.findings,
        "links": verified.links,
        "events": verified.events,
        "head": asdict(verified.head) if verified.head else None,
        "first_broken": first._asdict() if first else None,
        "findings": [each._asdict() for each in verified.findings],
        "more": verified.more,
    }
