"""Mails before a trust goes live, and before its exemption ends."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from procurement.adoption import actions
from procurement.adoption.models import Adoption
from tests.procurement.adoption.world import AT, make_adopted

pytestmark = pytest.mark.django_db

GO_LIVE = date(2026, 11, 10)  # a Tuesday


@pytest.fixture
def world():
    return make_adopted()


def told(on: date) -> list[str]:
    """The bodies of the mails of a day's two runs."""
    mail.outbox.clear()
    at = datetime(on.year, on.month, on.day, 10, tzinfo=UTC)
    for _ in range(2):
        actions.tell(at=at)
    return [each.body for each in mail.outbox]


def test_two_weeks_and_a_few_days_before_go_live_it_is_said_what_is_open(world):
    adoption = world.start(go_live_on=GO_LIVE, catalogue_reference="")
    actions.set_training(
        adoption, group="Nurses", people=4, trained=3, by=world.lead, at=AT
    )

    assert told(GO_LIVE - timedelta(days=15)) == []
    [far] = told(GO_LIVE - timedelta(days=14))
    assert told(GO_LIVE - timedelta(days=13)) == []
    [near] = told(date(2026, 11, 6))  # the Friday before; three days are a Saturday
    assert told(date(2026, 11, 9)) == []

    assert "is to go live with Foley catheters, version 1 on 10 November 2026" in far
    for said in ("Nurses 75%", "names no change of your catalogue", "not blocked"):
        assert said in near
    assert "no product for exceptions" not in near


def test_another_day_is_told_of_anew_and_one_that_is_live_is_not(world):
    adoption = world.start(go_live_on=GO_LIVE)
    assert len(told(GO_LIVE - timedelta(days=14))) == 1
    later = GO_LIVE + timedelta(days=7)
    actions.plan_adoption(adoption, plan={"go_live_on": later}, by=world.lead, at=AT)

    assert told(GO_LIVE - timedelta(days=13)) == []
    assert len(told(GO_LIVE - timedelta(days=7))) == 1
    Adoption.objects.update(state="LIVE", live_on=later)
    assert told(later - timedelta(days=3)) == []


def test_nobody_is_told_at_the_weekend_or_where_the_trust_has_left(world):
    world.start(go_live_on=GO_LIVE)
    assert told(date(2026, 10, 31)) == []  # a Saturday
    world.version.specification.participating.update(
        left_at=AT, left_by=world.signed.chair, left_because="It merged."
    )
    assert told(date(2026, 11, 6)) == []


def test_a_month_before_an_exemption_ends_its_owner_hears_of_it(world):
    for until in (date(2026, 11, 1), date(2026, 12, 14)):  # the first is given late
        actions.exempt(
            world.version, until=until, because="Burns unit.", by=world.lead, at=AT
        )
        if until.month == 11:
            assert told(date(2026, 10, 13)) == []

    assert told(date(2026, 11, 12)) == []
    [said] = told(date(2026, 11, 13))  # 30 days before is a Saturday
    assert "ends on 14 December 2026" in said
    assert "Burns unit." in said
    assert told(date(2026, 11, 16)) == []
