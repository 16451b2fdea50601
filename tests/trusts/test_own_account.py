"""One's own account: name, password and address."""

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_membership
from tests.trusts.signing_in import (
    PASSWORD,
    confirmed,
    give_password,
    link_in,
    newest_mail,
    sign_in_with_password,
)
from trusts.actions.people import rename_person
from trusts.models import AuditEvent, User
from trusts.roles import Role
from trusts.rules import Refused

pytestmark = pytest.mark.django_db

ACCOUNT = reverse("your_account")
NEW_PASSWORD = "another long and lovely phrase"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"


def is_in(client):
    return client.get(ACCOUNT).status_code == 200


def ask_for_link(email):
    return Client().post(reverse("account_reset_password"), {"email": email})


def set_password_by(link, password=NEW_PASSWORD):
    """Open a mailed link and set a password there."""
    client = Client()
    form = client.get(link, follow=True).redirect_chain[-1][0]
    new = {"password1": password, "password2": password}
    return client, client.post(form, new)


# --- The page --------------------------------------------------------------------


def test_your_account_says_how_one_signs_in_and_where_one_works(
    sign_in, amina, southmere, django_assert_max_num_queries
):
    make_membership("Amina Shah", Role.TRUST_FINANCE, southmere)
    client = sign_in(amina)

    with django_assert_max_num_queries(14):
        page = client.get(ACCOUNT)

    for words in (
        "amina@example.org",
        "With this browser only",
        "Northgate University Hospitals, procurement lead",
        "Southmere Hospitals, trust finance",
        "Switch to another",
    ):
        assert words in page.text


def test_a_name_is_changed_and_recorded(sign_in, amina):
    sign_in(amina).post(reverse("your_name"), {"full_name": " Amina Shah-Jones "})

    assert User.objects.get(pk=amina.user.pk).full_name == "Amina Shah-Jones"
    [event] = AuditEvent.objects.filter(action="person_renamed")
    assert event.detail["before"] == "Amina Shah"


def test_a_name_leads_nowhere_and_is_seen_whole(sign_in, amina):
    client = sign_in(amina)

    for wrong in ("Amina www.x.example", "Am\N{ZERO WIDTH SPACE}ina", "A\x07mina"):
        page = client.post(reverse("your_name"), {"full_name": wrong})
        assert page.context["form"].errors["full_name"]
        with pytest.raises(Refused):
            rename_person(amina.user, full_name=wrong, by=amina, at=timezone.now())
    client.post(reverse("your_name"), {"full_name": "Amina\r\nShah-Jones"})

    assert User.objects.get(pk=amina.user.pk).full_name == "Amina Shah-Jones"


def test_a_name_is_needed(sign_in, amina):
    page = sign_in(amina).post(reverse("your_name"), {"full_name": " "})

    assert page.status_code == 422
    assert "Enter your name" in page.text


# --- Password --------------------


def test_a_forgotten_password_is_set_anew_by_a_link_that_works_once(amina):
    give_password(amina)
    elsewhere, _ = sign_in_with_password(amina)
    ask_for_link("AMINA@example.org")
    link = link_in(newest_mail())

    client, answer = set_password_by(link)

    assert answer["Location"] == "/"
    assert is_in(client)
    assert not is_in(elsewhere)
    [notice] = [m for m in mail.outbox if m.subject == "Your password was set anew"]
    assert "If it was not you" in notice.body
    used = Client().get(link, follow=True)
    assert "This link no longer works" in used.text


def test_a_wrong_link_says_so_and_gives_another(settings):
    settings.SENDS_EMAIL = True
    page = Client().get(
        reverse("account_reset_password_from_key", args=["1", "abc-def"])
    )

    assert "This link no longer works" in page.text
    assert reverse("account_reset_password") in page.text


def test_asking_for_a_link_answers_the_same_whether_or_not_there_is_an_account(amina):
    give_password(amina)

    answers = [ask_for_link(f"{name}@example.org") for name in ("amina", "nobody")]

    assert answers[0]["Location"] == answers[1]["Location"]
    assert "There is no account for that address" in newest_mail().body
    assert [each.to for each in mail.outbox] == [
        ["amina@example.org"],
        ["nobody@example.org"],
    ]


