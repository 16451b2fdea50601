"""Every address, tried by everybody: signed out, without a role, in the wrong one.

A row of another trust is tried in the tests of each room; here every address is given
the number of a row that does not exist. One test tries all addresses, one after the
other, each as if nobody had asked for another; what it finds wrong it names.
"""

import re

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.house_rules.the_house import our_patterns
from trusts.models import Membership

pytestmark = pytest.mark.django_db

EVERYBODY = ("amina", "ben", "carys", "dilys", "rae", "stella", "aldo", "petra")
UUID, NO_ACT = r"<uuid:\w+>", "99999999-9999-9999-9999-999999999999"
GUARDED = {
    "/" + re.sub(r"<\w+:\w+>", "999999999", re.sub(UUID, NO_ACT, address)): (
        pattern.callback.required_permission
    )
    for pattern, address in our_patterns()
    if hasattr(pattern.callback, "required_permission")
}


def ask(address, cookies=None):
    """GET the address, or POST where only that is taken; nothing of it stays."""
    client = Client()
    client.cookies.load(cookies or {})
    with transaction.atomic():
        answer = client.get(address)
        if answer.status_code == 405:
            answer = client.post(address)
        transaction.set_rollback(True)
    return answer


def cookies_of(client):
    return {name: cookie.value for name, cookie in client.cookies.items()}


def test_the_signed_out_are_asked_to_sign_in():
    answers = {address: ask(address) for address in GUARDED}

    assert [
        (address, answer.status_code)
        for address, answer in answers.items()
        if not answer.get("Location", "").startswith(reverse("account_login"))
    ] == []


def test_without_a_membership_nothing_opens(amina):
    client = Client()
    client.force_login(amina.user)
    Membership.objects.all().delete()

    answers = {address: ask(address, cookies_of(client)) for address in GUARDED}

    assert [
        (address, answer.status_code)
        for address, answer in answers.items()
        if answer.get("Location") != reverse("choose_membership")
    ] == []


@pytest.mark.parametrize("who", EVERYBODY)
def test_the_wrong_role_is_refused_and_the_right_one_let_in(request, sign_in, who):
    member = request.getfixturevalue(who)
    cookies = cookies_of(sign_in(member))

    answers = {address: ask(address, cookies).status_code for address in GUARDED}

    assert {
        address: status
        for address, status in answers.items()
        if (status == 403) is member.may(GUARDED[address]) or status >= 500
    } == {}
