"""Inviting somebody: who may, what is sent, and what becomes of the link."""

import smtplib
from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_membership
from trusts import actions, invitation_links, summaries
from trusts.models import (
    Attestation,
    AuditEvent,
    Invitation,
    InvitationState,
    Membership,
    User,
)
from trusts.roles import Role
from trusts.tasks import send_waiting_invitations

pytestmark = pytest.mark.django_db

PASSWORD = "a long and lovely phrase"
NEW = {"full_name": "Nadia Ferreira", "email": "nadia@example.org"}


def invite(by, *, at=None, **changed):
    asked = {
        **NEW,
        "organisation": by.organisation,
        "role": Role.BUYER,
        "starts_on": timezone.localdate(),
        "ends_on": None,
        "site": "http://testserver",
    }
    return actions.invite(**asked | changed, by=by, at=at or timezone.now())


def page_of(invitation):
    token = invitation_links.token_of(invitation)
    return reverse("invitation_accept", args=[token])


def accept(client, invitation, **changed):
    answers = {"full_name": "Nadia Ferreira", "password": PASSWORD} | changed
    return client.post(page_of(invitation), answers)


@pytest.mark.parametrize(
    ("who", "changed", "reason"),
    [
        ("amina", {"email": "Amina@Example.org"}, "Nobody gives"),
        ("amina", {"role": Role.AUDITOR}, "Only an administrator"),
        ("amina", {"role": Role.ADMINISTRATOR}, "Only an administrator"),
        ("amina", {"role": Role.COUNCIL_OFFICER}, "belongs to a council"),
        ("amina", {"organisation": "southmere"}, "You do not look after access"),
        ("amina", {"ends_on": date(2020, 1, 2)}, "cannot be in the past"),
        ("amina", {"starts_on": date.max}, "Give a day from 1 January 2000"),
        ("amina", {"full_name": "Eve\nPay here"}, "on one line"),
        ("amina", {"email": "ben@example.org"}, "already has this role"),
        ("rae", {"role": Role.AUDITOR}, "Only an administrator"),
        ("petra", {"organisation": "southmere", "role": Role.AUDITOR}, ""),
    ],
)
def test_invite_refuses_what_the_member_may_not_give(  # noqa: PLR0917 (fixtures)
    request, ben, southmere, who, changed, reason
):
    by = request.getfixturevalue(who)
    if "organisation" in changed:
        changed = changed | {"organisation": southmere}

    if not reason:
        assert invite(by, **changed).pk
        return
    with pytest.raises(actions.Refused, match=reason):
        invite(by, **changed)
    assert not Invitation.objects.exists()


def test_one_open_invitation_a_person_place_and_role(amina):
    first = invite(amina)

    with pytest.raises(actions.Refused, match="already invited"):
        invite(amina)

    actions.withdraw_invitation(first, by=amina, at=timezone.now())
    assert invite(amina).pk != first.pk


def test_the_mail_says_who_invites_to_what_and_until_when(amina):
    invitation = invite(amina, full_name="Nadia <b>O'Neil</b>")

    send_waiting_invitations()

    [message] = mail.outbox
    link = "http://testserver" + page_of(invitation)
    assert message.to == ["nadia@example.org"]
    for words in (
        "Hello Nadia <b>O'Neil</b>",
        "Amina Shah (amina@example.org)",
        "Buyer, Northgate University Hospitals",
        Role.BUYER.description,
        link,
        "(7 days)",
        "If you did not expect this",
    ):
        assert words in message.body
    invitation.refresh_from_db()
    assert invitation.state(at=timezone.now()) is InvitationState.SENT
    send_waiting_invitations()
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (smtplib.SMTPRecipientsRefused({}), "refused this address"),
        (smtplib.SMTPSenderRefused(550, b"no", "x"), "refused the message"),
        (TimeoutError(), "could not be reached"),
    ],
)
def test_what_the_mail_server_refuses_waits_and_says_why(
    amina, sign_in, monkeypatch, refusal, said
):
    def refuse(*_, **__):
        raise refusal

    invitation = invite(amina)
    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    send_waiting_invitations()

    page = sign_in(amina).get(reverse("invitation_list")).content.decode()
    assert said in page
    assert "Waiting to be sent" in page

    monkeypatch.undo()
    now = timezone.now()
    assert actions.send_invitation(invitation.pk, at=now) is None  # not so soon
    assert actions.send_invitation(invitation.pk, at=now + timedelta(minutes=6))
    assert len(mail.outbox) == 1


