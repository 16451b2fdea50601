"""Confirming that it is you: at the moment of signing, for one decision, once."""

import pytest
from django.urls import reverse

from procurement.signoff.models import Decision
from tests.procurement.signoff import clinic
from tests.procurement.signoff.test_signing_pages import OBJECT
from tests.trusts.signing_in import PASSWORD, code_of, with_app

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return clinic.open_world()


@pytest.fixture
def client(world):
    return clinic.at_work(world, "Carys")


def test_a_wrong_password_signs_nothing_and_loses_nothing(world, client):
    clinic.decide(client, world, **OBJECT)

    page = clinic.confirm(client, world, password="wrong")

    assert page.status_code == 422
    assert "That is not your password." in page.text
    assert "The valve leaked." in page.text
    assert not Decision.objects.exists()
    clinic.confirm(client, world)
    assert Decision.objects.get().rationale == OBJECT["risk"]


def test_wrong_passwords_run_out_as_at_the_sign_in(world, client):
    clinic.decide(client, world)

    for _ in range(5):
        clinic.confirm(client, world, password="wrong")
    page = clinic.confirm(client, world)

    assert "There were too many attempts" in page.text
    assert not Decision.objects.exists()


def test_having_confirmed_before_is_not_enough(world, client):
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    clinic.decide(client, world)

    page = clinic.confirm(client, world, password="")

    assert "Enter your password." in page.text
    assert not Decision.objects.exists()


def test_a_code_of_the_app_signs_once(world, client):
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret, _ = with_app(client)
    clinic.decide(client, world)
    code = code_of(secret, 1)

    clinic.confirm(client, world, code=code)

    assert Decision.objects.get().proof == "CODE"
    clinic.decide(client, world, choice="ABSTAIN")
    page = clinic.confirm(client, world, code=code)
    assert "That code is not right" in page.text
    assert Decision.objects.get().kind == "APPROVE"


def test_a_recovery_code_proves_nothing_at_the_moment_of_signing(world, client):
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    _, answer = with_app(client)
    [code, *_] = client.get(answer["Location"]).context["unused_codes"]
    clinic.decide(client, world)

    page = clinic.confirm(client, world, code=code)

    assert "That code is not right" in page.text
    assert not Decision.objects.exists()


def test_a_proof_is_for_the_decision_it_was_shown_with(world, client):
    address = reverse("decision_confirm", args=[world.round.pk])
    clinic.decide(client, world)
    act = client.get(address).context["draft"].act
    clinic.decide(client, world, **OBJECT)

    page = client.post(address, {"act": act, "password": PASSWORD})

    assert "You changed it in another window." in page.text
    assert not Decision.objects.exists()
    clinic.confirm(client, world)
    assert Decision.objects.get().kind == "OBJECT_BLOCKING"


def test_who_has_nothing_to_confirm_with_is_told_who_helps(world):
    client = clinic.at_work(world, "Carys")
    clinic.decide(client, world)
    user = world.member("Carys").user
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    clinic.decide(client, world)

    page = client.get(reverse("decision_confirm", args=[world.round.pk])).text

    assert "Who looks after access at your organisation" in page
    assert reverse("account_set_password") not in page
