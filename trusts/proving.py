"""Showing who one is for one act, once: a proof is of that act, and not of a while.

An act is known by a digest of everything it does. A password or a code comes in the
request that does it; a passkey answers a challenge that was given for it; a provider of
single sign-on is asked to have the person sign in again, and vouches for it.
"""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as passkeys
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from trusts.models import User

PROOF_SECONDS = 300  # how long a challenge, or what a provider said, is good for
SKEW_SECONDS = 60  # by so much a provider's clock may be behind ours

_CHALLENGE, _VOUCHED = "proof_challenge", "proof_of_provider"


@dataclass(frozen=True, slots=True)
class Ways:
    """How somebody can show who they are."""

    password: bool
    code: bool
    passkey: bool
    provider: bool

    @property
    def is_none(self) -> bool:
        return not (self.password or self.code or self.passkey or self.provider)


def ways_of(user: User) -> Ways:
    kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    linked = SocialAccount.objects.filter(user=user)
    return Ways(
        password=user.has_usable_password(),
        code=Authenticator.Type.TOTP in kinds,
        passkey=Authenticator.Type.WEBAUTHN in kinds,
        provider=bool(settings.OIDC_SERVER_URL) and linked.exists(),
    )


def challenge(request: HttpRequest, act: str, *, at: datetime) -> dict:
    """What a passkey is to answer for this act, as the browser takes it."""
    request.session[_CHALLENGE] = {"act": act, "at": at.timestamp()}
    return passkeys.begin_authentication(request.user)


def is_challenged(request: HttpRequest, act: str, *, at: datetime) -> bool:
    """Whether the challenge that a passkey answered was given for this act, and just
    now. It is good for one answer."""
    return _is_of(request.session.pop(_CHALLENGE, None), act, at=at)


def ask_provider(
    request: HttpRequest, act: str, *, back: str, at: datetime
) -> HttpResponse:
    """To the provider, where the person has to sign in again; then to `back`."""
    provider = get_adapter().get_provider(request, "organisation")
    return provider.redirect(
        request,
        process="redirect",
        next_url=back,
        data={"proves": act, "asked_at": at.timestamp()},
        auth_params=provider.get_auth_params() | {"prompt": "login", "max_age": "0"},
    )


def hear_provider(request: HttpRequest, sociallogin: object, *, at: datetime) -> str:
    """Keep that the provider vouches for the person, or say why it does not count."""
    said = sociallogin.state["data"]  # type: ignore[attr-defined]
    if sociallogin.user.pk != request.user.pk:  # type: ignore[attr-defined]
        return "That was the account of somebody else. Sign in there as yourself."
    claims = sociallogin.account.extra_data.get("id_token") or {}  # type: ignore[attr-defined]
    if (claims.get("auth_time") or 0) < said["asked_at"] - SKEW_SECONDS:
        return (
            f"{settings.OIDC_NAME} did not ask you to sign in again, so it proves "
            "nothing. Try again; if that does not help, tell who looks after access."
        )
    request.session[_VOUCHED] = {"act": said["proves"], "at": at.timestamp()}
    return ""


def is_vouched(
    request: HttpRequest, act: str, *, at: datetime, is_used: bool = False
) -> bool:
    """Whether a provider has just vouched for the person, for this act. What is used
    is gone."""
    kept = request.session.get(_VOUCHED)
    if kept and is_used:
        del request.session[_VOUCHED]
    return _is_of(kept, act, at=at)


def _is_of(kept: dict | None, act: str, *, at: datetime) -> bool:
    return (
        kept is not None
        and kept["act"] == act
        and 0 <= at.timestamp() - kept["at"] <= PROOF_SECONDS
    )
