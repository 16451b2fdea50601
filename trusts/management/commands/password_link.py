"""`manage.py password_link EMAIL`: a new link to set a password, without mail."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from trusts import audit
from trusts.management.commands.add_member import password_link
from trusts.models import User


class Command(BaseCommand):
    """A door: finds the person, prints the link, and puts that on the record."""

    help = (
        "Print a link with which a person sets a new password, for those whom mail "
        "does not reach. It works once, for three days."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *_: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError(f"Nobody here has the address {options['email']}.")
        audit.record("password_link_made", target=user, by=None, at=timezone.now())
        self.stdout.write(f"To set a password: {password_link(user)}")
