"""A second step for signing in: an authenticator app, recovery codes, a passkey."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db

PASSWORD = "a long and lovely phrase"
STEP = 30  # seconds an app's code stands


@pytest.fixture
def amina_with_password(amina):
    amina.user.set_password(PASSWORD)
    amina.user.save(update_fields=["password"])
    amina.user.emailaddress_set.create(
        email=amina.user.email, primary=True, verified=True
    )
    return amina


def signed_in_with_password():
    client = Client()
    answer = client.post(
        reverse("account_login"), {"login": "amina@example.org", "password": PASSWORD}
    )
    return client, answer


def signed_in_and_confirmed():
    """Signed in, and confirmed again: changing how one signs in asks for that."""
    client, _ = signed_in_with_password()
    asked = client.get(reverse("mfa_activate_totp"))
    client.post(asked["Location"], {"password": PASSWORD})
    return client


def code_of(secret, steps_ahead=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // STEP + steps_ahead))


def test_an_authenticator_app_is_asked_for_once_it_is_set_up(amina_with_password):
    client = signed_in_and_confirmed()
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    assert "img-src 'self' data:" in page["Content-Security-Policy"]

    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    codes = client.get(answer["Location"]).context["unused_codes"]

    client, answer = signed_in_with_password()
    assert answer["Location"] == reverse("mfa_authenticate")
    assert client.get("/organisations/").status_code == 302

    # An app's code serves once, so the next window's is sent.
    answer = client.post(answer["Location"], {"code": code_of(secret, 1)})
    assert answer["Location"] == "/"
    assert client.get("/organisations/").status_code == 200

    client, answer = signed_in_with_password()
    client.post(answer["Location"], {"code": codes[0]})
    assert client.get("/organisations/").status_code == 200


def test_a_wrong_code_lets_nobody_in(amina_with_password):
    client = signed_in_and_confirmed()
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})

    client, answer = signed_in_with_password()
    page = client.post(answer["Location"], {"code": "000000"})

    assert "There is a problem" in page.content.decode()
    assert client.get("/organisations/").status_code == 302
