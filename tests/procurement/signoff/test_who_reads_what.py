"""What is private in a round, and what everybody who takes part reads at once."""

import json
from hashlib import sha256

import pytest
from django.urls import reverse
from django.utils import timezone

from procurement.signoff import actions
from procurement.signoff.models import InterestAction, InterestCategory
from procurement.signoff.private import KEPT
from tests.cast import signed_in_client
from tests.factories import make_membership
from tests.procurement.signoff.clinic import reading
from tests.procurement.specifications.world import make_world, put_to_sign_off, sign
from trusts.roles import Role

pytestmark = pytest.mark.django_db
SHARES = "Shares in Kestrel."


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def world(now):
    world = make_world(at=now)
    put_to_sign_off(world, at=now)
    return world


@pytest.fixture
def interest(world, now):
    return actions.declare(
        world.round,
        world.seats["Efa"],
        category=InterestCategory.FINANCIAL,
        details=SHARES,
        by=world.member("Efa"),
        at=now,
    )


@pytest.fixture
def auditor(world):
    return make_membership("Aldo Ricci", Role.AUDITOR, world.chair.organisation)


def read(member, name, world):
    address = reverse(name, args=[world.round.pk])
    return signed_in_client(member).get(address).text


def reject(world, *, at):
    actions.reject_version(world.round, reason="Enough.", by=world.chair, at=at)


def test_what_an_interest_is_about_is_for_the_chair_auditors_and_its_person(
    world, interest, auditor
):
    for member in (world.chair, auditor, world.member("Efa")):
        assert SHARES in read(member, "round_detail", world)
    for member in (world.member("Dai"), world.drafter):
        page = read(member, "round_detail", world)
        assert SHARES not in page
        assert "declared an interest, which waits for a ruling" in page


def test_who_declared_reads_the_ruling_and_why(world, interest, now):
    efa = signed_in_client(world.member("Efa"))
    waiting = efa.get(reading(world)).text
    actions.rule_interest(
        interest, InterestAction.ABSTAIN, reason="Too close.", by=world.chair, at=now
    )

    ruled = efa.get(reading(world)).text

    assert "It waits for a ruling by Glenys Price." in waiting
    assert ": abstains.</strong> Because: <bdi>Too close.</bdi>" in ruled
    other = signed_in_client(world.member("Dai")).get(reading(world)).text
    assert "Too close." not in other


def test_open_objections_stand_on_everybodys_reading_page(world, now):
    decision = sign(world, "Carys", "OBJECT_BLOCKING", at=now)

    page = signed_in_client(world.member("Dai")).get(reading(world)).text

    assert reverse("objection_detail", args=[decision.pk]) in page
    assert "because they are to be answered" in page


@pytest.mark.parametrize("name", ["decision_record", "decision_record_export"])
def test_the_record_keeps_what_is_private_for_the_chair_and_auditors(
    world, interest, auditor, now, name
):
    sign(world, "Dai", at=now)
    reject(world, at=now)
    for member in (auditor, world.chair):
        page = read(member, name, world)
        assert SHARES in page
        assert "dai@example.org" in page
    for member in (world.member("Carys"), world.drafter):
        page = read(member, name, world)
        assert SHARES not in page
        assert "dai@example.org" not in page
        assert KEPT in page


def test_the_shorter_record_has_a_hash_of_its_own_that_is_worked_out_again(
    world, interest, auditor, now
):
    sign(world, "Dai", at=now)
    reject(world, at=now)
    whole, short = (
        json.loads(read(member, "decision_record_export", world))
        for member in (auditor, world.member("Carys"))
    )

    for file in (whole, short):
        plain = json.dumps(
            file["record"], sort_keys=True, separators=(",", ":"), ensure_ascii=False
        )
        assert sha256(plain.encode()).hexdigest() == file["sha256"]
    assert whole["sha256"] != short["sha256"]
    kept = {
        each["table"] for each in short["record"]["chain"] if each["payload"] == KEPT
    }
    assert kept == {"signoff_decision", "signoff_declaration"}
