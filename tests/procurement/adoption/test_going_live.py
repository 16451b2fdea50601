"""The day on which a trust goes live, and the part in the savings that starts then."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from procurement.adoption import actions
from procurement.adoption.models import Adoption, AdoptionState
from procurement.adoption.waiting import to_do
from procurement.savings.actions import claim_products, lapse, start_initiative
from procurement.savings.models import Benefit, InitiativeKind, LapseReason
from procurement.savings.years import months_after
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
    waits = [each.sentence for each in to_do(world.lead, on=AT.date())]
    assert waits == ["It is live, without a part in the savings."]
    part.claims.update(is_live=False)
    with pytest.raises(Refused, match="not before that"):
        actions.start_savings(
            adoption, start_month=date(2026, 9, 1), by=world.lead, at=AT
        )
    again = actions.start_savings(
        adoption, start_month=date(2026, 11, 1), by=world.lead, at=AT
    )
    assert again.participation.start_month == date(2026, 11, 1)
    assert again.savings_refused == ""
    assert to_do(world.lead, on=AT.date()) == []


def test_the_month_of_another_try_is_chosen_on_the_page(world):
    adoption = world.go_live(world.start(go_live_on=date(2026, 10, 8)))
    Adoption.objects.update(participation=None, savings_refused="It is claimed.")
    client = signed_in_client(world.lead)
    shown = client.get(reverse("adoption_detail", args=[adoption.pk]))
    field = shown.context["form"]["start_month"]
    today = timezone.localdate()
    assert field.initial == months_after(today.replace(day=1), 1).isoformat()

    where = reverse("adoption_start_savings", args=[adoption.pk])
    assert (
        "Choose a month" in client.post(where, {"start_month": "x"}, follow=True).text
    )
    client.post(where, {"start_month": field.initial})

    assert Adoption.objects.get().participation is not None


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
