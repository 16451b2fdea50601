"""Where somebody is signed in, and what they hear of it."""

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.trusts.signing_in import (
    give_password,
    newest_mail,
    sign_in_with_password,
)
from trusts.actions.sessions import end_sessions

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"


def is_in(client):
    return client.get(reverse("your_account")).status_code == 200


def test_another_browser_is_signed_out_from_here(amina):
    give_password(amina)
    phone = Client(headers={"User-Agent": FIREFOX})
    sign_in_with_password(amina, client=phone)
    here, _ = sign_in_with_password(amina)
    assert "Firefox on Windows" in here.get(reverse("usersessions_list")).text
    number = amina.user.usersession_set.get(user_agent=FIREFOX).pk

    here.post(reverse("session_end", args=[number]))

    assert not is_in(phone)
    assert is_in(here)


def test_all_others_are_signed_out_at_once(amina):
    give_password(amina)
    others = [sign_in_with_password(amina)[0] for _ in range(2)]
    here, _ = sign_in_with_password(amina)

    here.post(reverse("usersessions_list"))

    assert [is_in(client) for client in (*others, here)] == [False, False, True]


def test_nobody_ends_somebody_elses_session(amina, ben, sign_in):
    his = sign_in(ben)
    sessions = his.get(reverse("usersessions_list")).context["sessions"]

    answer = sign_in(amina).post(reverse("session_end", args=[sessions[0].pk]))

    assert answer.status_code == 404
    assert is_in(his)


def test_ending_all_sessions_of_a_person_leaves_none(amina, sign_in):
    clients = [sign_in(amina), sign_in(amina)]

    end_sessions(amina.user)

    assert not any(is_in(client) for client in clients)


def test_a_session_in_use_is_written_down_once_in_five_minutes(
    sign_in, amina, django_assert_num_queries
):
    client = sign_in(amina)
    before = timezone.now()
    cache.clear()
    is_in(client)

    [session] = amina.user.usersession_set.all()
    assert session.last_seen_at > before
    is_in(client)
    assert amina.user.usersession_set.get().last_seen_at == session.last_seen_at


def test_a_new_browser_is_told_of_but_neither_the_first_nor_one_known(amina):
    give_password(amina)
    first, _ = sign_in_with_password(amina)
    first.post(reverse("account_logout"))
    sign_in_with_password(amina, client=first)
    assert mail.outbox == []

    sign_in_with_password(amina)

    assert newest_mail().subject == "You signed in with a new browser"


def test_a_note_somebody_made_up_makes_no_browser_known(amina):
    give_password(amina)
    sign_in_with_password(amina)
    forged = Client()
    forged.cookies["known_browser"] = f"[{amina.user.pk}]:made:up"

    sign_in_with_password(amina, client=forged)

    assert newest_mail().subject == "You signed in with a new browser"
