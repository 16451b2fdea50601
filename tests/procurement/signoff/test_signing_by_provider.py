"""Who signs in with their organisation's account signs in there again to sign here."""

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse
from oidc_provider_mock import run_server_in_thread

from procurement.signoff.models import Decision
from tests.cast import signed_in_client
from tests.procurement.signoff import clinic
from tests.trusts.test_single_sign_on import known, offer

pytestmark = pytest.mark.django_db
KNOWN = [
    known("carys", "carys@example.org", True),
    known("dai", "dai@example.org", True),
]


@pytest.fixture(scope="module")
def server_url():
    with run_server_in_thread(user_claims=KNOWN) as server:
        yield f"http://127.0.0.1:{server.server_port}"


@pytest.fixture
def world(settings, server_url):
    offer(settings, server_url)
    world = clinic.open_world()
    for name in ("Carys", "Dai"):
        user = world.member(name).user
        user.set_unusable_password()
        user.save(update_fields=["password"])
        user.emailaddress_set.create(email=user.email, primary=True, verified=True)
        SocialAccount.objects.create(
            user=user, provider="organisation", uid=name.lower()
        )
    return world


@pytest.fixture
def client(world):
    client = signed_in_client(world.member("Carys"))
    clinic.decide(client, world)
    return client


def sign_in_again(client, world, sub="carys"):
    """To the provider, which vouches for SUB, and back to the decision."""
    asked = client.get(reverse("decision_prove", args=[world.round.pk]))["Location"]
    assert "prompt=login" in asked
    assert "max_age=0" in asked
    vouched = requests.post(asked, data={"sub": sub}, allow_redirects=False, timeout=30)
    back = vouched.headers["Location"].partition("//")[2].partition("/")[2]
    return client.get(f"/{back}")


def test_the_provider_vouches_for_one_decision_once(client, world):
    answer = sign_in_again(client, world)
    confirm = reverse("decision_confirm", args=[world.round.pk])
    assert answer["Location"] == confirm
    assert "NHS.net has confirmed that it is you." in client.get(confirm).text

    clinic.confirm(client, world, credential="")

    assert Decision.objects.get().proof == "PROVIDER"
    clinic.decide(client, world, choice="ABSTAIN")
    page = clinic.confirm(client, world, credential="")
    assert page.status_code == 422
    assert Decision.objects.get().kind == "APPROVE"


def test_what_it_vouched_for_is_not_another_decision(client, world):
    sign_in_again(client, world)
    clinic.decide(client, world, choice="ABSTAIN")

    page = clinic.confirm(client, world, credential="")

    assert page.status_code == 422
    assert "has confirmed that it is you" not in page.text
    assert not Decision.objects.exists()


def test_somebody_elses_account_proves_nothing_and_signs_nobody_in(client, world):
    answer = sign_in_again(client, world, "dai")

    page = client.get(answer["Location"])
    assert "That was the account of somebody else." in page.text
    assert page.wsgi_request.user == world.member("Carys").user
    assert not Decision.objects.exists()


def test_a_provider_that_did_not_ask_again_proves_nothing(client, world, monkeypatch):
    monkeypatch.setattr("trusts.proving.SKEW_SECONDS", -3600)

    answer = sign_in_again(client, world)

    page = client.get(answer["Location"])
    assert "did not ask you to sign in again" in page.text
    assert not Decision.objects.exists()
