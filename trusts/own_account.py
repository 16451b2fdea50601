"""What a person's own account says: how they sign in, and where they work."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.urls import reverse

from trusts.actions.sessions import count_sessions
from trusts.models import User
from trusts.second_factors import second_factors_of


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: its name, what holds now, and where it is changed."""

    name: str
    text: str
    url: str
    verb: str


def facts(user: User) -> list[Fact]:
    """What can be changed about an account, in the order people look for it."""
    factors = second_factors_of(user)
    found = [
        _fact("Name", user.full_name, "your_name", "Change"),
        _fact("E-mail address", user.email, "account_email", "Change"),
        _password(user),
        _fact(
            "Second step",
            " and ".join(factors).capitalize() if factors else "None",
            "mfa_index",
            "Change" if factors else "Set up",
        ),
    ]
    if factors:
        found.append(_recovery_codes(user))
    found.append(_sessions(user))
    if settings.OIDC_SERVER_URL:
        found.append(_single_sign_on(user))
    return found


def _password(user: User) -> Fact:
    if user.has_usable_password():
        return _fact("Password", "Set", "account_change_password", "Change")
    return _fact("Password", "None", "account_set_password", "Set")


def _sessions(user: User) -> Fact:
    sessions = count_sessions(user)
    text = "With this browser only" if sessions < 2 else f"With {sessions} browsers"
    return _fact("Signed in", text, "usersessions_list", "See where")


def _single_sign_on(user: User) -> Fact:
    linked = SocialAccount.objects.filter(user=user).exists()
    text = f"{settings.OIDC_NAME}: {'linked' if linked else 'not linked'}"
    name = "Sign-in by your organisation"
    return _fact(name, text, "socialaccount_connections", "See")


def _recovery_codes(user: User) -> Fact:
    codes = Authenticator.objects.filter(
        user=user, type=Authenticator.Type.RECOVERY_CODES
    ).first()
    if codes is None:
        return _fact("Recovery codes", "None", "mfa_generate_recovery_codes", "Make")
    left = len(codes.wrap().get_unused_codes())
    return _fact("Recovery codes", f"{left} left", "mfa_view_recovery_codes", "See")


def _fact(name: str, text: str, url_name: str, verb: str) -> Fact:
    return Fact(name, text, reverse(url_name), verb)
