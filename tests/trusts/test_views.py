"""Signing in, which membership is in use, and what is said where there is none."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_membership
from trusts import actions
from trusts.http import say_done
from trusts.roles import Role

pytestmark = pytest.mark.django_db

PASSWORD = "a long and lovely phrase"


@pytest.fixture
def amina_with_password(amina):
    amina.user.set_password(PASSWORD)
    amina.user.save(update_fields=["password"])
    return amina


def sign_in_by_hand(email, password=PASSWORD, **more):
    client = Client()
    answer = client.post(
        reverse("account_login"), {"login": email, "password": password, **more}
    )
    return client, answer


def test_sign_in_takes_the_address_in_any_case(amina_with_password):
    client, answer = sign_in_by_hand("AMINA@Example.org")

    assert answer["Location"] == "/"
    page = client.get(reverse("organisation_list"))
    assert "Northgate University Hospitals" in page.content.decode()
    assert "Procurement lead" in page.content.decode()


def test_sign_in_goes_on_to_the_page_that_was_asked_for(amina_with_password):
    _, answer = sign_in_by_hand("amina@example.org", next="/organisations/")

    assert answer["Location"] == "/organisations/"


def test_sign_in_never_goes_on_to_another_site(amina_with_password):
    _, answer = sign_in_by_hand("amina@example.org", next="https://example.com/")

    assert answer["Location"] == "/"


@pytest.mark.parametrize("email", ["amina@example.org", "nobody@example.org"])
def test_a_wrong_sign_in_says_the_same_whether_or_not_there_is_an_account(
    amina_with_password, email
):
    _, answer = sign_in_by_hand(email, "wrong")

    assert "do not go together" in answer.content.decode()


def test_after_five_wrong_passwords_even_the_right_one_has_to_wait(
    amina_with_password,
):
    for _ in range(5):
        sign_in_by_hand("amina@example.org", "wrong")
    client, answer = sign_in_by_hand("amina@example.org")

    assert "too many attempts" in answer.content.decode()
    assert client.get("/organisations/").status_code == 302

    cache.clear()
    assert sign_in_by_hand("amina@example.org")[1].status_code == 302


def test_nobody_makes_an_account_for_themselves():
    page = Client().post(
        reverse("account_signup"),
        {"email": "x@example.org", "password1": PASSWORD, "password2": PASSWORD},
    )

    assert "Accounts are by invitation" in page.content.decode()


def test_a_closed_account_cannot_sign_in(amina_with_password):
    amina_with_password.user.is_active = False
    amina_with_password.user.save(update_fields=["is_active"])

    client, _ = sign_in_by_hand("amina@example.org")

    assert client.get("/organisations/").status_code == 302


def test_every_page_of_ours_asks_the_signed_out_to_sign_in(client):
    for name in ("home", "organisation_list", "choose_membership"):
        answer = client.get(reverse(name))
        assert answer["Location"].startswith(reverse("account_login"))


def test_the_only_membership_is_in_use_without_asking(client, amina):
    client.force_login(amina.user)

    assert client.get("/organisations/").wsgi_request.member == amina


def test_of_several_memberships_one_is_chosen_and_can_be_switched(
    client, amina, southmere
):
    at_southmere = make_membership("Amina Shah", Role.TRUST_FINANCE, southmere)
    client.force_login(amina.user)
    choose = reverse("choose_membership")
    assert client.get("/organisations/")["Location"] == choose

    answer = client.post(
        choose, {"membership": at_southmere.pk, "next": "/organisations/"}
    )

    assert answer["Location"] == "/organisations/"
    page = client.get("/organisations/")
    assert page.wsgi_request.member == at_southmere
    assert "Switch" in page.content.decode()


@pytest.mark.parametrize(
    "next_page", ["https://example.com/", "//example.com", "foo", ""]
)
def test_choosing_never_goes_on_to_another_site(client, amina, southmere, next_page):
    make_membership("Amina Shah", Role.TRUST_FINANCE, southmere)
    client.force_login(amina.user)

    answer = client.post(
        reverse("choose_membership"), {"membership": amina.pk, "next": next_page}
    )

    assert answer["Location"] == "/"


@pytest.mark.parametrize("answer", ["", "nonsense", "{dilys}"])
def test_somebody_elses_membership_cannot_be_chosen(
    client, amina, dilys, southmere, answer
):
    make_membership("Amina Shah", Role.TRUST_FINANCE, southmere)
    client.force_login(amina.user)

    page = client.post(
        reverse("choose_membership"), {"membership": answer.format(dilys=dilys.pk)}
    )

    assert page.status_code == 422
    assert "There is a problem" in page.content.decode()
    assert page.wsgi_request.member is None


def test_a_membership_that_ended_stops_working_at_once(sign_in, amina):
    client = sign_in(amina)
    assert client.get("/organisations/").status_code == 200

    yesterday = timezone.localdate() - timedelta(days=1)
    actions.end_membership(amina, on=yesterday, by=None, at=timezone.now())

    assert client.get("/organisations/")["Location"] == reverse("choose_membership")
    page = client.get(reverse("choose_membership"))
    assert page.status_code == 403
    assert "You have no access today" in page.content.decode()


def test_signing_out_ends_it(sign_in, amina):
    client = sign_in(amina)

    client.post(reverse("account_logout"))

    assert client.get("/organisations/").status_code == 302


def test_where_a_second_factor_is_required_nothing_else_opens(sign_in, amina, settings):
    settings.SECOND_FACTOR_REQUIRED = True

    answer = sign_in(amina).get("/organisations/")

    assert answer["Location"] == reverse("mfa_index")


def test_a_wrong_address_looks_like_the_rest(sign_in, amina):
    page = sign_in(amina).get("/nothing/here/")

    assert page.status_code == 404
    assert "Page not found" in page.content.decode()


def test_say_done_keeps_the_address_that_undoes_it(sign_in, amina):
    request = sign_in(amina).get("/organisations/").wsgi_request
    request._messages = FallbackStorage(request)

    say_done(request, "The import was rolled back.", undo_url="/imports/1/restore/")

    [message] = get_messages(request)
    assert message.extra_tags == "/imports/1/restore/"


@pytest.mark.parametrize("name", ["organisation_list", "choose_membership"])
def test_pages_of_people_signed_in_are_kept_in_no_cache(amina, sign_in, name):
    answer = sign_in(amina).get(reverse(name))

    assert answer["Cache-Control"] == "private, no-store"
