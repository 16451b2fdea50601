"""Every address, tried by everybody: signed out, without a role, in the wrong one.

A row of another trust is tried in the tests of each room; here every address is given
the number of a row that does not exist.
"""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.house_rules.the_house import our_patterns
from trusts.models import Membership

pytestmark = pytest.mark.django_db

EVERYBODY = ("amina", "ben", "carys", "dilys", "rae", "stella", "aldo", "petra")
UUID, NO_ACT = r"<uuid:\w+>", "99999999-9999-9999-9999-999999999999"
GUARDED = [
    pytest.param(
        pattern.callback.required_permission,
        "/" + re.sub(r"<\w+:\w+>", "999999999", re.sub(UUID, NO_ACT, address)),
        id=str(pattern.name),
    )
    for pattern, address in our_patterns()
    if hasattr(pattern.callback, "required_permission")
]


def ask(client, address):
    """GET the address, or POST where only that is taken."""
    answer = client.get(address)
    return client.post(address) if answer.status_code == 405 else answer


@pytest.mark.parametrize(("permission", "address"), GUARDED)
def test_the_signed_out_are_asked_to_sign_in(permission, address):
    answer = ask(Client(), address)

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize(("permission", "address"), GUARDED)
def test_without_a_membership_nothing_opens(permission, address, amina):
    client = Client()
    client.force_login(amina.user)
    Membership.objects.all().delete()

    assert ask(client, address)["Location"] == reverse("choose_membership")


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize(("permission", "address"), GUARDED)
def test_the_wrong_role_is_refused_and_the_right_one_let_in(
    request, sign_in, permission, address, who
):
    member = request.getfixturevalue(who)

    answer = ask(sign_in(member), address)

    refused = answer.status_code == 403
    assert refused is not member.may(permission)
    assert answer.status_code < 500
