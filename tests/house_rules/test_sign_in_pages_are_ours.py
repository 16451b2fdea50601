"""Signing in speaks our words: no page, message or mail of the library's is left."""

from pathlib import Path

import allauth
import pytest
from django.template.loader import get_template
from django.test import Client
from django.urls import get_resolver, reverse

from tests.house_rules.the_house import TOP
from tests.trusts.signing_in import confirmed

THEIRS = Path(allauth.__file__).parent / "templates"
PARTS = ("account", "mfa", "socialaccount", "usersessions")
# What nobody can reach here, and why.
NOT_REACHED = {
    "account/email.html": "one address a person",
    "account/password_set.html": "a first password comes by the mailed link",
    "account/signup.html": "accounts are by invitation",
    "account/signup_by_passkey.html": "accounts are by invitation",
    "account/email/account_already_exists_message.txt": "accounts are by invitation",
    "account/email/account_already_exists_subject.txt": "accounts are by invitation",
    "account/email/email_confirmation_signup_message.txt": "by invitation",
    "account/email/email_confirmation_signup_subject.txt": "by invitation",
    "account/email/email_confirm_message.txt": "sent by nothing",
    "account/email/email_confirm_subject.txt": "sent by nothing",
    "account/verified_email_required.html": "no page of ours asks for it",
    "account/snippets/already_logged_in.html": "our pages do not include it",
    "account/snippets/warn_no_email.html": "everybody has an address",
    "mfa/trust.html": "no browser is trusted instead of a second step",
    "mfa/webauthn/signup_form.html": "accounts are by invitation",
    "socialaccount/login.html": "the link leads on at once",
    "socialaccount/login_redirect.html": "only with stricter cookies than ours",
    "socialaccount/signup.html": "accounts are by invitation",
    "socialaccount/snippets/login.html": "our pages do not include it",
    "socialaccount/snippets/provider_list.html": "our pages do not include it",
}
BY_CODE_OR_PHONE = ("code", "phone")  # nothing is confirmed by either


def says_something(path):
    return "trans" in path.read_text()


def wordings():
    for part in PARTS:
        for path in sorted((THEIRS / part).rglob("*.*")):
            name = str(path.relative_to(THEIRS))
            is_off = any(word in path.name for word in BY_CODE_OR_PHONE)
            if says_something(path) and (not is_off or "recovery" in name):
                yield name


@pytest.mark.parametrize("name", list(wordings()))
def test_each_wording_of_the_library_is_replaced_or_out_of_reach(name):
    is_ours = Path(get_template(name).origin.name).is_relative_to(TOP / "templates")

    assert is_ours is not (name in NOT_REACHED)


SAMPLES = {"uidb36": "1", "key": "none", "pk": 1, "provider_id": "organisation"}


def their_addresses():
    """Each named address of the library, filled with numbers of nothing."""
    named = get_resolver().reverse_dict
    for name in filter(lambda key: isinstance(key, str), named):
        [(_, parameters), *_] = named.getlist(name)[0][0]
        kwargs = {each: SAMPLES[each] for each in parameters if each in SAMPLES}
        if name.startswith(("account_", "mfa_", "socialaccount", "usersessions_")):
            yield pytest.param(reverse(name, kwargs=kwargs), id=name)


@pytest.mark.django_db
@pytest.mark.parametrize("address", list(their_addresses()))
def test_each_address_of_the_library_answers_with_a_page_of_ours(address, amina):
    for client in (Client(), confirmed(amina)):
        page = client.get(address)

        assert page.status_code < 500
        for template in page.templates:
            origin = Path(template.origin.name)
            assert not (origin.is_relative_to(THEIRS) and says_something(origin))
