"""Confirm that it is you, by whatever one has: in the same form as what it is for."""

import logging
from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ReauthenticateForm
from allauth.core import ratelimit
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm
from django import forms
from django.core.cache import cache
from django.http import HttpRequest

from trusts import proving
from trusts.adapters import WRONG_CODE
from trusts.models import User

logger = logging.getLogger(__name__)

# A code stands in three windows of half a minute; used once, it serves in none.
CODE_SECONDS = 150


class EnterAppCode(forms.Form):
    """A code of an authenticator app; a recovery code is none."""

    code = forms.CharField()

    def __init__(self, *args: Any, user: User, **more: Any) -> None:
        super().__init__(*args, **more)
        self.user = user

    def clean_code(self) -> str:
        code = "".join(self.cleaned_data["code"].split())
        clear = check_rate_limit(self.user)
        app = Authenticator.objects.filter(
            user=self.user, type=Authenticator.Type.TOTP
        ).first()
        used = f"proof:{self.user.pk}:{code}"
        if app is None or not app.wrap().validate_code(code):
            raise forms.ValidationError(WRONG_CODE)
        if not cache.add(used, "used", timeout=CODE_SECONDS):
            raise forms.ValidationError(WRONG_CODE)
        clear()
        return code


# By which field, what checks it, and what the proof is called.
_CHECKS: dict[str, tuple[Callable[..., forms.Form], str]] = {
    "password": (ReauthenticateForm, "PASSWORD"),
    "code": (EnterAppCode, "CODE"),
    "credential": (AuthenticateWebAuthnForm, "PASSKEY"),
}
NOT_AS_SHOWN = (
    "You changed it in another window. This is how it stands now: look at it, and "
    "confirm it."
)
NOT_THIS_KEY = "That was not one of your keys, or it took too long. Try again."


class ProofForm(forms.Form):
    """One field for each way that the person has; any one of them is enough.

    `act` is the digest of what it is for, `proof` how it was shown once it is valid.
    As often as somebody may try to sign in, they may try here: the two add up.
    """

    act = forms.CharField(widget=forms.HiddenInput)
    password = forms.CharField(
        label="Your password",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = forms.CharField(
        label="Code of your authenticator app",
        required=False,
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}
        ),
    )
    credential = forms.CharField(required=False, widget=forms.HiddenInput)
    proof = ""

    def __init__(
        self, *args: Any, request: HttpRequest, is_vouched: bool = False, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.request, self.is_vouched = request, is_vouched
        self.ways = proving.ways_of(request.user)  # type: ignore[arg-type]
        for name, has in (
            ("password", self.ways.password),
            ("code", self.ways.code),
            ("credential", self.ways.passkey),
        ):
            if not has or is_vouched:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("act") != self.initial["act"]:
            raise forms.ValidationError(NOT_AS_SHOWN)
        if self.is_vouched:
            self.proof = "PROVIDER"
            return said
        given = next((name for name in _CHECKS if said.get(name)), "")
        if not given:
            first = next((each for each in _CHECKS if each in self.fields), None)
            self.add_error(
                first if first != "credential" else None, self._what_is_wanted()
            )
        elif not self._may_try():
            raise get_adapter().validation_error("rate_limited")
        else:
            self._check(given, said)
        return said

    def _what_is_wanted(self) -> str:
        if self.ways.password:
            other = ", or the code of your app" if self.ways.code else ""
            return f"Enter your password{other}."
        return (
            "Enter the code that your app shows."
            if self.ways.code
            else ("Use your passkey or security key.")
        )

    def _may_try(self) -> bool:
        """As often as changing how one signs in asks who one is."""
        return bool(
            ratelimit.consume(
                self.request, action="reauthenticate", user=self.request.user
            )
        )

    def _check(self, given: str, said: dict[str, Any]) -> None:
        kind, proof = _CHECKS[given]
        form = kind({given: said[given]}, user=self.request.user)
        if form.is_valid():
            self.proof = proof
            return
        logger.warning(
            "%s did not confirm who they are by %s.", self.request.user.pk, given
        )
        if given == "credential":
            self.add_error(None, NOT_THIS_KEY)
        else:
            self.add_error(given, [str(each) for each in form.errors[given]])
