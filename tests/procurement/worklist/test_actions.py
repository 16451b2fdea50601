"""What people do to gaps, one or many, and what the history then says."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from procurement.gaps.models import AcceptReason, Gap, GapStage, GapStep, GapWatch
from procurement.worklist import actions
from tests.factories import make_membership
from tests.procurement.gaps.world import make_gaps
from trusts.models import AuditEvent
from trusts.roles import Role
from trusts.rules import Refused

pytestmark = pytest.mark.django_db

AT = datetime(2026, 10, 1, 9, tzinfo=UTC)
LATER = datetime(2026, 10, 2, 9, tzinfo=UTC)
DUE = date(2026, 10, 20)


@pytest.fixture
def gaps(northgate):
    return make_gaps(northgate, 3)


def accepted(gaps, by, at=AT):
    return actions.accept(
        gaps,
        reason=AcceptReason.CLINICAL,
        review_on=date(2027, 4, 1),
        by=by,
        at=at,
    )


def columns():
    return list(Gap.objects.order_by("pk").values())


def test_assign_makes_many_gaps_somebodys_in_one_act(gaps, amina, ben):
    worked = actions.assign(
        Gap.objects.filter(gap_value__gte=2000),
        to=ben,
        due_on=DUE,
        note="Call Kestrel",
        by=amina,
        at=AT,
    )

    assert (worked.done, worked.value, worked.left) == (2, Decimal("5000.00"), {})
    theirs = Gap.objects.filter(owner=ben, stage=GapStage.ASSIGNED, due_on=DUE)
    assert theirs.count() == 2
    steps = GapStep.objects.filter(act=worked.act, what="ASSIGNED", stage_before="")
    assert [(s.note, s.owner, s.by) for s in steps] == [
        ("Call Kestrel", ben, amina)
    ] * 2
    [event] = AuditEvent.objects.filter(action="gap_assigned")
    assert (event.target, event.detail["gaps"]) == ("2 price gaps", 2)


def test_assign_once_more_keeps_the_due_day_and_the_stage(gaps, amina, ben):
    actions.assign(gaps, to=ben, due_on=DUE, by=amina, at=AT)
    actions.move(gaps[:1], stage=GapStage.IN_TALKS, by=ben, at=AT)

    actions.assign(gaps, to=amina, by=ben, at=LATER)

    stages = Gap.objects.filter(owner=amina, due_on=DUE).order_by("pk")
    assert [gap.stage for gap in stages] == ["IN_TALKS", "ASSIGNED", "ASSIGNED"]


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ("dilys", "Dilys Morgan does not work at this trust."),
        ("finance", "which is not for price gaps"),
        ("leaver", "has no access here any more"),
    ],
)
def test_assign_refuses_who_cannot_work_on_it(request, gaps, amina, who, why):
    people = {
        "finance": lambda: make_membership("Femi Ade", Role.TRUST_FINANCE),
        "leaver": lambda: make_membership("Lea Gone", ends_on=date(2026, 9, 1)),
    }
    to = people[who]() if who in people else request.getfixturevalue(who)

    with pytest.raises(Refused, match=why):
        actions.assign(gaps, to=to, by=amina, at=AT)

    assert not GapStep.objects.exists()


def test_another_trusts_gaps_are_left_alone(gaps, dilys, rae):
    worked = actions.add_note(gaps, note="Ours?", by=dilys, at=AT)

    assert worked.left == {"It is another trust’s gap.": 3}
    with pytest.raises(Refused, match="may not work on price gaps"):
        actions.add_note(gaps, note="Look", by=rae, at=AT)


def test_snooze_and_wake(gaps, amina):
    actions.snooze(gaps, until=DUE, note="Out of office", by=amina, at=AT)
    asleep = Gap.objects.filter(snoozed_until=DUE).count()

    actions.wake(gaps[:1], by=amina, at=LATER)

    assert (asleep, Gap.objects.filter(snoozed_until=None).count()) == (3, 1)
    with pytest.raises(Refused, match="after today"):
        actions.snooze(gaps, until=date(2026, 10, 1), by=amina, at=AT)
    with pytest.raises(Refused, match="within a year"):
        actions.snooze(gaps, until=date(2062, 10, 1), by=amina, at=AT)


def test_accept_takes_gaps_out_of_lists_and_totals(gaps, amina):
    accepted(gaps[:2], amina)

    gap = Gap.objects.get(pk=gaps[1].pk)
    assert list(Gap.objects.listed()) == [gaps[2]]
    assert Gap.objects.accepted().count() == 2
    assert (gap.accepted_value, gap.owner) == (Decimal("2000.00"), amina)


def test_accept_asks_for_a_reason_and_a_day(gaps, amina):
    good = {"reason": AcceptReason.VOLUME, "review_on": date(2027, 1, 1)}
    for wrong, why in (
        ({"reason": AcceptReason.OTHER}, "Say in the note"),
        ({"reason": "WHIM"}, "Choose a reason"),
        ({"review_on": date(2026, 10, 1)}, "after today"),
        ({"review_on": date(2226, 10, 1)}, "within five years"),
    ):
        with pytest.raises(Refused, match=why):
            actions.accept(gaps, **(good | wrong), by=amina, at=AT)


def test_what_cannot_be_done_to_some_is_done_to_the_others(gaps, amina):
    Gap.objects.filter(pk=gaps[0].pk).update(state="GONE")
    actions.move(gaps[1:2], stage=GapStage.AGREED, by=amina, at=AT)

    worked = accepted(gaps, amina)

    assert worked.done == 1
    assert set(worked.left) == {
        "The gap is gone: there is nothing to do about it.",
        "A better price is agreed. Open the gap again before you accept it.",
    }


def test_move_makes_what_is_nobodys_the_movers(gaps, amina, ben):
    actions.assign(gaps[:1], to=ben, by=amina, at=AT)

    worked = actions.move(gaps, stage=GapStage.AGREED, by=amina, at=LATER)

    owners = Gap.objects.filter(stage="AGREED").order_by("pk")
    assert [gap.owner for gap in owners] == [ben, amina, amina]
    again = actions.move(gaps, stage=GapStage.IN_TALKS, by=None, at=LATER)
    assert (worked.done, again.done) == (3, 0)


def test_reopen_keeps_whose_it_was(gaps, amina):
    accepted(gaps, amina)

    actions.reopen(gaps, note="Contract ended", by=amina, at=LATER)

    assert Gap.objects.listed().filter(stage="ASSIGNED", owner=amina).count() == 3
    assert actions.reopen(gaps, by=amina, at=LATER).left == {"It is open.": 3}


def test_take_back_makes_all_as_it_was(gaps, amina, ben):
    actions.assign(gaps[:1], to=ben, due_on=DUE, by=amina, at=AT)
    before = columns()
    worked = accepted(gaps, amina)
    actions.add_note(gaps[:1], note="Hm", by=ben, at=AT)

    undone = actions.take_back(worked.act, by=amina, at=LATER)

    assert columns() == before
    assert (undone.done, undone.left) == (3, {})
    newest = GapStep.objects.filter(what="UNDONE", stage_before="ACCEPTED")
    assert newest.count() == 3


def test_what_was_agreed_is_agreed_again_also_where_the_gap_is_away(gaps, amina):
    actions.move(gaps[:1], stage=GapStage.AGREED, by=amina, at=AT)
    worked = actions.reopen(gaps[:1], by=amina, at=LATER)
    Gap.objects.filter(pk=gaps[0].pk).update(state="GONE")

    undone = actions.take_back(worked.act, by=amina, at=LATER)

    gap = Gap.objects.get(pk=gaps[0].pk)
    assert (undone.done, gap.state, gap.stage) == (1, "GONE", "AGREED")


def test_take_back_leaves_what_was_worked_on_since(gaps, amina, ben):
    worked = actions.assign(gaps, to=ben, by=amina, at=AT)
    actions.snooze(gaps[:1], until=DUE, by=ben, at=AT)

    undone = actions.take_back(worked.act, by=amina, at=LATER)

    assert (undone.done, sum(undone.left.values())) == (2, 1)
    assert Gap.objects.get(pk=gaps[0].pk).owner == ben
    with pytest.raises(Refused, match="Only who did it"):
        actions.take_back(worked.act, by=ben, at=LATER)


def test_take_back_leaves_gaps_of_another_trust_alone(gaps, amina, ben, dilys):
    worked = actions.assign(gaps, to=ben, by=amina, at=AT)
    Gap.objects.filter(pk=gaps[0].pk).update(organisation=dilys.organisation)

    undone = actions.take_back(worked.act, by=amina, at=LATER)

    assert undone.done == GapStep.objects.filter(what="UNDONE").count() == 2
    assert Gap.objects.get(pk=gaps[0].pk).owner == ben


@pytest.mark.parametrize("stage", [GapStage.IN_TALKS, GapStage.AGREED])
def test_what_a_letter_did_is_not_taken_back(gaps, amina, stage):
    worked = actions.move(gaps, stage=stage, by=amina, at=AT)
    before = columns()

    with pytest.raises(Refused, match="This cannot be taken back"):
        actions.take_back(worked.act, by=amina, at=LATER)

    assert columns() == before


def test_hand_over_leaves_nothing_with_who_goes(gaps, amina, ben):
    actions.assign(gaps, to=ben, due_on=DUE, by=amina, at=AT)
    accepted(gaps[:1], ben)
    Gap.objects.filter(pk=gaps[1].pk).update(state="GONE")

    worked = actions.hand_over(ben, to=amina, by=amina, at=LATER)

    assert worked.done == 3
    assert not Gap.objects.filter(owner=ben).exists()
    assert [g.stage for g in Gap.objects.filter(owner=amina).order_by("pk")] == [
        "ACCEPTED",
        "ASSIGNED",
        "ASSIGNED",
    ]


def test_watch_once_and_no_longer(gaps, amina):
    actions.watch(gaps[0], by=amina, at=AT)
    actions.watch(gaps[0], by=amina, at=LATER)
    watched = GapWatch.objects.count()

    actions.stop_watching(gaps[0], by=amina)

    assert (watched, GapWatch.objects.count()) == (1, 0)
