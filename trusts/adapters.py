"""How django-allauth behaves here: by invitation only."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitationOnly(DefaultAccountAdapter):
    """Nobody makes an account for themselves."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": (
            "That e-mail address and password do not go together. Check both and try "
            "again."
        ),
        "too_many_login_attempts": (
            "There were too many attempts to sign in. Wait five minutes and try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing about signing in and out: the page itself shows it."""
        template = kwargs.get("message_template") or (args[2] if len(args) > 2 else "")
        if template not in {
            "account/messages/logged_in.txt",
            "account/messages/logged_out.txt",
        }:
            super().add_message(*args, **kwargs)
