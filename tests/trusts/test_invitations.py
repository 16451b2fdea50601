"""Inviting somebody: who may, what is sent, and what the lists show."""

import smtplib
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_membership
from tests.trusts.inviting import NEW, close_by_waiting, invite, page_of
from trusts import actions, invitation_links, summaries
from trusts.models import (
    Attestation,
    Invitation,
    InvitationState,
)
from trusts.roles import Role
from trusts.tasks import send_waiting_invitations

pytestmark = pytest.mark.django_db


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
