"""Sign-in by the organisation's own account, against a provider on loopback."""

from urllib.parse import urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse
from oidc_provider_mock import User as Known
from oidc_provider_mock import run_server_in_thread

from tests.trusts.signing_in import confirmed, newest_mail, with_app
from trusts.models import User

pytestmark = pytest.mark.django_db

START = reverse("openid_connect_login", args=["organisation"])
PLACES = reverse("organisation_list")


def known(sub, email, verified):
    return Known(sub=sub, claims={"email": email, "email_verified": verified})


KNOWN = [
    known("amina", "Amina@example.org", True),
    known("amina-moved", "amina.shah@example.org", True),
    known("unverified", "amina@example.org", False),
    known("in-words", "amina@example.org", "false"),
    known("stranger", "stranger@example.org", True),
    Known(sub="nameless"),
]


def offer(settings, server_url, **more):
    """Settings as an installation with this provider has them."""
    settings.OIDC_SERVER_URL = server_url
    settings.OIDC_NAME = "NHS.net"
    app = {
        "provider_id": "organisation",
        "name": "NHS.net",
        "client_id": "prices",
        "secret": "a secret of ours",
        "settings": {"server_url": server_url} | more,
    }
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }


@pytest.fixture(scope="module")
def server_url():
    with run_server_in_thread(user_claims=KNOWN) as server:
        yield f"http://127.0.0.1:{server.server_port}"


@pytest.fixture
def provider(settings, server_url):
    offer(settings, server_url)


def sign_in_as(sub, client=None, **query):
    """The whole way: to the provider, who says it is `sub`, and back."""
    client = client or Client()
    asked = client.get(START, query)
    vouched = requests.post(
        asked["Location"], data={"sub": sub}, allow_redirects=False, timeout=30
    )
    back = urlsplit(vouched.headers["Location"])
    return client, client.get(f"{back.path}?{back.query}")


@pytest.mark.usefixtures("provider")
def test_somebody_with_an_account_is_signed_in_and_linked_once(amina):
    client, answer = sign_in_as("amina", next=PLACES)
    assert answer["Location"] == PLACES
    assert client.get(reverse("your_account")).wsgi_request.user == amina.user

    sign_in_as("amina")

    [linked] = SocialAccount.objects.all()
    assert (linked.user, linked.uid) == (amina.user, "amina")
    assert "NHS.net: linked" in client.get(reverse("your_account")).text


@pytest.mark.usefixtures("provider", "amina")
@pytest.mark.parametrize("sub", ["unverified", "in-words", "stranger", "nameless"])
def test_nobody_else_is_signed_in_and_no_account_is_made(sub):
    before = User.objects.count()

    client, page = sign_in_as(sub)

    assert page.status_code == 403
    assert "There is no account for you yet" in page.text
    assert not client.get(reverse("account_login")).wsgi_request.user.is_authenticated
    assert (User.objects.count(), SocialAccount.objects.count()) == (before, 0)


def test_addresses_of_domains_the_provider_gives_out_count_as_verified(
    amina, settings, server_url
):
    offer(settings, server_url, verified_email=["example.org"])

    client, answer = sign_in_as("unverified")

    assert client.get(reverse("your_account")).wsgi_request.user == amina.user


@pytest.mark.usefixtures("provider")
def test_an_address_that_waits_to_be_confirmed_signs_nobody_in(amina):
    amina.user.emailaddress_set.create(email="amina.shah@example.org", verified=False)

    _, page = sign_in_as("amina-moved")

    assert page.status_code == 403
    assert not SocialAccount.objects.exists()


@pytest.mark.usefixtures("provider")
def test_a_closed_account_stays_closed(amina):
    amina.user.is_active = False
    amina.user.save(update_fields=["is_active"])

    client, answer = sign_in_as("amina")

    assert answer["Location"] == reverse("account_inactive")
    assert not answer.wsgi_request.user.is_authenticated


@pytest.mark.usefixtures("provider")
def test_an_account_cannot_be_linked_by_somebody_elses_identity(amina, sign_in):
    client, answer = sign_in_as("stranger", sign_in(amina), process="connect")

    assert answer.status_code == 403
    assert not SocialAccount.objects.exists()


@pytest.mark.usefixtures("provider")
def test_a_second_step_set_up_here_is_asked_for(amina):
    with_app(confirmed(amina))

    _, answer = sign_in_as("amina")

    assert answer["Location"] == reverse("mfa_authenticate")


@pytest.mark.usefixtures("provider", "amina")
@pytest.mark.parametrize(("counts", "answer"), [(False, 302), (True, 200)])
def test_the_providers_second_step_counts_where_the_installation_says_so(
    settings, counts, answer
):
    settings.SECOND_FACTOR_REQUIRED = True
    settings.OIDC_MFA = counts
    client, _ = sign_in_as("amina")

    assert client.get(PLACES).status_code == answer


@pytest.mark.usefixtures("provider")
def test_the_link_can_be_taken_away(amina):
    sign_in_as("amina")
    client = confirmed(amina)
    [linked] = SocialAccount.objects.all()

    page = client.post(
        reverse("socialaccount_connections"), {"account": linked.pk}, follow=True
    )

    assert "Your account is not linked" in page.text
    assert newest_mail().subject == "You no longer sign in with NHS.net"


def test_a_provider_that_is_down_leaves_a_page_and_the_password(settings, client):
    offer(settings, "http://127.0.0.1:9")  # nothing listens there

    page = client.get(START)

    assert page.status_code == 503
    assert "That did not work" in page.text


@pytest.mark.usefixtures("provider")
def test_an_answer_nobody_asked_for_signs_nobody_in(client):
    page = client.get(
        reverse("openid_connect_callback", args=["organisation"]),
        {"code": "1", "state": "2"},
    )

    assert page.status_code == 401
    assert "That did not work" in page.text


@pytest.mark.usefixtures("provider")
def test_who_stops_half_way_is_told_that_nothing_happened(client):
    state = urlsplit(client.get(START)["Location"]).query.split("state=")[1]
    back = {"error": "access_denied", "state": state.split("&")[0]}

    answer = client.get(reverse("openid_connect_callback", args=["organisation"]), back)

    assert answer["Location"] == reverse("socialaccount_login_cancelled")


def test_the_button_is_there_only_where_a_provider_is(client, settings, server_url):
    assert START not in client.get(reverse("account_login")).text

    offer(settings, server_url)

    page = client.get(reverse("account_login"), {"next": PLACES}).text
    assert (
        f"{START}?next=%2Forganisations%2F" in page or f"{START}?next={PLACES}" in page
    )
    assert "Sign in with NHS.net" in page
