"""Whom no mail reaches is said to the chair, and at each trust to who speaks for it."""

import smtplib

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from procurement.specifications import actions
from procurement.specifications.models import Profession, SeatKind
from tests.cast import signed_in_client
from tests.procurement.signoff import clinic
from trusts import mails
from trusts.actions import send_invitation
from trusts.models import Invitation, RefusedAddress
from trusts.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return clinic.open_world()


@pytest.fixture
def refused(monkeypatch):
    """Addresses for which the mail server knows nobody."""
    addresses, taken = set(), mail.EmailMessage.send

    def send(message, *args):
        if message.to[0] in addresses:
            no = (550, b"no such user")
            raise smtplib.SMTPRecipientsRefused({message.to[0]: no})
        return taken(message, *args)

    monkeypatch.setattr("django.core.mail.EmailMessage.send", send)
    return addresses


def pages(member, world):
    client = signed_in_client(member)
    people = reverse("seat_list", args=[world.specification.pk])
    board = reverse("round_detail", args=[world.round.pk])
    return [client.get(each).text for each in (people, board)]


def test_whom_no_mail_reaches_is_said_until_one_is_taken(world, refused):
    carys = world.member("Carys").user
    refused.add(carys.email)
    letter = mail.EmailMessage("To decide", "Today.", to=[carys.email])
    assert mails.send(letter)

    says = (
        f"The mail to <bdi>{carys}</bdi> (Southmere Hospitals) could not be delivered"
    )
    for page in pages(world.chair, world):
        assert says in page
        assert "tell them another way" in page
    for other in (world.drafter, world.member("Dai")):  # of Northgate; a reviewer
        assert "could not be delivered" not in "".join(pages(other, world))

    refused.clear()
    assert not mails.send(letter)
    assert "could not be delivered" not in "".join(pages(world.chair, world))


def test_an_invitation_that_is_refused_is_said(world, refused):
    actions.give_up_seat(world.seats["Dai"], by=world.member("Dai"), at=timezone.now())
    refused.add("new@northgate.example.org")
    lead = world.drafter
    assert lead.role == Role.TRUST_LEAD
    actions.offer_seat(
        world.specification, lead.organisation, email="new@northgate.example.org",
        full_name="Nia Wyn", site="http://testserver", by=lead, at=timezone.now(),
        asked=actions.Asked(SeatKind.REVIEWER, Profession.NURSE),
    )  # fmt: skip

    assert not send_invitation(Invitation.objects.get().pk, at=timezone.now())

    for page in pages(lead, world):
        assert "The mail to <bdi>Nia Wyn</bdi> (Northgate" in page
    assert RefusedAddress.objects.count() == 1
