"""Forms of signing in and of one's own account, in our words."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm


class SignIn(LoginForm):
    """The sign-in form, in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label = "E-mail address"
        login.error_messages |= {
            "required": "Enter your e-mail address.",
            "invalid": "Enter an e-mail address, such as name@example.org.",
        }
        password.error_messages |= {"required": "Enter your password."}
        password.help_text = ""
        for field in (login, password):
            field.widget.attrs.pop("placeholder", None)


class AddKey(AddWebAuthnForm):
    """The form that adds a passkey or security key, in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Name of this key, so that you know it again"
        self.fields["passwordless"].label = "Sign in with this key alone"
        self.fields["passwordless"].help_text = (
            "Your device then asks for a fingerprint, your face or a PIN instead of "
            "your password."
        )
