"""M7: of what a trust bought to the standards that are live there, the part on them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from procurement.adoption import actions
from procurement.adoption.models import AdoptionState, AdoptionStep
from procurement.league.measuring import measure
from procurement.league.metrics import BOUGHT_NONE, NOT_LIVE
from procurement.league.models import AdoptionRow, Figure
from procurement.specifications import actions as specifications
from procurement.specifications.models import ParticipatingTrust
from tests.cast import signed_in_client
from tests.procurement.adoption.world import AT, LIVE_ON, make_adopted
from tests.procurement.league import world as league

pytestmark = pytest.mark.django_db
FROM, DAY = date(2026, 8, 1), date(2026, 10, 31)


@pytest.fixture
def world():
    """Northgate is live since 12 October; Southmere buys much and is not."""
    made = make_adopted()
    made.go_live(made.start())
    made.buy(made.standard, (LIVE_ON, 8), (date(2026, 10, 20), -2))
    made.buy(made.standard, (date(2026, 11, 1), 400))  # after the period
    made.buy(made.other, (date(2026, 10, 11), 50), (date(2026, 10, 30), 2))
    made.buy(made.other, (date(2026, 10, 30), 90), trust="SMR")
    return made


def measured(day=DAY):
    trusts, found = measure(period_from=FROM, as_at=day, progress=lambda step: None)
    codes = {each.organisation.pk: each.organisation.code for each in trusts}
    return {codes[e.organisation_id]: e for e in found if e.metric == "M7"}


def test_it_counts_from_go_live_to_the_end_of_the_period(world):
    found = measured()

    assert (found["NGT"].numerator, found["NGT"].denominator) == (60, 80)
    assert found["NGT"].why_not == ""
    assert found["SMR"].why_not == NOT_LIVE


def test_as_at_an_earlier_day_it_is_what_it_was_then(world):
    assert measured(LIVE_ON - timedelta(days=1))["NGT"].why_not == NOT_LIVE
    assert measured(date(2026, 8, 31))["NGT"].why_not.startswith("No standard")


def test_a_past_period_stays_as_it_was_when_a_trust_goes_live_again(world):
    at = AT + timedelta(days=35)
    adoption = world.version.adoptions.get()
    actions.move_adoption(
        adoption, AdoptionState.STOCK_RUN_DOWN, note="Stock.", by=world.lead, at=at
    )
    again = {"go_live_on": date(2026, 11, 16)}
    actions.plan_adoption(adoption, plan=again, by=world.lead, at=at)
    actions.move_adoption(
        adoption, AdoptionState.LIVE, note="Nobody.", by=world.lead, at=at
    )

    assert (measured()["NGT"].numerator, measured()["NGT"].denominator) == (60, 80)
    assert measured(date(2026, 11, 20))["NGT"].why_not == BOUGHT_NONE


def test_who_bought_nothing_of_it_is_not_measured(world):
    assert measured(date(2026, 10, 12))["NGT"].denominator == 80
    later = date(2027, 3, 1)
    _, found = measure(
        period_from=date(2027, 2, 1), as_at=later, progress=lambda step: None
    )
    [figure] = [e for e in found if e.metric == "M7" and e.why_not == BOUGHT_NONE]
    assert figure.organisation_id == world.lead.organisation_id


def test_a_use_takes_as_many_eaches_as_the_specification_says():
    made = make_adopted(other_takes=Decimal(4))
    made.go_live(made.start())
    made.buy(made.standard, (LIVE_ON, 3))
    made.buy(made.other, (LIVE_ON, 4))

    found = measured()["NGT"]

    assert (found.numerator, found.denominator) == (30, 40)


@pytest.mark.parametrize("how", ["exempt", "suspended", "left"])
def test_what_is_exempt_or_stopped_or_left_counts_nowhere(world, how):
    if how == "exempt":
        adoption = world.version.adoptions.get()
        AdoptionStep.objects.create(
            adoption=adoption, state=AdoptionState.EXEMPT, note="Burns", at=AT
        )
    elif how == "suspended":
        specifications.suspend(
            world.version, reason="It burst.", by=world.signed.chair, at=AT
        )
    else:
        ParticipatingTrust.objects.filter(organisation=world.lead.organisation).update(
            left_at=AT, left_because="Merged"
        )

    assert measured()["NGT"].why_not == NOT_LIVE


def test_its_rows_are_kept_and_add_up(world, rae):
    on = timezone.localdate(AT) + timedelta(days=19)
    release = league.actions.prepare_release(
        period_from=FROM, as_at=on, by=rae, at=league.PREPARED + timedelta(days=60)
    )
    league.work_out(release, at=league.PREPARED + timedelta(days=60))

    figure = Figure.objects.get(metric="M7", organisation=world.lead.organisation)
    row = AdoptionRow.objects.get()

    assert figure.figure == Decimal("0.75")
    assert (row.on_standard, row.eligible) == (figure.numerator, figure.denominator)
    where = f"/league/{release.pk}/NGT/M7/rows/"
    shown = signed_in_client(rae).get(where)
    assert "The rows add up to 60 of 80 uses" in shown.text
    assert "Foley catheters" in shown.text
    file = signed_in_client(rae).get(
        reverse("league_row_export", args=[release.pk, "NGT", "M7"])
    )
    assert "Foley catheters" in b"".join(file).decode()