def test_the_table_alone_does_not_make_a_link(amina, client):
    invitation = invite(amina)
    guessed = f"{invitation.pk}-{invitation.nonce}"
    right = invitation_links.token_of(invitation)

    for token in (guessed, f"{guessed}.x", right[:-1], right + "x", "x", "9-x.y"):
        page = client.get(reverse("invitation_accept", args=[token]))
        assert page.status_code == 404
        assert "This link is not complete" in page.content.decode()


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


def close_by_waiting(invitation, by):
    ended = timezone.now() - timedelta(seconds=1)
    Invitation.objects.filter(pk=invitation.pk).update(link_ends_at=ended)


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


def test_the_form_invites_and_can_be_taken_back(amina, sign_in):
    client = sign_in(amina)
    asked = {**NEW, "role": "buyer", "starts_on": "2026-11-22", "ends_on": ""}

    page = client.post(reverse("invitation_new"), asked, follow=True)

    assert "Nadia Ferreira is invited" in page.content.decode()
    invitation = Invitation.objects.get()
    assert invitation.site == "http://testserver"
    undo = reverse("invitation_withdraw", args=[invitation.pk])
    assert f'action="{undo}"' in page.content.decode()
    client.post(undo)
    invitation.refresh_from_db()
    assert invitation.withdrawn_by == amina


def test_the_form_says_beside_the_role_why_it_is_not_held_here(
    petra, sign_in, southmere
):
    asked = {**NEW, "role": "council_officer", "starts_on": "2026-11-22"}

    page = sign_in(petra).post(
        reverse("invitation_new"), asked | {"organisation": "SMR"}
    )

    assert page.status_code == 422
    assert "belongs to a council" in str(page.context["form"].errors["role"])


def test_an_address_has_no_letters_that_look_like_others(amina, sign_in):
    asked = {**NEW, "email": "nadia@trust\N{CYRILLIC SMALL LETTER ES}.example"}

    page = sign_in(amina).post(reverse("invitation_new"), asked)

    assert "plain letters, a to z" in str(page.context["form"].errors["email"])


@pytest.mark.parametrize("role", ["auditor", "administrator", "regional_lead"])
def test_a_lead_is_offered_only_what_a_lead_may_give(amina, sign_in, role):
    asked = {**NEW, "role": role, "starts_on": "2026-11-22", "organisation": "SMR"}

    page = sign_in(amina).post(reverse("invitation_new"), asked)

    assert page.status_code == 422
    assert not Invitation.objects.exists()


def test_invitations_of_another_place_are_nobody_elses(
    amina, rae, petra, sign_in, southmere
):
    lead = make_membership("Lowri Hughes", Role.TRUST_LEAD, southmere)
    invitation = invite(amina)
    actions.attest_memberships([amina], by=petra, at=timezone.now())

    for member in (lead, rae):
        client = sign_in(member)
        assert "nadia" not in client.get(reverse("invitation_list")).content.decode()
        for door in ("invitation_withdraw", "invitation_send_again"):
            assert client.post(reverse(door, args=[invitation.pk])).status_code == 404
        assert not Attestation.objects.visible_to(member).exists()
    assert Invitation.objects.visible_to(petra).get() == invitation
    assert Attestation.objects.visible_to(petra).exists()


def test_invitation_list_needs_few_queries(
    amina, sign_in, django_assert_max_num_queries
):
    for number in range(60):
        invite(amina, email=f"n{number}@example.org")
    client = sign_in(amina)

    with django_assert_max_num_queries(9):
        page = client.get(reverse("invitation_list"))

    assert len(page.context["rows"]) == 50
    cursor = {"after": page.context["page"].older}
    older = client.get(reverse("invitation_list"), cursor)
    assert len(older.context["rows"]) == 10


def test_people_figures_count_what_waits(amina, ben, petra):
    today, now = timezone.localdate(), datetime.now(UTC)
    invite(amina)
    ended = invite(amina, email="late@example.org")
    close_by_waiting(ended, amina)
    actions.end_membership(ben, on=today + timedelta(days=5), by=None, at=now)

    figures = summaries.people_figures(amina, on=today, at=now)

    assert (figures.invitations_open, figures.invitations_link_ended) == (1, 1)
    assert (figures.attestations_due, figures.ending_soon) == (1, 1)
    assert summaries.people_figures(ben, on=today, at=now) is None


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
