"""Forms of signing in, of passwords and of one's address, in our words."""

from typing import Any

from allauth.account import forms as account

from trusts.forms.wording import reword, reword_address, reword_new_password
from trusts.models import User


class SignIn(account.LoginForm):
    """The sign-in form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword_address(self.fields["login"], label="E-mail address")
        reword(
            self.fields["password"],
            label="Password",
            required="Enter your password.",
        )


class ConfirmPassword(account.ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(
            self.fields["password"],
            label="Password",
            required="Enter your password.",
        )


class ChangePassword(account.ChangePasswordForm):
    """A new password in place of one that is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword(
            self.fields["oldpassword"],
            label="Your password now",
            required="Enter the password you have now.",
        )
        reword_new_password(self)


class FirstPassword(account.SetPasswordForm):
    """A password for somebody who had none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword_new_password(self)


class AskForLink(account.ResetPasswordForm):
    """Whom to send a link to a new password."""

    users: list[User]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword_address(self.fields["email"], label="E-mail address")

    def clean_email(self) -> str:
        """Nobody gets a link to somebody's account who only may be given it one day."""
        email = super().clean_email()
        self.users = [user for user in self.users if user.email == email.lower()]
        return email


class NewPassword(account.ResetPasswordKeyForm):
    """A new password in place of a forgotten one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword_new_password(self)


class ChangeAddress(account.AddEmailForm):
    """The address one wants to sign in with from now on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reword_address(
            self.fields["email"],
            label="New e-mail address",
            hint="We send a link there. The address you have stays until you open it.",
        )
