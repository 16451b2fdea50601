"""The day on which a trust goes live, and the part in the savings that starts then."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from procurement.adoption import actions
from procurement.adoption.models import AdoptionState
from procurement.savings.actions import claim_products, lapse, start_initiative
from procurement.savings.models import Benefit, InitiativeKind, LapseReason
from tests.cast import signed_in_client
from tests.procurement.adoption.world import AT, make_adopted
from trusts.rules import Refused

pytestmark = pytest.mark.django_db
S = AdoptionState


@pytest.fixture
def world():
    return make_adopted()


def test_going_live_starts_its_part_in_the_savings(world):
    world.buy(world.other, (date(2026, 8, 3), 9))

    adoption = world.go_live(world.start())

    part = adoption.participation
    assert (part.start_month, part.organisation) == (
        date(2026, 10, 1),
        adoption.organisation,
    )
    assert part.initiative.version == world.version
    assert part.claims.count() == 2


def test_going_live_does_not_wait_for_savings_that_are_refused(world):
    other = start_initiative(
        "Catheters at the lowest price",
        kind=InitiativeKind.NO_SWITCH,
        benefit=Benefit.CASH_RELEASING,
        is_recurrent=True,
        organisations=[world.lead.organisation],
        start_month=date(2026, 10, 1),
        by=world.lead,
        at=AT,
    )
    [part] = other.participations.all()
    claim_products(part, {world.standard: Decimal(1)}, by=world.lead, at=AT)

    adoption = world.go_live(world.start())

    assert adoption.state == S.LIVE
    assert adoption.participation is None
    assert "Catheters at the lowest price" in adoption.savings_refused
    part.claims.update(is_live=False)
    again = actions.start_savings(adoption, by=world.lead, at=AT)
    assert again.participation is not None
    assert again.savings_refused == ""


def test_a_part_that_was_given_up_is_started_again(world):
    world.buy(world.other, (date(2026, 8, 3), 9))
    adoption = world.go_live(world.start())
    with pytest.raises(Refused, match="has its part in the savings already"):
        actions.start_savings(adoption, by=world.lead, at=AT)
    first = adoption.participation
    lapse(first, reason=LapseReason.DATA_WRONG, note="", by=world.lead, at=AT)
    where = reverse("adoption_detail", args=[adoption.pk])
    shown = signed_in_client(world.lead).get(where).text
    assert "It was given up." in shown
    assert "Start the savings part again" in shown

    again = actions.start_savings(adoption, by=world.lead, at=AT)

    assert again.participation not in (None, first)


@pytest.mark.parametrize("how", ["exempt", "back"])
def test_going_live_again_needs_a_new_day(world, how):
    adoption = world.go_live(world.start())
    if how == "exempt":
        until = date(2026, 12, 1)
        adoption = actions.exempt(
            world.version, until=until, because="Burns", by=world.lead, at=AT
        )
    else:
        adoption = actions.move_adoption(
            adoption, S.STOCK_RUN_DOWN, note="Stock is left.", by=world.lead, at=AT
        )

    assert (adoption.live_on, adoption.go_live_on) == (None, None)


@pytest.mark.parametrize(
    ("name", "day", "why"),
    [
        ("go_live_on", date(1, 1, 1), "from 7 October 2026 to"),
        ("go_live_on", date(2026, 10, 6), "from 7 October 2026 to"),
        ("go_live_on", date(2030, 1, 1), "It cannot go live on"),
        ("review_on", date(9999, 12, 31), "It cannot be looked at again"),
    ],
)
def test_the_days_of_a_plan_can_be_meant(world, name, day, why):
    with pytest.raises(Refused, match=why):
        world.start(**{name: day})
    adoption = world.start()
    with pytest.raises(Refused, match=why):
        actions.plan_adoption(adoption, plan={name: day}, by=world.lead, at=AT)
    with pytest.raises(Refused, match="Training cannot be due"):
        actions.set_training(
            adoption, group="Nurses", people=3, due_on=date(1, 1, 1), by=None, at=AT
        )
