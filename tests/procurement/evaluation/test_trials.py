"""Planning trials and running them."""

from datetime import timedelta

import pytest

from procurement.evaluation import actions
from procurement.evaluation.models import Trial, TrialState
from procurement.specifications import actions as specifications
from tests.factories import make_organisation
from tests.procurement.evaluation.scoring import (
    PLAN,
    make_scoring,
    make_trial,
    open_scoring,
    products,
)
from tests.procurement.specifications.world import AT
from trusts.rules import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_scoring()


def move(world, trial, to, note="", *, by=None, at=AT):
    actions.move_trial(trial, TrialState(to), note=note, by=by or world.chair, at=at)


def test_a_trial_is_started_stopped_started_again_and_closed(world):
    trial = make_trial(world, live=False)

    move(world, trial, "LIVE")
    with pytest.raises(Refused, match="Say why"):
        move(world, trial, "STOPPED", "  ")
    move(world, trial, "STOPPED", "A balloon burst.")
    with pytest.raises(Refused, match="Say why"):
        move(world, trial, "LIVE")
    move(world, trial, "LIVE", "It was overfilled.")
    move(world, trial, "CLOSED", "40 uses.")

    assert [(each.state, each.note) for each in trial.steps.order_by("pk")] == [
        ("PLANNED", ""),
        ("LIVE", ""),
        ("STOPPED", "A balloon burst."),
        ("LIVE", "It was overfilled."),
        ("CLOSED", "40 uses."),
    ]
    with pytest.raises(Refused, match="The trial is closed"):
        move(world, trial, "LIVE", "Once more.")


def test_the_chair_alone_runs_a_trial(world):
    trial = make_trial(world, live=False)

    for by in (world.drafter, world.member("Carys")):
        with pytest.raises(Refused, match="Only the clinical chair"):
            move(world, trial, "LIVE", by=by)


@pytest.mark.parametrize(
    ("plan", "reason"),
    [
        ({"indemnity": ""}, "indemnity form"),
        ({"starts_on": AT.date() - timedelta(9), "ends_on": AT.date() - timedelta(1)},
         "last day is over"),
    ],
)  # fmt: skip
def test_what_a_trial_needs_before_it_starts(world, plan, reason):
    trial = make_trial(world, live=False)
    Trial.objects.filter(pk=trial.pk).update(**plan)
    trial.refresh_from_db()

    with pytest.raises(Refused, match=reason):
        move(world, trial, "LIVE")


def test_a_trial_starts_when_products_are_scored():
    world = make_scoring(scored=False)
    trial = make_trial(world, live=False)
    with pytest.raises(Refused, match="when products are being scored"):
        move(world, trial, "LIVE")

    open_scoring(world)
    move(world, trial, "LIVE")

    assert trial.state == TrialState.LIVE


def test_a_trial_without_sites_does_not_start(world):
    trial = make_trial(world, live=False)
    trial.sites.all().delete()

    with pytest.raises(Refused, match="at which trusts"):
        move(world, trial, "LIVE")


def change(world, trial, **plan):
    actions.set_trial(
        trial,
        sites=[(world.trusts[0], "Ward 1"), (world.trusts[1], "")],
        products=[(products(world)[1], "L-9")],
        plan=plan,
        by=world.drafter,
        at=AT,
    )


def test_set_trial_changes_what_is_planned_until_it_starts(world):
    trial = make_trial(world, live=False)

    change(world, trial, uses_planned=9)

    trial.refresh_from_db()
    assert trial.uses_planned == 9
    assert {str(each) for each in trial.sites.all()} == {
        "Northgate University Hospitals, Ward 1",
        "Southmere Hospitals",
    }
    assert [each.lots for each in trial.products.all()] == ["L-9"]
    move(world, trial, "LIVE")
    with pytest.raises(Refused, match="what was planned stands"):
        change(world, trial, uses_planned=8)


def test_sites_and_products_are_those_of_the_version(world):
    other = specifications.start_specification(
        "Wipes", tier="LOW", chair=world.chair, organisations=world.trusts,
        by=None, at=AT,
    )  # fmt: skip
    of_another = specifications.consider(
        other, products(world)[0].product, is_standard=True, by=None, at=AT
    )
    with pytest.raises(Refused, match="not part of this version"):
        actions.plan_trial(
            world.version, sites=[], products=[(of_another, "")],
            by=world.drafter, at=AT, starts_on=AT.date(), ends_on=AT.date(), **PLAN,
        )  # fmt: skip
    elsewhere = make_organisation("ELS", "Elsewhere")
    with pytest.raises(Refused, match="Elsewhere does not take part"):
        actions.plan_trial(
            world.version, sites=[(elsewhere, "")], products=[],
            by=world.drafter, at=AT, starts_on=AT.date(), ends_on=AT.date(), **PLAN,
        )  # fmt: skip


def test_who_may_plan_and_until_when(world):
    with pytest.raises(Refused, match="may not write specifications"):
        make_trial(world, by=world.member("Carys"))
    specifications.withdraw(world.version, reason="No.", by=world.chair, at=AT)
    with pytest.raises(Refused, match="past the time of trials"):
        make_trial(world)
