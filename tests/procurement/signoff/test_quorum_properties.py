"""What holds of every round, whatever the rule and whoever votes."""

import json
from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.signoff.quorum import as_record, count
from procurement.signoff.votes import (
    APPROVALS,
    DEFAULT_RULES,
    OBJECTIONS,
    Place,
    Rule,
    SeatKind,
    Vote,
    VoteKind,
)

SEATS = st.sampled_from(SeatKind)
PROFESSIONS = st.sampled_from(["nurse", "doctor", "pharmacist", "paramedic", ""])
SHARES = st.sampled_from(
    [Fraction(1, 3), Fraction(1, 2), Fraction(2, 3), Fraction(3, 4)]
)
# Approvals come oftener, so that many of the rounds are adopted.
KINDS = st.sampled_from([*VoteKind, *[VoteKind.APPROVE] * 8])
RARELY = st.sampled_from([False, False, False, True])
RULES = st.sampled_from(list(DEFAULT_RULES.values())) | st.builds(
    Rule,
    st.lists(SEATS, max_size=2, unique=True).map(tuple),
    SHARES,
    SHARES,
    is_strict=st.booleans(),
    least_professions=st.integers(0, 3),
    needs_chair=st.booleans(),
)


@st.composite
def rounds(draw):
    """A rule, one to five trusts, up to a dozen votes, and what the chair says."""
    places = [
        Place(code, f"Trust {code}") for code in "ABCDE"[: draw(st.integers(1, 5))]
    ]
    rule = draw(RULES)
    ballots = [
        (place.trust, seat)
        for place in places
        for seat in draw(st.sampled_from([rule.required_seats] * 3 + [()]))
    ]
    others = st.tuples(st.sampled_from(places).map(lambda place: place.trust), SEATS)
    ballots += draw(st.lists(others, max_size=4))
    votes = [draw(a_vote(*ballot, f"P{n}")) for n, ballot in enumerate(ballots)]
    return rule, places, votes, draw(st.booleans())


@st.composite
def a_vote(draw, trust, seat, person, kinds=KINDS):
    """`kinds` is what the vote may be; rarely conflicted or the drafter's."""
    return Vote(
        trust,
        person,
        seat,
        draw(PROFESSIONS),
        draw(kinds),
        is_conflicted=draw(RARELY),
        is_resolved=draw(st.booleans()),
        is_drafter=draw(RARELY),
    )


def with_another(data, places, votes, *kinds, **fixed):
    """The votes and one of another person, for any of the trusts and in any seat."""
    trust = data.draw(st.sampled_from(places)).trust
    vote = data.draw(a_vote(trust, data.draw(SEATS), "new", st.sampled_from(kinds)))
    return [*votes, replace(vote, **fixed)]


def one_of(data, votes, is_meant):
    """The place in the list of one such vote; None if there is none."""
    meant = [number for number, vote in enumerate(votes) if is_meant(vote)]
    return data.draw(st.sampled_from(meant)) if meant else None


def changed(votes, number, **change):
    return [*votes[:number], replace(votes[number], **change), *votes[number + 1 :]]


@settings(max_examples=150)
@given(rounds(), st.data())
def test_one_more_approval_or_exemption_never_undoes_an_adoption(found, data):
    rule, places, votes, chair = found
    more = with_another(data, places, votes, *APPROVALS, VoteKind.EXEMPT)

    before, after = (count(rule, places, each, chair) for each in (votes, more))

    assert after.is_adopted or not before.is_adopted
    assert after.is_quorate or not before.is_quorate
    assert after.approving >= before.approving


@settings(max_examples=80)
@given(rounds(), st.data())
def test_an_unresolved_blocking_objection_always_stops(found, data):
    rule, places, votes, chair = found
    blocked = with_another(
        data,
        places,
        votes,
        VoteKind.OBJECT_BLOCKING,
        is_conflicted=False,
        is_resolved=False,
    )

    after = count(rule, places, blocked, chair)

    assert not after.is_adopted
    assert "objects, and it is not resolved" in after.stops[0]


