"""What a problem and a notice set going, and what they do not."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from procurement.problems import actions
from procurement.problems.models import ProductProblem, ReviewCause
from procurement.specifications.actions import reaffirm, suspend
from procurement.specifications.models import VersionState, VersionStep
from tests.factories import make_membership, make_organisation
from tests.procurement.problems.world import (
    NOW,
    another_in_force,
    in_force,
    notice,
    product_of,
    report,
    state_of,
)
from tests.procurement.specifications.world import make_product
from tests.trusts.chained import verify_record
from trusts.models import AuditEvent
from trusts.roles import Role
from trusts.rules import Refused

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def world():
    return in_force()


def three(world, *, at=NOW):
    return [report(world, name, at=at) for name in ("Dai", "Carys", "Efa")]


def test_serious_harm_puts_it_under_review_at_once_and_says_why(world):
    problem = report(world, kind="HARM")

    assert state_of(world) == VersionState.UNDER_REVIEW
    cause = ReviewCause.objects.get()
    assert (cause.kind, cause.problem, cause.problems) == (
        "HARM",
        problem,
        [problem.pk],
    )
    step = VersionStep.objects.latest("pk")
    assert cause.step == step
    assert step.note == cause.says
    assert step.note == (
        "Serious harm was reported with Foley catheter 14 Ch at Southmere Hospitals, "
        "which happened on 11 November 2026."
    )


def test_the_third_problem_within_30_days_puts_it_under_review(world):
    first = report(world, "Dai", at=NOW - 29 * DAY)
    report(world, "Carys", "FIT")
    assert state_of(world) == VersionState.ADOPTED

    last = report(world, "Efa", "SUPPLY")

    assert state_of(world) == VersionState.UNDER_REVIEW
    cause = ReviewCause.objects.get()
    assert (cause.problem, cause.problems[0]) == (last, first.pk)
    assert cause.says.startswith(
        "3 problems with Foley catheter 14 Ch were reported by"
    )
    assert "3 trusts within 30 days" in cause.says


def test_what_is_older_than_30_days_or_was_a_mistake_does_not_count(world):
    report(world, "Dai", at=NOW - 30 * DAY)
    mistaken = report(world, "Carys")
    actions.take_back(mistaken, reason="Another box.", by=mistaken.reported_by, at=NOW)
    report(world, "Efa")
    report(world, "Efa", "FIT")

    assert state_of(world) == VersionState.ADOPTED
    report(world, "Efa", "SUPPLY")
    assert state_of(world) == VersionState.UNDER_REVIEW


def test_the_same_said_twice_is_one_problem(world):
    assert report(world) == report(world)
    assert ProductProblem.objects.count() == 1


def test_numbers_that_come_with_the_second_time_are_kept(world):
    number = actions.References(yellow_card_reference="YC 12")
    problem = report(world)

    for _ in range(2):
        report(world, references=number)

    [note] = problem.notes.all()
    assert note.yellow_card_reference == "YC 12"


def test_another_specification_is_not_told_which_trust_it_was(world):
    other = another_in_force(world)

    report(world, kind="HARM")

    says = ReviewCause.objects.get(version=other.version).says
    assert "at another trust, which" in says


def test_a_fourth_problem_is_no_new_cause_and_harm_is(world):
    three(world)
    report(world, "Dai", "FIT")
    assert ReviewCause.objects.count() == 1

    report(world, "Dai", "HARM")

    harm = ReviewCause.objects.latest("pk")
    assert (harm.kind, harm.step) == ("HARM", None)
    assert VersionStep.objects.filter(state=VersionState.UNDER_REVIEW).count() == 1


def test_once_it_stands_again_only_new_problems_count(world):
    three(world)
    reaffirm(world.version, reason="A bad batch.", by=world.chair, at=NOW + DAY)

    report(world, "Dai", "FIT", at=NOW + 2 * DAY)
    report(world, "Carys", "FIT", at=NOW + 2 * DAY)
    assert state_of(world) == VersionState.ADOPTED

    report(world, "Efa", "FIT", at=NOW + 2 * DAY)
    assert state_of(world) == VersionState.UNDER_REVIEW
    assert ReviewCause.objects.count() == 2


def test_a_suspended_one_stays_suspended_and_the_cause_is_noted(world):
    suspend(world.version, reason="To be safe.", by=world.chair, at=NOW - DAY)

    report(world, kind="HARM")
    notice(world)

    assert state_of(world) == VersionState.SUSPENDED
    assert [*ReviewCause.objects.values_list("step", flat=True)] == [None, None]


def test_a_notice_puts_every_standard_with_the_product_under_review(world):
    other = another_in_force(world)

    notice(world, at=NOW)

    assert state_of(world) == state_of(other) == VersionState.UNDER_REVIEW
    assert {each.version for each in ReviewCause.objects.all()} == {
        world.version,
        other.version,
    }
    with pytest.raises(Refused, match="is there already"):
        notice(world, reference="fsn-7")


def test_a_notice_about_what_another_product_stands_under_finds_it(world):
    standard, whole = product_of(world), make_product("Foley catheter")
    type(standard).objects.filter(pk=standard.pk).update(merged_into=whole)

    actions.enter_notice(
        whole,
        kind="RECALL",
        reference="R 1",
        title="A valve",
        issued_on=NOW.date(),
        by=world.chair,
        at=NOW,
    )

    assert state_of(world) == VersionState.UNDER_REVIEW


def test_problems_under_two_standards_count_together(world):
    other = another_in_force(world)
    report(world, "Dai")
    report(world, "Carys")

    actions.report_problem(
        other.version,
        product_of(world),
        kind="DEFECT",
        what="It leaks.",
        happened_on=NOW.date(),
        by=world.member("Efa"),
        at=NOW,
    )

    assert state_of(world) == state_of(other) == VersionState.UNDER_REVIEW


def test_who_may_report_follow_up_and_take_back(world):
    stranger = make_membership(
        "Sam Roe", Role.CLINICAL_REVIEWER, make_organisation("OUT", "Outside Trust")
    )
    with pytest.raises(Refused, match="does not take part"):
        _report_by(world, stranger)
    rae = make_membership("Rae", Role.REGIONAL_LEAD, world.chair.organisation)
    with pytest.raises(Refused, match="may not report"):
        _report_by(world, rae)
    problem = report(world, "Dai")
    with pytest.raises(Refused, match="Northgate"):
        actions.follow_up(problem, text="Done.", by=world.member("Efa"), at=NOW)
    actions.follow_up(problem, text="Asked the maker.", by=world.chair, at=NOW)
    with pytest.raises(Refused, match="Only who reported it"):
        actions.take_back(problem, reason="No.", by=world.chair, at=NOW)
    actions.take_back(problem, reason="Wrong ward.", by=world.drafter, at=NOW)
    with pytest.raises(Refused, match="said already"):
        actions.take_back(problem, reason="Again.", by=world.drafter, at=NOW)


def test_nothing_is_reported_on_what_is_not_its_product_or_is_yet_to_come(world):
    with pytest.raises(Refused, match="is not a product of version 1"):
        actions.report_problem(
            world.version,
            make_product("Gauze"),
            kind="FIT",
            what="x",
            happened_on=NOW.date(),
            by=world.member("Dai"),
            at=NOW,
        )
    with pytest.raises(Refused, match="after today"):
        _report_by(world, world.member("Dai"), happened_on=(NOW + DAY).date())


def test_it_stands_on_the_record_and_cannot_be_unsaid(world):
    problem = report(world, kind="HARM")
    notice(world)
    actions.follow_up(problem, text="Asked the maker.", by=world.chair, at=NOW)

    assert verify_record()[0]
    assert {"problem_reported", "notice_entered", "problem_followed_up"} <= {
        *AuditEvent.objects.values_list("action", flat=True)
    }
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        ProductProblem.objects.update(what="Nothing.")


def _report_by(world, member, **said):
    said = {"happened_on": NOW.date()} | said
    return actions.report_problem(
        world.version,
        product_of(world),
        kind="FIT",
        what="x",
        by=member,
        at=NOW,
        **said,
    )