def test_asking_for_links_again_and_again_has_to_wait(amina):
    for _ in range(5):
        ask_for_link("amina@example.org")

    page = ask_for_link("amina@example.org")

    assert page.status_code == 429
    assert "Too many attempts" in page.text


def test_changing_the_password_signs_out_everywhere_else(amina):
    give_password(amina)
    elsewhere, _ = sign_in_with_password(amina)
    here, _ = sign_in_with_password(amina)

    answer = here.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
        headers={"User-Agent": FIREFOX},
    )

    assert answer["Location"] == ACCOUNT
    assert is_in(here)
    assert not is_in(elsewhere)
    assert "Where: Firefox on Windows" in newest_mail().body
    assert "London time" in newest_mail().body


def test_a_mail_server_that_is_down_stops_nobody(amina, monkeypatch):
    client = confirmed(amina)

    def refuse(*_):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    answer = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
        follow=True,
    )

    assert "An e-mail to you could not be sent" in answer.text
    assert sign_in_with_password(amina, NEW_PASSWORD)[1].status_code == 302


# --- Address --------------------


def ask_for_address(client, email):
    return client.post(
        reverse("account_email"), {"action_add": "1", "email": email}, follow=True
    )


def test_a_new_address_counts_once_it_is_confirmed_and_the_old_one_hears_of_it(amina):
    client = confirmed(amina)
    page = ask_for_address(client, "amina.shah@example.org")
    assert "A link is on its way" in page.text
    assert newest_mail().to == ["amina.shah@example.org"]
    link = link_in(newest_mail())
    assert sign_in_with_password(amina)[1].status_code == 302

    Client().get(link)
    Client().post(link)

    amina.user.refresh_from_db()
    [address] = amina.user.emailaddress_set.all()
    assert amina.user.email == address.email == "amina.shah@example.org"
    assert address.verified
    assert address.primary
    assert newest_mail().to == ["amina@example.org"]
    assert "amina.shah@example.org" in newest_mail().body
    assert sign_in_with_password(amina)[1].status_code == 302
    assert "This link no longer works" in Client().get(link).text


def test_an_address_that_waits_neither_signs_in_nor_gets_a_link(amina):
    ask_for_address(confirmed(amina), "amina.shah@example.org")
    mail.outbox.clear()
    cache.clear()

    answer = Client().post(
        reverse("account_login"),
        {"login": "amina.shah@example.org", "password": PASSWORD},
    )
    ask_for_link("amina.shah@example.org")

    assert answer.status_code == 200
    assert "There is no account for that address" in newest_mail().body


def test_a_change_of_address_can_be_taken_back(amina):
    client = confirmed(amina)
    ask_for_address(client, "amina.shah@example.org")
    link = link_in(newest_mail())

    client.post(
        reverse("account_email"),
        {"action_remove": "1", "email": "amina.shah@example.org"},
    )

    assert "This link no longer works" in Client().get(link).text
    assert User.objects.get(pk=amina.user.pk).email == "amina@example.org"


def test_somebody_elses_address_cannot_be_taken_and_the_page_does_not_tell(amina, ben):
    give_password(ben)
    client = confirmed(amina)
    page = ask_for_address(client, "ben@example.org")
    assert "A link is on its way" in page.text

    link = link_in(newest_mail())
    assert "This address is taken" in Client().get(link).text
    Client().post(link)

    assert User.objects.get(pk=amina.user.pk).email == "amina@example.org"
    assert User.objects.get(pk=ben.user.pk).email == "ben@example.org"


def test_changing_the_address_asks_for_the_password_again(amina):
    client, _ = sign_in_with_password(give_password(amina))

    answer = client.post(
        reverse("account_email"), {"action_add": "1", "email": "x@example.org"}
    )

    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    assert mail.outbox == []
