"""Everybody of a specification hears of it once, with what to do."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from procurement.problems import actions
from procurement.problems.showing import causes_of
from procurement.signoff.actions import close_round, review_what_is_due
from procurement.specifications.actions import (
    put_under_review,
    reaffirm,
    start_next_version,
    suspend,
    withdraw,
)
from tests.factories import make_membership
from tests.procurement.problems.world import NOW, in_force, notice, report, state_of
from tests.procurement.specifications.world import (
    add_seat,
    change,
    put_to_sign_off,
    sign,
)
from trusts.models import Failure
from trusts.roles import Role

pytestmark = pytest.mark.django_db

EVERYBODY = ["amina", "carys", "dai", "efa", "glenys"]
SATURDAY = datetime(2026, 11, 14, 12, tzinfo=UTC)
MONDAY = SATURDAY + timedelta(days=2)


@pytest.fixture
def world():
    return in_force()


def told(*, at=NOW):
    """Who is told now, by first name, and the last mail."""
    mail.outbox.clear()
    actions.tell(at=at)
    names = sorted(each.to[0].removesuffix("@example.org") for each in mail.outbox)
    return names, mail.outbox[-1] if mail.outbox else None


def test_everybody_is_told_of_serious_harm_once_also_at_the_weekend(world):
    report(world, kind="HARM", at=SATURDAY)

    names, last = told(at=SATURDAY)

    assert names == EVERYBODY
    assert last.subject == "Serious harm: Foley catheters, version 1"
    assert "Serious harm was reported with Foley catheter 14 Ch at" in last.body
    assert "is under review since then" in last.body
    assert "The balloon" not in last.body
    assert told(at=SATURDAY)[0] == told(at=MONDAY)[0] == []


def test_a_notice_is_told_of_at_once_and_three_problems_on_the_next_working_day(world):
    for name in ("Dai", "Carys", "Efa"):
        report(world, name, at=SATURDAY)
    assert told(at=SATURDAY)[0] == []
    notice(world, at=SATURDAY)

    names, last = told(at=SATURDAY)
    assert (names, last.subject.split(":")[0]) == (EVERYBODY, "Safety notice")
    assert "under review already" in last.body
    names, last = told(at=MONDAY)
    assert names == EVERYBODY
    assert last.subject.startswith("Several problems within a month")


def test_who_is_not_reached_is_told_when_the_server_is_back(world, monkeypatch):
    report(world, kind="HARM")

    with monkeypatch.context() as down:
        tried = []
        down.setattr(
            "trusts.mails.send",
            lambda message: tried.append(message) or Failure.UNREACHABLE,
        )
        assert told()[0] == []
        assert len(tried) == 1

    assert told()[0] == EVERYBODY


def test_an_address_that_is_refused_for_good_is_not_tried_again(world, monkeypatch):
    report(world, kind="HARM")

    with monkeypatch.context() as strict:
        strict.setattr("trusts.mails.send", lambda message: Failure.ADDRESS)
        assert told()[0] == []

    assert told()[0] == []


@pytest.mark.parametrize(
    ("act", "subject", "says"),
    [
        (suspend, "Suspended", "Do not buy by it for the time being."),
        (withdraw, "Withdrawn", "Buy by it no more."),
        (put_under_review, "Under review", "Go on buying by it"),
    ],
)
def test_everybody_but_who_did_it_is_told_what_became_of_it(world, act, subject, says):
    act(world.version, reason="The valve sticks.", by=world.chair, at=NOW)

    names, last = told()

    assert names == [each for each in EVERYBODY if each != "glenys"]
    assert last.subject == f"{subject}: Foley catheters, version 1"
    assert "Glenys Price wrote: The valve sticks." in last.body
    assert says in last.body
    assert told()[0] == []


def test_a_suspension_waits_for_no_morning_and_standing_again_does(world):
    suspend(world.version, reason="It leaks.", by=world.chair, at=SATURDAY)
    assert len(told(at=SATURDAY)[0]) == 4
    reaffirm(world.version, reason="Mended.", by=world.chair, at=SATURDAY)

    assert told(at=SATURDAY)[0] == []
    _, last = told(at=MONDAY)
    assert last.subject == "It stands: Foley catheters, version 1"


def test_adoption_itself_and_drafts_that_end_are_no_news_here(world):
    draft = start_next_version(world.version, note="x", by=world.chair, at=NOW)
    withdraw(draft, reason="Not now.", by=world.chair, at=NOW)

    assert told()[0] == []


def test_all_hear_that_another_version_has_taken_its_place(world):
    begun = NOW - timedelta(days=20)
    change(world, at=begun)
    put_to_sign_off(world, at=begun)
    for name in world.seats:
        sign(world, name, at=begun)
    close_round(world.round, by=world.chair, at=NOW)

    names, last = told()

    assert names == [each for each in EVERYBODY if each != "glenys"]
    assert last.subject == "Superseded: Foley catheters, version 1"
    assert "version 2 has taken its place" in last.body


def test_the_review_date_is_told_of_by_the_reminder_alone(world):
    due = datetime(2028, 10, 2, 9, tzinfo=UTC)
    assert len(review_what_is_due(at=due)) == 1

    assert told(at=due)[0] == []


def test_what_is_older_than_a_week_is_no_news(world):
    suspend(world.version, reason="x", by=world.chair, at=NOW - timedelta(days=8))

    assert told()[0] == []


def test_what_is_overtaken_is_told_no_more_and_what_to_do_is_of_now(world):
    put_under_review(world.version, reason="A look.", by=world.chair, at=SATURDAY)
    suspend(world.version, reason="It leaks.", by=world.chair, at=SATURDAY)
    names, last = told(at=SATURDAY)
    assert last.subject == "Suspended: Foley catheters, version 1"
    assert told(at=MONDAY)[0] == []
    reaffirm(world.version, reason="Mended.", by=world.chair, at=SATURDAY)
    suspend(world.version, reason="Again.", by=world.chair, at=MONDAY)
    withdraw(world.version, reason="Over.", by=world.chair, at=MONDAY)

    names, last = told(at=MONDAY)

    bodies = "".join(each.body for each in mail.outbox)
    assert "can buy by it again" not in bodies
    assert "was suspended on 16 November 2026" in bodies
    assert bodies.count("Buy by it no more.") == 2 * len(set(names))


def test_who_has_a_seat_since_hears_nothing_of_before(world):
    suspend(world.version, reason="It leaks.", by=world.chair, at=NOW)
    add_seat(world, "Nia", world.trusts[0], at=NOW + timedelta(hours=1))

    assert "nia" not in told(at=NOW + timedelta(hours=2))[0]


def test_without_a_working_chair_the_regional_lead_is_told(world):
    rae = make_membership("Rae Lee", Role.REGIONAL_LEAD, world.chair.organisation)
    world.chair.user.is_active = False
    world.chair.user.save()
    report(world, kind="HARM")

    names, last = told()

    assert rae.user.email in {each.to[0] for each in mail.outbox}
    assert "glenys" not in names
    assert "Nobody chairs this specification now: Glenys Price" in last.body
    assert "until its next chair says otherwise" in last.body


def test_what_a_version_is_looked_at_for_holds_of_the_next_one_too(world):
    begun = NOW - timedelta(days=20)
    report(world, kind="HARM", at=begun)
    change(world, at=begun)
    assert [each.cause.kind for each in causes_of(world.version, member=world.chair)]
    put_to_sign_off(world, at=begun)
    for name in world.seats:
        sign(world, name, at=begun)
    close_round(world.round, by=world.chair, at=NOW)
    assert state_of(world) == "ADOPTED"

    later = NOW + timedelta(minutes=1)
    carried = [actions.carry_causes_over(at=later) for _ in range(2)]

    assert carried == [1, 0]
    assert state_of(world) == "UNDER_REVIEW"
    world.version.refresh_from_db()
    reaffirm(world.version, reason="It was mended.", by=world.chair, at=later)
    assert actions.carry_causes_over(at=later) == 0
