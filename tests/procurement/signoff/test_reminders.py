"""Reminders of a round and of a review: in time, to the right people, once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.db import DatabaseError, transaction

from procurement.signoff import actions
from procurement.signoff.models import Reminder
from procurement.signoff.reminding import is_quiet
from procurement.specifications.actions import put_under_review, reaffirm
from procurement.specifications.models import SeatKind, Version, VersionState
from tests.procurement.specifications.world import (
    DEADLINE,
    add_seat,
    make_world,
    put_to_sign_off,
    sign,
)
from trusts.models import Failure, RefusedAddress

pytestmark = pytest.mark.django_db

# The deadline is Monday 19 October 2026, 9:00 UTC.
WEDNESDAY = datetime(2026, 10, 14, 9, tzinfo=UTC)
LAST_DAY = datetime(2026, 10, 19, 7, tzinfo=UTC)
AFTER = datetime(2026, 10, 19, 10, tzinfo=UTC)


@pytest.fixture
def world():
    world = make_world()
    put_to_sign_off(world)
    sign(world, "Dai")
    mail.outbox.clear()
    return world


def told(*, at):
    mail.outbox.clear()
    actions.remind(at=at)
    return sorted(each.to[0] for each in mail.outbox)


def test_who_has_not_decided_is_reminded_three_working_days_before_and_on_the_day(
    world,
):
    undecided = ["carys@example.org", "efa@example.org", "glenys@example.org"]

    assert told(at=WEDNESDAY - timedelta(days=1)) == []
    assert told(at=WEDNESDAY) == undecided
    assert told(at=WEDNESDAY + timedelta(days=1)) == []
    sign(world, "Carys", at=WEDNESDAY)
    assert told(at=LAST_DAY) == ["efa@example.org", "glenys@example.org"]
    assert told(at=LAST_DAY + timedelta(hours=1)) == []


def test_an_address_that_is_refused_for_good_is_kept_as_that(world, monkeypatch):
    monkeypatch.setattr("trusts.mails.send", lambda _message: Failure.ADDRESS)

    assert actions.remind(at=WEDNESDAY) == 0

    kept = Reminder.objects.values_list("failure", flat=True)
    assert list(kept) == [Failure.ADDRESS] * 3
    assert RefusedAddress.objects.count() == 3
    assert actions.remind(at=WEDNESDAY) == 0


def test_after_the_deadline_the_chair_and_the_trusts_without_an_answer_are_told(world):
    sign(world, "Carys", at=WEDNESDAY)

    assert told(at=AFTER) == ["glenys@example.org"]
    assert told(at=AFTER + timedelta(hours=1)) == []


def test_a_trust_lead_is_told_where_nobody_is_clinical_lead():
    put_to_sign_off(make_world())

    assert told(at=AFTER) == ["amina@example.org", "glenys@example.org"]


def test_more_time_is_reminded_of_again(world):
    told(at=WEDNESDAY)
    actions.extend_round(
        world.round,
        deadline_at=DEADLINE + timedelta(days=7),
        reason="Half term.",
        by=world.chair,
        at=WEDNESDAY,
    )

    assert told(at=LAST_DAY) == []
    assert len(told(at=WEDNESDAY + timedelta(days=7))) == 3


@pytest.mark.parametrize(
    ("at", "quiet"),
    [
        (datetime(2026, 10, 14, 5, 59, tzinfo=UTC), True),  # 6:59 in London
        (datetime(2026, 10, 14, 6, tzinfo=UTC), False),
        (datetime(2026, 10, 14, 18, 59, tzinfo=UTC), False),
        (datetime(2026, 10, 14, 19, tzinfo=UTC), True),  # 20:00
        (datetime(2026, 10, 17, 12, tzinfo=UTC), True),  # a Saturday
        (datetime(2026, 12, 25, 12, tzinfo=UTC), True),
    ],
)
def test_nobody_is_written_to_at_night_and_at_weekends(at, quiet):
    assert is_quiet(at) is quiet


def test_review_date_puts_it_under_review_and_tells_everybody_once(world):
    sign(world, "Carys")
    sign(world, "Efa")
    actions.close_round(world.round, by=world.chair, at=AFTER)
    due = datetime(2028, 10, 2, 9, tzinfo=UTC)  # the Monday after 1 October 2028

    assert actions.review_what_is_due(at=due - timedelta(days=7)) == []
    assert len(actions.review_what_is_due(at=due)) == 1
    assert actions.review_what_is_due(at=due) == []

    version = Version.objects.get(pk=world.version.pk)
    assert version.state == VersionState.UNDER_REVIEW
    assert version.review_on == date(2028, 10, 1)
    assert told(at=due) == [
        f"{name}@example.org" for name in ("amina", "carys", "dai", "efa", "glenys")
    ]
    assert told(at=due + timedelta(hours=1)) == []


def test_what_was_told_cannot_be_unsaid(world):
    told(at=WEDNESDAY)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Reminder.objects.update(due_on=date(2030, 1, 1))


def test_a_trust_lead_is_told_where_the_clinical_lead_works_there_no_more():
    world = make_world()
    lead = add_seat(world, "Bea", world.trusts[0], kind=SeatKind.CLINICAL_LEAD)
    put_to_sign_off(world)
    lead.membership.ends_on = AFTER.date() - timedelta(days=1)
    lead.membership.save()

    assert told(at=AFTER) == ["amina@example.org", "glenys@example.org"]


def test_what_was_said_to_stand_on_its_review_date_is_not_undone(world):
    sign(world, "Carys")
    sign(world, "Efa")
    actions.close_round(world.round, by=world.chair, at=AFTER)
    due = datetime(2028, 10, 2, 9, tzinfo=UTC)
    before = due - timedelta(days=9)
    put_under_review(world.version, reason="Harm.", by=None, at=before)
    world.version.refresh_from_db()
    reaffirm(world.version, reason="It stands.", by=world.chair, at=due)

    assert actions.review_what_is_due(at=due + timedelta(minutes=10)) == []
