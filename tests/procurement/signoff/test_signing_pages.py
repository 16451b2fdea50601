"""Signing from the reading page: declared, decided, confirmed, and a receipt."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from procurement.signoff import actions
from procurement.signoff.models import Decision, Declaration
from tests.procurement.signoff import clinic
from tests.trusts.signing_in import PASSWORD
from trusts.models import Membership

pytestmark = pytest.mark.django_db

OBJECT = {
    "choice": "OBJECT",
    "holds_up": "OBJECT_BLOCKING",
    "reason_class": "SAFETY",
    "risk": "The valve leaked.",
    "would_resolve": "A new valve.",
}


@pytest.fixture
def world():
    return clinic.open_world()


@pytest.fixture
def client(world):
    client = clinic.at_work(world, "Carys")
    mail.outbox.clear()
    return client


def correct(world):
    actions.correct_text(
        world.round,
        field="safety_text",
        before="Regulatory and safety",
        after="Regulation and safety",
        reason="A slip of the pen.",
        by=world.chair,
        at=timezone.now(),
    )


def words_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


def test_what_was_on_the_screen_is_signed_and_a_receipt_is_sent(world, client):
    page = client.get(clinic.reading(world))
    assert world.round.text.sha256 in page.text

    answer = clinic.sign(client, world)

    decision = Decision.objects.get()
    assert answer["Location"] == reverse("decision_receipt", args=[decision.pk])
    assert (decision.kind, decision.proof) == ("APPROVE", "PASSWORD")
    assert decision.text == world.round.text
    receipt = client.get(answer["Location"]).text
    assert decision.text.sha256 in receipt
    assert "You can change your decision until the round is closed" in receipt
    [letter] = mail.outbox
    assert letter.to == ["carys@example.org"]
    assert decision.text.sha256 in letter.body
    assert f"Number: {decision.pk}" in letter.body


def test_declaration_comes_first_and_is_said_in_full(world, client):
    decide = reverse("decision_sign", args=[world.round.pk])
    shown = world.round.text.sha256

    answer = client.get(decide, {"shown": shown})
    assert "/declare/" in answer["Location"]
    page = clinic.declare(client, world, interest="some", category="FINANCIAL")
    assert page.status_code == 422
    assert "Say what the interest is." in page.text
    assert not Declaration.objects.exists()

    clinic.declare(
        client, world, interest="some", category="FINANCIAL", details="Shares"
    )
    assert Declaration.objects.get().details == "Shares"


def test_what_is_not_enough_is_said_beside_what_was_typed(world, client):
    page = clinic.decide(client, world, **OBJECT | {"would_resolve": " "})

    assert page.status_code == 422
    assert "Say what would resolve it." in page.text
    assert "The valve leaked." in page.text


def test_an_objection_shows_the_clock_that_it_starts(world, client):
    answer = clinic.decide(client, world, **OBJECT)
    assert "Glenys Price owes you an answer by" in client.get(answer["Location"]).text

    answer = clinic.confirm(client, world)

    decision = Decision.objects.get()
    assert (decision.kind, decision.rationale) == ("OBJECT_BLOCKING", OBJECT["risk"])
    assert "Glenys Price owes you an answer by" in client.get(answer["Location"]).text
    assert "Glenys Price owes you an answer by" in mail.outbox[-1].body


def test_a_text_corrected_meanwhile_is_not_signed_before_it_is_seen(world, client):
    clinic.decide(client, world, **OBJECT)
    correct(world)

    page = clinic.confirm(client, world)

    assert page.status_code == 422
    assert "The text has changed since you opened it." in page.text
    assert "Regulation" in page.text
    assert not Decision.objects.exists()
    page = client.get(reverse("decision_sign", args=[world.round.pk]))
    assert "The text has changed" in page.text
    assert "The valve leaked." in page.text
    shown = world.round.text.sha256
    again = reverse("decision_sign", args=[world.round.pk]) + f"?shown={shown}"
    client.post(again, OBJECT)
    clinic.confirm(client, world)
    assert Decision.objects.get().text.sha256 == shown


def test_who_reads_an_older_text_and_decides_is_shown_the_difference(world, client):
    declared = clinic.declare(client, world)
    correct(world)

    page = client.post(declared["Location"], OBJECT)

    assert page.status_code == 422
    assert "The text has changed since you opened it" in page.text
    assert "A new valve." in page.text
    go_on = re.search(r'formaction="([^"]+)"', page.text)[1]
    assert "/confirm/" in client.post(go_on, OBJECT)["Location"]


def test_a_round_closed_meanwhile_is_said(world, client):
    clinic.decide(client, world, **OBJECT)
    actions.reject_version(
        world.round, reason="No agreement.", by=world.chair, at=timezone.now()
    )

    page = clinic.confirm(client, world)

    assert page.status_code == 422
    assert "This round of sign-off is closed." in page.text
    assert not Decision.objects.exists()


def test_a_role_that_ended_meanwhile_leads_out(world, client):
    clinic.decide(client, world)
    address = reverse("decision_confirm", args=[world.round.pk])
    act = client.get(address).context["draft"].act
    Membership.objects.filter(pk=world.member("Carys").pk).update(
        ends_on=timezone.localdate() - timezone.timedelta(days=1)
    )

    answer = client.post(address, {"act": act, "password": PASSWORD})

    assert answer["Location"] == reverse("choose_membership")
    assert not Decision.objects.exists()


def test_nobody_signs_for_somebody_else_or_reads_their_receipt(world, client):
    clinic.sign(client, world)
    stranger = clinic.at_work(world, "Dai")

    receipt = reverse("decision_receipt", args=[Decision.objects.get().pk])
    assert stranger.get(receipt).status_code == 404


def test_who_is_not_asked_is_told_so(world):
    client = clinic.at_work(world, "Dai")
    seat = world.seats["Dai"]
    seat.left_at, seat.left_by = timezone.now(), world.member("Dai")
    seat.save(update_fields=["left_at", "left_by"])

    assert (
        "You are not asked to sign this one." in client.get(clinic.reading(world)).text
    )
    page = client.get(reverse("decision_sign", args=[world.round.pk]), {"shown": "x"})
    assert "You are not asked to sign this one." in page.text


def test_a_decision_can_be_changed_and_the_first_receipt_says_so(world, client):
    clinic.sign(client, world)
    first = Decision.objects.get()

    clinic.sign(client, world, choice="APPROVE_WITH_CONDITIONS", conditions="Training.")

    assert Decision.objects.count() == 2
    receipt = client.get(reverse("decision_receipt", args=[first.pk])).text
    assert "You have decided again since" in receipt
