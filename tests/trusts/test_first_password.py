"""A first password comes by the mailed link: a session left open makes none."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from tests.cast import signed_in_client
from tests.factories import make_membership
from tests.trusts.signing_in import PASSWORD, link_in, newest_mail
from trusts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    """Somebody who has never had a password: single sign-on, say."""
    member = make_membership()
    member.user.set_unusable_password()
    member.user.save()
    EmailAddress.objects.get_or_create(
        user=member.user, email=member.user.email, primary=True, verified=True
    )
    return member


@pytest.fixture
def client(member):
    return signed_in_client(member)


def test_no_password_is_set_from_a_session(client, member):
    typed = {"password1": PASSWORD, "password2": PASSWORD}

    answer = client.post(reverse("account_set_password"), typed)

    assert answer.status_code == 405
    assert not User.objects.get(pk=member.user.pk).has_usable_password()


def test_the_link_goes_to_the_mailbox_and_sets_it(client, member, settings):
    settings.SENDS_EMAIL = True
    page = client.get(reverse("account_set_password"))
    client.post(reverse("account_reset_password"), {"email": member.user.email})
    form = client.get(link_in(newest_mail()), follow=True)
    client.post(
        form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD}
    )

    assert f"We send a link to {member.user.email}." in page.text
    assert newest_mail().to == [member.user.email]
    assert User.objects.get(pk=member.user.pk).check_password(PASSWORD)


@pytest.mark.parametrize("name", ["mfa_activate_totp", "mfa_add_webauthn"])
def test_no_app_or_passkey_is_added_where_nothing_was_asked(client, name):
    answer = client.get(reverse(name))

    assert answer["Location"] == reverse("account_set_password")


def test_no_other_mailbox_is_given_where_nothing_was_asked(client, member):
    answer = client.post(
        reverse("account_email"), {"email": "else@example.org", "action_add": ""}
    )

    assert answer["Location"] == reverse("account_set_password")
    assert not EmailAddress.objects.filter(email="else@example.org").exists()
