"""Forms of the second step: codes, passkeys and security keys, in our words."""

from typing import Any

from allauth.mfa.base import forms as codes
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm

from trusts.forms.wording import reword

CODE_WANTED = "Enter the code."


class TurnOnApp(ActivateTOTPForm):
    """The first code of an authenticator app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = reword(
            self.fields["code"],
            label="Code the app shows",
            hint="Six digits; a new one every half minute.",
            required="Enter the code the app shows.",
        )
        code.widget.attrs |= {"inputmode": "numeric"}


class EnterCode(codes.AuthenticateForm):
    """The code that is asked for when signing in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(
            self.fields["code"],
            label="Code",
            hint="From your authenticator app, or one of your recovery codes.",
            required=CODE_WANTED,
        )


class ConfirmByCode(codes.ReauthenticateForm):
    """A code once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(
            self.fields["code"],
            label="Code",
            hint="From your authenticator app, or one of your recovery codes.",
            required=CODE_WANTED,
        )


class AddKey(AddWebAuthnForm):
    """A new passkey or security key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(self.fields["name"], label="Name of this key, so that you know it again")
        reword(
            self.fields["passwordless"],
            label="Sign in with this key alone",
            hint="Your device then asks for a fingerprint, your face or a PIN instead "
            "of your password.",
        )


class RenameKey(EditWebAuthnForm):
    """Another name for a passkey or security key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(
            self.fields["name"],
            label="Name of this key",
            required="Enter a name for this key.",
        )
