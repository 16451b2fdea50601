"""How tests sign in by hand: with a password, an authenticator app, a mailed link."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.test import Client
from django.urls import reverse

PASSWORD = "a long and lovely phrase"
STEP = 30  # seconds an app's code stands


def give_password(member, password=PASSWORD):
    """The member as somebody who has a password and a verified address."""
    member.user.set_password(password)
    member.user.save(update_fields=["password"])
    member.user.emailaddress_set.get_or_create(
        email=member.user.email, defaults={"primary": True, "verified": True}
    )
    return member


def sign_in_with_password(member, password=PASSWORD, client=None, **more):
    """A client with the member's password, and what it was answered."""
    client = client or Client()
    answer = client.post(
        reverse("account_login"),
        {"login": member.user.email, "password": password, **more},
    )
    return client, answer


def confirmed(member):
    """Signed in, and confirmed again: changing how one signs in asks for that."""
    client, _ = sign_in_with_password(give_password(member))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def code_of(secret, steps_ahead=0):
    """What the app shows. A code serves once, and the ones either side of now are
    taken too: so a second one is that of the next step, never waited for."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // STEP + steps_ahead))


def with_app(client):
    """Set up an authenticator app; its secret and the answer."""
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    return secret, answer


def link_in(message):
    """The path of the first link in a mail."""
    return re.search(r"https?://[^/\s]+(/\S+)", message.body)[1]


def newest_mail():
    return mail.outbox[-1]
