"""What of a trust's adoptions home puts before who works on them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from procurement.adoption import actions
from procurement.adoption.models import Adoption, AdoptionState
from procurement.adoption.waiting import to_close, to_do
from procurement.savings.actions import lapse
from procurement.savings.models import LapseReason
from tests.cast import signed_in_client
from tests.factories import make_membership
from tests.procurement.adoption.world import AT, LIVE_ON, make_adopted
from trusts.roles import Role

pytestmark = pytest.mark.django_db
LATER = date(2027, 1, 20)


@pytest.fixture
def world():
    return make_adopted()


TODAY = AT.date()


def said(world, on=TODAY, member=None):
    return [each.sentence for each in to_do(member or world.lead, on=on)]


def test_a_version_without_a_plan_waits_for_who_may_make_one(world):
    assert said(world) == ["It is adopted, and nobody made a plan yet."]
    assert said(world, member=world.signed.member("Dai")) == []
    world.buy(world.standard, (LIVE_ON, 1))  # home has begun
    assert "nobody made a plan yet" in signed_in_client(world.lead).get("/").text


def test_a_go_live_that_passed_and_an_exemption_that_ends_soon_wait(world):
    world.start()
    assert said(world, LIVE_ON) == []
    assert said(world, LIVE_ON + timedelta(1)) == [
        "It was to go live on 12 October 2026."
    ]
    actions.exempt(
        world.version, until=date(2026, 12, 1), because="Burns", by=world.lead, at=AT
    )
    assert said(world, date(2026, 10, 31)) == []
    assert said(world, date(2026, 11, 1)) == ["The exemption ends on 1 December 2026."]


@pytest.mark.parametrize("how", ["exempt", "back"])
def test_a_part_in_the_savings_that_goes_on_waits_for_its_lead_and_finance(world, how):
    world.buy(world.other, (date(2026, 8, 3), 9))
    adoption = world.go_live(world.start())
    finance = make_membership("Fay", Role.TRUST_FINANCE, world.lead.organisation)
    assert to_close(finance) == []
    if how == "exempt":
        until = date(2027, 6, 1)
        actions.exempt(
            world.version, until=until, because="Burns", by=world.lead, at=AT
        )
    else:
        back = AdoptionState.STOCK_RUN_DOWN
        actions.move_adoption(adoption, back, note="Stock.", by=world.lead, at=AT)

    assert said(world) == ["It is not live, and its part in the savings still runs."]
    assert to_close(world.southmere) == to_close(world.lead) == []
    part = reverse("part_detail", args=[adoption.participation_id])
    for member, where in (
        (finance, "/"),
        (world.lead, reverse("adoption_detail", args=[adoption.pk])),
    ):
        assert f'href="{part}"' in signed_in_client(member).get(where).text
    lapse(
        adoption.participation,
        reason=LapseReason.OTHER,
        note="",
        by=world.lead,
        at=AT,
    )
    assert (said(world), to_close(finance)) == ([], [])


def test_a_low_share_waits_once_it_was_live_for_three_months(world):
    world.go_live(world.start())
    world.buy(world.standard, (date(2027, 1, 5), 7))
    world.buy(world.other, (date(2027, 1, 6), 3))

    assert said(world, date(2026, 12, 31)) == []
    Adoption.objects.update(live_on=date(2026, 10, 1))
    assert said(world, LATER) == ["Only 70% of what is bought is on the standard."]
    world.buy(world.standard, (date(2027, 1, 7), 5))
    assert said(world, LATER) == []
