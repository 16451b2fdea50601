"""What a count says of each trust and of the whole, what it keeps, what it refuses."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest

from procurement.signoff.quorum import Position, as_record, count
from procurement.signoff.votes import DEFAULT_RULES
from tests.procurement.signoff.rounds import read

LOW, MODERATE, HIGH = DEFAULT_RULES.values()


def counted(rule, said, chair_approves=True):
    return count(rule, *read(said), chair_approves)


def test_the_chair_is_asked_at_high_risk_only():
    without = counted(HIGH, "F|F", chair_approves=False)

    assert without.stops == ("The chair has not approved.",)
    assert without.is_quorate
    assert counted(MODERATE, "M|T", chair_approves=False).is_adopted


def test_nobody_takes_part():
    found = count(LOW, [], [], True)

    assert found.stops == ("No trust takes part.", "No trust approves.")
    assert (found.quorum, found.approval) == (0, 0)
    assert not found.is_quorate


def test_stops_say_everything_in_order_and_once():
    found = counted(HIGH, "l+ c!(Kestrel)||l+d c+d o+d q+d|c=", chair_approves=False)

    assert found.stops == (
        "Kestrel of Northgate objects, and it is not resolved.",
        "1 of 4 trusts have answered; 3 are needed.",
        "Northgate still needs a medical device safety officer and a medical director "
        "or chief nurse.",
        "Southmere still needs a consultant or specialist lead, a trust clinical lead, "
        "a medical device safety officer and a medical director or chief nurse.",
        "Eastvale still needs somebody who wrote none of it to decide.",
        "No trust approves.",
        "The chair has not approved.",
    )


def test_a_trust_that_is_missing_is_said_though_it_does_not_stop():
    found = counted(MODERATE, "M|T|s+")

    assert found.is_adopted
    assert [line.needs for line in found.lines] == [
        "",
        "",
        "Eastvale still needs a trust clinical lead.",
    ]


def test_every_trust_has_its_line():
    found = counted(MODERATE, "T|T-|s=|s+ s=||s0 c+x")

    assert [line.position for line in found.lines] == [
        Position.APPROVES,
        Position.OBJECTS,
        Position.EXEMPT,
        *[Position.WAITING] * 3,
    ]
    assert [line.is_answered for line in found.lines] == [True] * 4 + [False] * 2
    assert (found.approving, found.objecting, found.exempt) == (1, 1, 1)
    assert (found.eligible, found.answered, found.deciding) == (6, 4, 2)
    assert found.conflicted == ("P9",)
    assert found.abstained == ("P8",)


@pytest.mark.parametrize(
    ("said", "change", "sentence"),
    [
        ("r+|r+", {"person": "P1"}, "Named twice: P1."),
        ("r+|r+", {"trust": "Z"}, "No part takes Z."),
    ],
)
def test_count_refuses_what_cannot_be(said, change, sentence):
    places, (first, second) = read(said)

    with pytest.raises(ValueError, match=sentence):
        count(LOW, places, [first, replace(second, **change)], True)


def test_count_refuses_a_trust_that_takes_part_twice():
    places, votes = read("r+")

    with pytest.raises(ValueError, match=r"Named twice: N\."):
        count(LOW, places * 2, votes, True)


@pytest.mark.parametrize(
    "shares",
    [
        {"trusts_share": Fraction(0)},
        {"threshold": Fraction(4, 3)},
        {"threshold": Fraction(1)},  # and the rule is strict
    ],
)
def test_a_rule_that_decides_nothing_is_refused(shares):
    with pytest.raises(ValueError, match="share"):
        replace(LOW, **shares)


def test_seats_are_said_in_words():
    assert [each.label for each in MODERATE.required_seats] == [
        "specialty reviewer",
        "trust clinical lead",
    ]


def test_as_record_keeps_all_that_was_counted():
    record = as_record(counted(MODERATE, "M|s* c-|s+x c0"))

    assert json.loads(json.dumps(record)) == record
    assert record.pop("rule") == {
        "required_seats": ["SPECIALTY_REVIEWER", "CLINICAL_LEAD"],
        "trusts_share": "2/3",
        "threshold": "2/3",
        "is_strict": False,
        "least_professions": 3,
        "needs_chair": False,
        "number": 1,
    }
    assert record.pop("lines")[1:] == [
        {
            "place": {"trust": "S", "name": "Southmere", "is_exempted": False},
            "filled": ["SPECIALTY_REVIEWER", "CLINICAL_LEAD"],
            "missing": [],
            "approvals": 1,
            "objections": 1,
            "exemptions": 0,
            "blocking": [],
            "has_independent": True,
            "position": "OBJECTS",
            "is_answered": True,
            "needs": "",
        },
        {
            "place": {"trust": "E", "name": "Eastvale", "is_exempted": False},
            "filled": [],
            "missing": ["SPECIALTY_REVIEWER", "CLINICAL_LEAD"],
            "approvals": 0,
            "objections": 0,
            "exemptions": 0,
            "blocking": [],
            "has_independent": False,
            "position": "WAITING",
            "is_answered": False,
            "needs": "Eastvale still needs a specialty reviewer and a trust clinical "
            "lead.",
        },
    ]
    assert record == {
        "chair_approves": True,
        "professions": ["doctor", "midwife", "nurse"],
        "conflicted": ["P5"],
        "abstained": ["P6"],
        "has_independent_approval": True,
        "eligible": 3,
        "answered": 2,
        "answers_needed": 2,
        "quorum": "2/3",
        "is_quorate": True,
        "approving": 1,
        "objecting": 1,
        "exempt": 0,
        "approvals_needed": 2,
        "approval": "1/2",
        "is_adopted": False,
        "stops": ["Of 2 trusts that approve or object, 1 approves; 2 are needed."],
    }
