"""A person who can sign in. What they may do hangs on their memberships."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class LowerCaseEmailField(models.EmailField):
    """An e-mail address, kept and looked up in lower case."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return value.lower() if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = value.lower()
            setattr(model_instance, self.attname, value)
        return value


class UserManager(BaseUserManager["User"]):
    """Makes people; the command line and the sign-in pages ask for this name."""

    def create_user(
        self, email: str, password: str | None = None, *, full_name: str
    ) -> "User":
        """Make a person; without a password they cannot sign in until they set one."""
        user = self.model(email=email.strip().lower(), full_name=full_name.strip())
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A person. The e-mail address is the sign-in name, whatever its case."""

    email = LowerCaseEmailField("e-mail address", unique=True)
    full_name = models.CharField(max_length=150)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    objects = UserManager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="user_email_in_lower_case",
                condition=models.Q(email=Lower("email")),
            ),
        )

    def __str__(self) -> str:
        return self.full_name or self.email

    def get_full_name(self) -> str:
        return self.full_name