@settings(max_examples=80)
@given(rounds())
def test_without_the_conflicted_votes_the_count_is_the_same(found):
    rule, places, votes, chair = found
    rest = [vote for vote in votes if not vote.is_conflicted]

    before, after = (count(rule, places, each, chair) for each in (votes, rest))

    assert replace(before, conflicted=()) == after


@settings(max_examples=150)
@given(rounds(), st.data())
def test_taking_an_approval_away_never_helps(found, data):
    """Because of an interest, by abstaining instead, or altogether."""
    rule, places, votes, chair = found
    number = one_of(data, votes, lambda vote: vote.approves or vote.exempts)
    if number is None:
        return
    before = count(rule, places, votes, chair)

    for fewer in (
        changed(votes, number, is_conflicted=True),
        changed(votes, number, kind=VoteKind.ABSTAIN),
        [*votes[:number], *votes[number + 1 :]],
    ):
        assert before.is_adopted or not count(rule, places, fewer, chair).is_adopted


@settings(max_examples=80)
@given(rounds(), st.data())
def test_silence_and_abstaining_never_help(found, data):
    rule, places, votes, chair = found
    silent = [*places, Place("Z", "Trust Z")]
    abstaining = with_another(
        data, silent, votes, VoteKind.ABSTAIN, is_conflicted=False
    )

    before = count(rule, places, votes, chair)
    with_silent = count(rule, silent, votes, chair)
    with_abstaining = count(rule, silent, abstaining, chair)

    assert before.is_adopted or not with_silent.is_adopted
    assert replace(with_abstaining, abstained=before.abstained) == with_silent
    assert "new" in with_abstaining.abstained


@settings(max_examples=50)
@given(rounds(), st.randoms())
def test_the_order_of_votes_makes_no_difference(found, random):
    rule, places, votes, chair = found
    shuffled = random.sample(votes, len(votes))

    assert count(rule, places, shuffled, chair) == count(rule, places, votes, chair)


@settings(max_examples=150)
@given(rounds())
def test_count_is_what_the_rule_says_at_length(found):
    rule, places, votes, chair = found
    answered, weighing, approving = at_length(rule, places, votes)

    counted = count(rule, places, votes, chair)

    assert counted.answered == len(answered)
    assert counted.deciding == len(weighing)
    assert counted.approving == len(approving)
    assert counted.is_adopted == (
        len(answered) >= rule.trusts_share * len(places)
        and bool(approving)
        and is_enough(Fraction(len(approving), len(weighing)), rule)
        and are_enough(votes, rule)
        and (chair or not rule.needs_chair)
    )
    assert json.loads(json.dumps(as_record(counted))) == as_record(counted)


def deciding(votes):
    return [v for v in votes if not v.is_conflicted and v.kind != VoteKind.ABSTAIN]


def at_length(rule, places, votes):
    """The trusts that answered, that weigh in the threshold, and that approve: the rule
    once more, slow and in the order of its text."""
    answered, weighing, approving = set(), set(), set()
    for trust in (place.trust for place in places):
        own = [v for v in deciding(votes) if v.trust == trust]
        seats = {v.seat for v in own} | ({SeatKind.REVIEWER} if own else set())
        is_independent = any(not v.is_drafter for v in own)
        is_complete = is_independent and seats >= set(rule.required_seats)
        approvals = [v for v in own if v.kind in APPROVALS]
        objections = [v for v in own if v.kind in OBJECTIONS]
        if is_complete or any(v.kind == VoteKind.EXEMPT for v in own):
            answered.add(trust)
        if objections or (is_complete and approvals):
            weighing.add(trust)
        if is_complete and len(approvals) > len(objections):
            approving.add(trust)
    return answered, weighing, approving


def is_enough(share, rule):
    return share > rule.threshold if rule.is_strict else share >= rule.threshold


def are_enough(votes, rule):
    """Of professions, of approvals besides the drafter's, and nothing that blocks."""
    counted = deciding(votes)
    blocking = [v for v in counted if v.kind == VoteKind.OBJECT_BLOCKING]
    return (
        len({v.profession for v in counted} - {""}) >= rule.least_professions
        and any(v.kind in APPROVALS and not v.is_drafter for v in counted)
        and all(v.is_resolved for v in blocking)
    )
