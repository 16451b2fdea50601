"""An invitation's link: what it opens, once, and what it says when it has ended."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.trusts.inviting import NEW, accept, close_by_waiting, invite, page_of
from trusts import actions
from trusts.models import (
    AuditEvent,
    Invitation,
    Membership,
    User,
)
from trusts.roles import Role

pytestmark = pytest.mark.django_db


def test_somebody_new_gets_an_account_and_the_role_and_is_in(amina, client):
    invitation = invite(amina)
    page = client.get(page_of(invitation))
    assert page["Referrer-Policy"] == "strict-origin"
    assert page["Cache-Control"] == "private, no-store"
    assert 'value="Nadia Ferreira"' in page.content.decode()

    answer = accept(client, invitation, full_name="Nadia  Ferreira-Lopes")

    assert answer["Location"] == reverse("home")
    nadia = Membership.objects.get(user__email="nadia@example.org")
    assert client.get("/organisations/").wsgi_request.member == nadia
    assert nadia.user.full_name == "Nadia Ferreira-Lopes"
    assert nadia.user.last_login
    assert nadia.granted_by == amina
    assert nadia.user.emailaddress_set.get().verified
    done = AuditEvent.objects.get(action="invitation_accepted")
    assert (done.membership_number, done.organisation) == (nadia.pk, "NGT")


def test_with_a_second_step_required_somebody_new_is_led_there(amina, client, settings):
    settings.SECOND_FACTOR_REQUIRED = True

    assert accept(client, invite(amina))["Location"] == reverse("mfa_index")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"password": "short1"}, "too short"),
        ({"password": "nadia@example.org"}, "too similar"),
        ({"password": "password"}, "too common"),
        ({"full_name": " "}, "Enter your full name."),
        ({"full_name": "Win at https://x.example"}, "no web address"),
        ({"full_name": "Nadia\u202eierre"}, "without hidden characters"),
    ],
)
def test_what_is_wrong_stands_beside_the_field_and_makes_no_account(
    amina, client, wrong, said
):
    page = accept(client, invite(amina), **wrong)

    assert page.status_code == 422
    assert said in page.content.decode()
    assert not User.objects.filter(email="nadia@example.org").exists()


def test_a_link_works_once_and_says_whom_to_tell(amina, client):
    invitation = invite(amina)
    accept(client, invitation)

    for again in (Client().get(page_of(invitation)), accept(Client(), invitation)):
        assert again.status_code == 410
        page = again.content.decode()
        assert "This invitation has been used" in page
        assert "amina@example.org" in page
    assert Membership.objects.filter(user__email="nadia@example.org").count() == 1


def close_by_withdrawing(invitation, by):
    actions.withdraw_invitation(invitation, by=by, at=timezone.now())


def close_by_sending_again(invitation, by):
    later = timezone.now() + timedelta(minutes=5)
    actions.send_invitation_again(invitation, site="http://testserver", by=by, at=later)


def close_by_time(invitation, by):
    yesterday = timezone.localdate() - timedelta(days=1)
    Invitation.objects.filter(pk=invitation.pk).update(
        starts_on=yesterday, ends_on=yesterday
    )


def close_by_leaving(invitation, by):
    actions.end_membership_at_once(by, by=None, at=timezone.now())


def close_by_closing_the_senders_account(invitation, by):
    User.objects.filter(pk=by.user_id).update(is_active=False)


@pytest.mark.parametrize(
    ("close", "said", "asks"),
    [
        (close_by_withdrawing, "This invitation was withdrawn", "amina@example.org"),
        (close_by_sending_again, "There is a newer link", "amina@example.org"),
        (close_by_waiting, "This link has ended", "amina@example.org"),
        (close_by_time, "The access this was for is over", "amina@example.org"),
        (close_by_leaving, "no longer counts", "the procurement lead"),
        (
            close_by_closing_the_senders_account,
            "no longer counts",
            "the procurement lead",
        ),
    ],
)
def test_each_closed_link_says_why_and_whom_to_ask(amina, client, close, said, asks):
    invitation = invite(amina)
    close(invitation, amina)

    for answer in (client.get(page_of(invitation)), accept(client, invitation)):
        assert answer.status_code == 410
        assert said in answer.content.decode()
        assert asks in answer.content.decode()
    assert not User.objects.filter(email="nadia@example.org").exists()


def test_sending_again_takes_over_the_invitation_of_who_has_left(amina, petra, client):
    invitation = invite(amina, at=timezone.now() - timedelta(hours=1))
    actions.end_membership_at_once(amina, by=petra, at=timezone.now())

    again = actions.send_invitation_again(
        invitation, site="http://testserver", by=petra, at=timezone.now()
    )

    assert accept(client, again).status_code == 302
    member = Membership.objects.get(user__email="nadia@example.org")
    assert member.granted_by == petra


def test_a_link_is_sent_again_once_the_last_had_time_to_arrive(amina, sign_in):
    invitation = invite(amina)
    client = sign_in(amina)
    again = reverse("invitation_send_again", args=[invitation.pk])

    page = client.post(again, follow=True).content.decode()
    assert "less than five minutes old" in page
    assert f'action="{again}"' not in page
    Invitation.objects.update(invited_at=timezone.now() - timedelta(minutes=6))
    page = client.post(again, follow=True).content.decode()
    assert "A new link goes to nadia@example.org" in page


def test_an_account_made_by_another_invitation_meanwhile_is_signed_in_to_first(
    amina, client, monkeypatch
):
    invitation = invite(amina)
    make = User.objects.create_user

    def make_after_another(email, *more, **named):
        make(email, full_name="Made meanwhile")
        return make(email, *more, **named)

    monkeypatch.setattr(User.objects, "create_user", make_after_another)
    page = accept(client, invitation)

    assert page.status_code == 200
    assert "You have an account with this address already" in page.content.decode()


def test_who_has_an_account_signs_in_first_and_gets_a_further_role(
    amina, carys, client, sign_in
):
    invitation = invite(amina, email="carys@example.org")
    page = client.get(page_of(invitation)).content.decode()
    assert "You have an account with this address already" in page
    assert f"?next={page_of(invitation)}" in page
    assert accept(client, invitation).status_code == 200  # still asks to sign in

    signed_in = sign_in(carys)
    assert signed_in.post(page_of(invitation))["Location"] == reverse("home")

    member = signed_in.get("/organisations/").wsgi_request.member
    assert (member.role, member.organisation) == (Role.BUYER, amina.organisation)


def test_somebody_else_learns_for_whom_it_is_and_nothing_more(amina, dilys, sign_in):
    invitation = invite(amina)

    for answer in (
        sign_in(dilys).get(page_of(invitation)),
        sign_in(dilys).post(page_of(invitation)),
    ):
        page = answer.content.decode()
        assert answer.status_code == 403
        assert "nadia@example.org" in page
        assert "Northgate" not in page
        assert "Amina" not in page
    assert not Membership.objects.filter(role=Role.BUYER, user__email=NEW["email"])


def test_access_that_starts_later_is_said_to_do_so(amina, client):
    first_day = timezone.localdate() + timedelta(days=10)
    accept(client, invite(amina, starts_on=first_day))

    page = client.get("/organisations/", follow=True)

    assert page.status_code == 403
    assert f"{first_day:%-d %B %Y}" in page.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_account_and_one_role(amina):
    invitation = invite(amina)
    statuses = []

    def click():
        try:
            statuses.append(accept(Client(), invitation).status_code)
        finally:
            connection.close()

    clicks = [Thread(target=click) for _ in range(2)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()

    # The second either finds it used, or is refused after it waited.
    assert statuses.count(302) == 1
    assert Membership.objects.filter(user__email="nadia@example.org").count() == 1
