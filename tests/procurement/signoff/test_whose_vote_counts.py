"""Whose decision counts in a round, and which of several."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from procurement.signoff import actions, counting
from procurement.signoff.models import (
    InterestAction,
)
from procurement.signoff.queries import undecided_seats
from procurement.specifications import actions as specifications
from procurement.specifications.models import Version
from tests.factories import make_membership
from tests.procurement.specifications.world import (
    AT,
    make_world,
    put_to_sign_off,
    sign,
)
from trusts.roles import Role
from trusts.rules import Refused

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=15)


@pytest.fixture
def world():
    world = make_world()
    put_to_sign_off(world)
    return world


def state_of(world):
    return Version.objects.get(pk=world.version.pk).state


def test_a_decision_may_be_changed_while_it_is_open_and_both_are_kept(world):
    first = sign(world, "Dai")
    same = sign(world, "Dai")
    other = sign(world, "Dai", "OBJECT_ADVISORY")

    assert same == first
    assert other.supersedes == first
    assert other.steps.get().owner == world.chair  # the clock runs


def test_who_was_asked_again_counts_once_with_what_they_said_last(world):
    sign(world, "Dai")
    member = world.member("Dai")
    specifications.give_up_seat(world.seats["Dai"], by=member, at=AT)
    world.seats["Dai"] = specifications.give_seat(
        world.specification,
        member,
        kind="REVIEWER",
        profession="NURSE",
        by=world.drafter,  # of the same trust
        at=AT,
    )
    sign(world, "Dai", "OBJECT_BLOCKING")

    counted = counting.count_round(world.round)

    assert counted.approving == 0
    assert counted.objecting == 1


def test_the_chair_without_a_trust_approves_or_abstains(world):
    seat = world.specification.seats.get(user=world.chair.user)
    world.seats["Glenys"] = seat

    with pytest.raises(Refused, match="speaks for no trust"):
        sign(world, "Glenys", "OBJECT_BLOCKING")
    sign(world, "Glenys")

    assert counting.count_round(world.round).chair_approves


def test_the_record_holds_together_and_says_so(world):
    sign(world, "Dai")
    call_command("verify_record", stdout=(said := StringIO()))

    assert "links" in said.getvalue()


def test_who_decides_is_not_chosen_by_what_they_say(world):
    sign(world, "Efa", "OBJECT_BLOCKING")

    for place, by in ((world.trusts[2], world.chair), (world.trusts[0], world.drafter)):
        with pytest.raises(Refused, match="It is being signed"):
            specifications.leave_trust(
                world.specification, place, reason="It objects.", by=by, at=AT
            )
    with pytest.raises(Refused, match="only who holds the seat"):
        specifications.give_up_seat(world.seats["Efa"], by=world.chair, at=AT)


def test_declaring_otherwise_takes_no_ruling_away(world):
    seat, round_ = world.seats["Efa"], world.round
    asked = {"by": seat.membership, "at": AT}
    declared = actions.declare(
        round_, seat, category="FINANCIAL", details="Shares.", **asked
    )
    actions.rule_interest(
        declared, InterestAction.EXCLUDED, reason="Shares.", by=world.chair, at=AT
    )

    with pytest.raises(Refused, match="do not decide here"):
        sign(world, "Efa")  # which declares nothing first
    actions.rule_interest(
        declared, InterestAction.NONE, reason="Sold them.", by=world.chair, at=AT
    )
    sign(world, "Efa")

    assert counting.count_round(world.round).approving == 1


def test_of_a_seat_and_its_deputy_one_vote_counts(world):
    specifications.give_up_seat(world.seats["Carys"], by=world.member("Carys"), at=AT)
    trust = world.trusts[1]
    lead = make_membership("Nerys Hall", Role.TRUST_LEAD, trust)
    seats = []
    for name in ("Rhian Lloyd", "Owen Parry", "Tomos Vaughan"):
        seats.append(
            specifications.give_seat(
                world.specification,
                make_membership(name, Role.CLINICAL_REVIEWER, trust),
                kind="REVIEWER",
                profession="NURSE",
                deputy_of=seats[0] if name.startswith("Owen") else None,
                by=lead,
                at=AT,
            )
        )
    world.seats |= {"Rhian": seats[0], "Owen": seats[1], "Tomos": seats[2]}
    sign(world, "Rhian")
    assert world.seats["Owen"] not in undecided_seats(world.round)
    sign(world, "Owen")
    sign(world, "Tomos", "OBJECT_ADVISORY")

    counted = counting.count_round(world.round)

    assert (counted.approving, counted.objecting) == (0, 1)  # one for, one against
