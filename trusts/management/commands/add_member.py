"""`manage.py add_member EMAIL …`: give a person a role; how the first one gets in."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from trusts import actions
from trusts.models import Organisation, User
from trusts.roles import Role


class Command(BaseCommand):
    """A door: finds the organisation, adds the person and the membership."""

    help = (
        "Give a person a role at an organisation. Somebody new gets a link to set "
        "their password, printed here."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True, help="full name")
        parser.add_argument("--organisation", required=True, metavar="CODE")
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument(
            "--from", type=date.fromisoformat, metavar="YYYY-MM-DD", dest="starts_on"
        )
        parser.add_argument(
            "--until", type=date.fromisoformat, metavar="YYYY-MM-DD", dest="ends_on"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        user = self._add(options)
        self.stdout.write(f"{user} has the role {Role(options['role']).label}.")
        if not user.has_usable_password():
            self.stdout.write(f"To set a password: {password_link(user)}")

    @transaction.atomic
    def _add(self, options: dict[str, Any]) -> User:
        now = timezone.now()
        code = options["organisation"].upper()
        organisation = Organisation.objects.filter(code=code).first()
        if organisation is None:
            raise CommandError(f"There is no organisation with the code {code}.")
        try:
            validate_email(options["email"])
            user = actions.add_person(
                email=options["email"], full_name=options["name"], by=None, at=now
            )
            actions.add_membership(
                user=user,
                organisation=organisation,
                role=options["role"],
                starts_on=options["starts_on"] or timezone.localdate(now),
                ends_on=options["ends_on"],
                by=None,
                at=now,
            )
        except ValidationError as error:
            raise CommandError(f"{options['email']} is no e-mail address.") from error
        except actions.Refused as error:
            raise CommandError(str(error)) from error
        return user


def password_link(user: User) -> str:
    """Where the person sets a password, once, within three days.

    From the site's name on where settings know it, else the path alone.
    """
    key = default_token_generator.make_token(user)
    site = next(iter(settings.CSRF_TRUSTED_ORIGINS), "")
    return site + reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(user), "key": key},
    )
