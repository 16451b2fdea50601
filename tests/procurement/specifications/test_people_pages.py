"""Asking clinicians for a trust, inviting those without access, and trusts joining."""

import re

import pytest
from django.core import mail
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from procurement.specifications import actions, tasks
from procurement.specifications.landing import page_of
from procurement.specifications.models import RiskTier, Seat, SeatKind, SeatOffer
from tests.factories import make_membership, make_organisation
from tests.procurement.specifications.world import AT, make_world
from trusts.actions.invitations import accept_as_new
from trusts.models import Invitation, User
from trusts.roles import Role
from trusts.rules import Refused
from trusts.tasks import send_waiting_invitations

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world(RiskTier.MODERATE)


@pytest.fixture
def amina(sign_in, world):
    return sign_in(world.drafter)


def of(world, name, *more):
    return reverse(name, args=[world.specification.pk, *more])


def people(client, world):
    return client.get(of(world, "seat_list")).content.decode()


def said(**more):
    return {"kind": "CLINICAL_LEAD", "profession": "DOCTOR"} | more


def test_seat_list_names_who_is_missing_at_each_trust(amina, world):
    page = people(amina, world)

    wanting = "still needs a specialty reviewer and a trust clinical lead."
    assert f"Northgate University Hospitals {wanting}" in page
    assert "1 profession is asked in all; 3 are needed." in page
    assert of(world, "seat_give", world.trusts[0].code) in page
    assert of(world, "seat_give", world.trusts[1].code) not in page


def test_seat_give_asks_a_clinician_and_a_mail_leads_to_the_page(amina, world):
    gwen = make_membership("Gwen Ito", Role.CLINICAL_REVIEWER, world.trusts[0])

    amina.post(of(world, "seat_give", world.trusts[0].code), said(membership=gwen.pk))
    tasks.tell_who_is_asked()
    tasks.tell_who_is_asked()

    assert Seat.objects.get(user=gwen.user).kind == SeatKind.CLINICAL_LEAD
    [told] = mail.outbox
    assert told.to == ["gwen@example.org"]
    assert f"http://testserver{page_of(world.specification)}" in told.body
    assert "still needs a specialty reviewer." in people(amina, world)


def test_seat_give_refuses_another_trust_and_says_who_can(amina, world):
    carl = make_membership("Carl Roe", Role.CLINICAL_REVIEWER, world.trusts[1])
    address = of(world, "seat_give", world.trusts[1].code)

    page = amina.post(address, said(membership=carl.pk))

    assert "You can say that for your own trust only." in page.content.decode()
    assert not Seat.objects.filter(user=carl.user).exists()


def test_a_deputy_has_the_kind_of_seat_of_whom_they_stand_in_for(amina, world):
    gwen = make_membership("Gwen Ito", Role.CLINICAL_REVIEWER, world.trusts[0])
    dai = world.seats["Dai"]

    amina.post(
        of(world, "seat_give", world.trusts[0].code),
        said(membership=gwen.pk, deputy_of=dai.pk),
    )

    seat = Seat.objects.get(user=gwen.user)
    assert (seat.deputy_of, seat.kind) == (dai, SeatKind.REVIEWER)
    assert "Deputy of" in people(amina, world)


def test_seat_invite_leads_to_the_page_and_the_seat_is_there(amina, client, world):
    address = of(world, "seat_invite", world.trusts[0].code)
    amina.post(address, said(full_name="Gwen Ito", email="Gwen@example.org"))
    assert "has not accepted yet" in people(amina, world)
    send_waiting_invitations()
    [link] = re.findall(r"http://testserver(/invitations/\S+)", mail.outbox[0].body)
    accept = {"full_name": "Gwen Ito", "password": "a long enough sentence"}

    answer = client.post(link, accept)
    again = client.post(link, accept)

    assert answer["Location"] == page_of(world.specification)
    assert again.status_code == 410
    seat = Seat.objects.get(user__email="gwen@example.org")
    assert (seat.kind, seat.organisation) == (SeatKind.CLINICAL_LEAD, world.trusts[0])
    assert SeatOffer.objects.get().seat == seat
    assert "Gwen Ito" in people(client, world)


def test_who_is_invited_already_gets_a_second_seat_by_the_same_link(world):
    other = actions.start_specification(
        "Wipes", tier="LOW", chair=world.chair, organisations=world.trusts, by=None,
        at=AT,
    ).specification  # fmt: skip
    for specification in (world.specification, other):
        offer(world, specification)
    with pytest.raises(Refused, match="is invited to this already"):
        offer(world, other)

    [invitation] = Invitation.objects.all()
    accept_as_new(invitation, full_name="Gwen", password="x", at=timezone.now())

    user = User.objects.get(email="gwen@example.org")
    assert Seat.objects.filter(user=user).count() == 2


def test_access_counts_where_the_seat_can_no_longer_be_given(world):
    offer(world, world.specification)
    actions.leave_trust(
        world.specification, world.trusts[0], reason="x", by=None, at=AT
    )

    made = accept_as_new(
        Invitation.objects.get(), full_name="Gwen", password="x", at=timezone.now()
    )

    assert made.pk
    assert SeatOffer.objects.get().seat is None


def offer(world, specification):
    return actions.offer_seat(
        specification,
        world.trusts[0],
        email="gwen@example.org",
        full_name="Gwen Ito",
        asked=actions.Asked(SeatKind.CLINICAL_LEAD, "DOCTOR"),
        site="http://testserver",
        by=world.drafter,
        at=timezone.now(),
    )


def test_the_database_keeps_one_seat_a_person(world):
    seat = world.seats["Dai"]
    seat.pk = None

    with pytest.raises(IntegrityError):
        seat.save(force_insert=True)


def test_a_seat_is_given_up_by_its_holder_and_by_nobody_elses_trust(sign_in, world):
    dai, efa = world.seats["Dai"], world.seats["Efa"]

    sign_in(dai.membership).post(reverse("seat_give_up", args=[dai.pk]))
    sign_in(world.drafter).post(reverse("seat_give_up", args=[efa.pk]))

    assert Seat.objects.get(pk=dai.pk).left_at
    assert not Seat.objects.get(pk=efa.pk).left_at


def test_trusts_join_and_leave_with_a_reason(sign_in, world):
    chair = sign_in(world.chair)
    make_organisation("PEN", "Pendle Hospitals")

    chair.post(of(world, "trust_add"), {"organisation": "PEN"})
    unsaid = chair.post(of(world, "trust_leave", "PEN"), {"reason": " "})
    chair.post(of(world, "trust_leave", "PEN"), {"reason": "Merged."})

    assert unsaid.status_code == 422
    page = people(chair, world)
    assert "Pendle Hospitals, " in page
    assert "Merged." in page
    assert world.specification.participating.filter(left_at=None).count() == 3
