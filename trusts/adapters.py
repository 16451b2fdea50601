"""How django-allauth behaves here: by invitation only, in our words."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from requests import RequestException

from trusts import account_mails, known_browsers, proving
from trusts.browsers import browser_name
from trusts.sealing import seal, unseal

logger = logging.getLogger(__name__)

WRONG_CODE = "That code is not right. Codes change every half minute: enter a new one."
WAYS = {
    "reauthenticate": "use your password",
    "mfa_reauthenticate": "use a code",
    "mfa_reauthenticate:webauthn": "use a passkey or security key",
}
UNSAID = {  # the page itself shows it
    "account/messages/logged_in.txt",
    "account/messages/logged_out.txt",
}


class InvitationOnly(DefaultAccountAdapter):
    """Nobody makes an account for themselves, and everybody hears of changes to it."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is closed.",
        "duplicate_email": "That is the address you have now.",
        "email_password_mismatch": (
            "That e-mail address and password do not go together. Check both and try "
            "again."
        ),
        "email_taken": "Somebody else has an account with that address.",
        "enter_current_password": "That is not the password you have now.",
        "incorrect_password": "That is not your password.",
        "incorrect_code": WRONG_CODE,
        "rate_limited": "There were too many attempts. Wait a few minutes.",
        "too_many_login_attempts": (
            "There were too many attempts to sign in. Wait five minutes and try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say what was done; of signing in and out nothing, for the page shows it."""
        template = kwargs.get("message_template") or (args[2] if len(args) > 2 else "")
        if template not in UNSAID:
            super().add_message(*args, **kwargs)

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, Any]
    ) -> None:
        """Send one of the library's mails. A mail server that is down is said on the
        page, and stops nobody from signing in."""
        request = allauth_context.request
        browser = browser_name(self.get_http_user_agent(request))
        context = {"browser": browser, "help_url": self._help_url()} | context
        if not account_mails.send(template_prefix, to=email, context=context):
            messages.error(
                request,
                "An e-mail to you could not be sent. Try again in a few minutes.",
            )

    def login(self, request: HttpRequest, user: Any) -> None:
        request.is_first_sign_in = user.last_login is None  # type: ignore[attr-defined]
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        """Sign in, and tell the person of a browser that is new for them."""
        response = super().post_login(request, user, **more)
        is_first = getattr(request, "is_first_sign_in", False)
        if not is_first and not known_browsers.is_known(request, user):
            self.send_notification_mail("account/email/new_browser", user)
        known_browsers.make_known(request, response, user)
        return response

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return reverse("your_account")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:  # noqa: ARG002
        signed_in = self.request.user.is_authenticated
        return reverse("your_account" if signed_in else "account_login")

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Who has nothing to confirm with sets a password by the mailed link first:
        the library would let them change how they sign in without asking."""
        user = self.request.user
        if user.is_authenticated and not self.get_reauthentication_methods(user):
            raise ImmediateHttpResponse(redirect("account_set_password"))
        return super().is_reauthentication_required(app=app, **more)

    def get_reauthentication_methods(self, user: Any) -> list[dict]:
        ways = super().get_reauthentication_methods(user)
        return [way | {"description": WAYS[way["id"]]} for way in ways]

    def _help_url(self) -> str:
        """Where somebody sets a new password who did not do what a mail says."""
        return self.request.build_absolute_uri(reverse("account_reset_password"))


class SecondFactors(DefaultMFAAdapter):
    """Second factors, in our words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_generate_recovery_codes": (
            "Recovery codes stand in for an app or a key: set one up first."
        ),
        "incorrect_code": WRONG_CODE,
    }

    def encrypt(self, text: str) -> str:
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002
        number = user.authenticator_set.filter(type=type).count() + 1
        return "My key" if number == 1 else f"My key {number}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {
            "name": settings.SITE_NAME
        }


class SingleSignOn(DefaultSocialAccountAdapter):
    """Sign-in by the organisation's own account, for people who have one here."""

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "no_password": (
            "Set a password first: without one and without this you could not sign in."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002
        return False

    def authenticate_by_email(self, sociallogin: Any) -> tuple[Any, str] | None:
        """Only by an address the provider says is verified ("false" says it is not),
        and with which the person signs in here: none that waits to be confirmed."""
        sociallogin.email_addresses = [
            each for each in sociallogin.email_addresses if each.verified is True
        ]
        found = super().authenticate_by_email(sociallogin)
        return found if found and found[0].email == found[1].lower() else None

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Stop whoever has no account here, and say how to come by one. Who signs in
        again for one act has thereby confirmed it."""
        if not sociallogin.is_existing:
            page = render(
                request,
                "socialaccount/not_invited.html",
                {"address": sociallogin.user.email},
                status=403,
            )
            raise ImmediateHttpResponse(page)
        if (sociallogin.state.get("data") or {}).get("proves"):
            why_not = proving.hear_provider(request, sociallogin, at=timezone.now())
            if why_not:
                messages.error(request, why_not)

    def get_requests_session(self) -> Any:
        """How the provider is asked; one that does not answer gets a page of ours."""
        session = super().get_requests_session()
        ask = session.request

        def ask_or_say_so(method: str, *args: Any, **kwargs: Any) -> Any:
            try:
                answer = ask(method, *args, **kwargs)
                if method.upper() == "GET":
                    answer.raise_for_status()
            except RequestException as error:
                logger.warning("The provider of single sign-on failed: %s", error)
                raise ImmediateHttpResponse(self._out_of_reach()) from error
            return answer

        session.request = ask_or_say_so
        return session

    def _out_of_reach(self) -> HttpResponse:
        template = "socialaccount/authentication_error.html"
        return render(allauth_context.request, template, status=503)

    def on_authentication_error(self, request: Any, provider: Any, **more: Any) -> None:  # noqa: ARG002
        logger.warning("Single sign-on failed: %s", more.get("exception"))
