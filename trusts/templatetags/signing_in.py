"""Filters of the pages about signing in."""

from allauth.mfa.models import Authenticator
from django import template

from trusts import browsers
from trusts.models import User

register = template.Library()

register.filter("browser_name", browsers.browser_name)


@register.filter
def has_key(user: User) -> bool:
    """Whether the person has a passkey or security key to sign in with."""
    keys = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    return keys.exists()
