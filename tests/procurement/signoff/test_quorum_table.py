"""Rounds at every boundary of the rules: adopted, or the first reason why not."""

import pytest

from procurement.signoff.quorum import count
from procurement.signoff.votes import DEFAULT_RULES, Tier
from tests.procurement.signoff.rounds import read

ADOPTED = ""
DRAFTER_ALONE = "Nobody besides who wrote it approves."


def answers(number, *, of, needed):
    are = "is" if needed == 1 else "are"
    return f"{number} of {of} trusts have answered; {needed} {are} needed."


def approvals(number, *, of, needed):
    approve = "approves" if number == 1 else "approve"
    trusts = f"{of} trusts that approve or object"
    return f"Of {trusts}, {number} {approve}; {needed} are needed."


def professions(number, *, needed):
    have = "profession has" if number == 1 else "professions have"
    return f"{number} {have} taken part; {needed} are needed."


def blocked_by(who):
    return f"{who} objects, and it is not resolved."


# What it shows, the round (see rounds.py), and the first reason.
AT_LOW_RISK = [
    ("all approve", "r+|r+|r+|r+", ADOPTED),
    ("one trust by itself", "r+", ADOPTED),
    ("exactly half have answered", "r+|r+||", ADOPTED),
    ("fewer than half", "r+|||", answers(1, of=4, needed=2)),
    ("half of an odd number goes up", "r+|r+|||", answers(2, of=5, needed=3)),
    ("silence is no answer", "||", answers(0, of=3, needed=2)),
    ("half is no majority", "r+|r-||", approvals(1, of=2, needed=2)),
    ("half of four is none either", "r+|r+|r-|r-", approvals(2, of=4, needed=3)),
    ("two of three is one", "r+|r+|r-|", ADOPTED),
    ("conditions approve too", "r*|r*", ADOPTED),
    ("any seat is a reviewer", "o+|q+", ADOPTED),
    ("drafter by themselves", "r+d", answers(0, of=1, needed=1)),
    ("drafter, and another trust", "r+d|r+|", answers(1, of=3, needed=2)),
    ("drafter and a colleague who abstains", "r+d r0", answers(0, of=1, needed=1)),
    ("drafter and one in conflict", "r+d r+x", answers(0, of=1, needed=1)),
    ("drafter and a colleague", "r+d r+", ADOPTED),
    ("drafter, a colleague exempts", "r+d r=", DRAFTER_ALONE),
    ("drafter, a colleague objects", "r+d r-", "No trust approves."),
    ("abstaining is no answer", "r+|r0|", answers(1, of=3, needed=2)),
    ("abstaining does no harm", "r+|r+|r0", ADOPTED),
    ("a conflicted approval is no answer", "r+x|r+|", answers(1, of=3, needed=2)),
    ("a conflicted objection does not block", "r+|r+|r!x", ADOPTED),
    ("a conflicted objection does not weigh", "r+|r-x", ADOPTED),
    ("a conflicted exemption is no answer", "r+|r=x|", answers(1, of=3, needed=2)),
    ("one objection blocks", "r+|r+|r+ r+ r!", blocked_by("Eastvale")),
    ("by name, if given", "r!(Kestrel)|r+|r+", blocked_by("Kestrel of Northgate")),
    ("the drafter's blocks as well", "r+|r+|r!d", blocked_by("Eastvale")),
    ("a resolved objection does not block", "r+|r+|r!v", ADOPTED),
    ("a resolved objection is one still", "r+|r!v", approvals(1, of=2, needed=2)),
    ("as many for as against is not for", "r+ r-|r+", approvals(1, of=2, needed=2)),
    ("more for than against is", "r+ r* r-|r+|", ADOPTED),
    ("an exemption answers and does not weigh", "r+|r=|", ADOPTED),
    ("exemptions alone approve nothing", "r=|r=", "No trust approves."),
    ("who is exempt and objects, objects", "r= r-|r+", approvals(1, of=2, needed=2)),
]
AT_MODERATE_RISK = [
    ("all approve", "T|M|T", ADOPTED),
    ("exactly two thirds have answered", "T|M|", ADOPTED),
    ("half have", "T|M||", answers(2, of=4, needed=3)),
    ("9 of 14", "M|M|M|M|M|M|M|M|M|||||", answers(9, of=14, needed=10)),
    ("10 of 14", "T|T|T|T|T|T|T|T|T|M||||", ADOPTED),
    ("two professions", "T|T|", professions(2, needed=3)),
    ("one profession", "s+ c+/nurse|s+ c+/nurse|", professions(1, needed=3)),
    ("the third profession objects", "T o-|T|", ADOPTED),
    ("the third profession exempts", "T o=|T|", ADOPTED),
    ("the third profession abstains", "T o0|T|", professions(2, needed=3)),
    ("the third profession is conflicted", "T o+x|T|", professions(2, needed=3)),
    ("a clinical lead is missing", "M|s+|", answers(1, of=3, needed=2)),
    ("a clinical lead is conflicted", "M|s+ c+x|", answers(1, of=3, needed=2)),
    ("a clinical lead abstains", "M|s+ c0|", answers(1, of=3, needed=2)),
    ("a reviewer is no specialty reviewer", "M|r+ c+|", answers(1, of=3, needed=2)),
    ("an objection fills a seat", "M|s+ s+ c-|", ADOPTED),
    ("an exemption fills a seat", "M|s+ c=|", ADOPTED),
    ("the drafter fills a seat beside another", "M|s+d c+|", ADOPTED),
    ("exactly two thirds approve", "M|T|T-", ADOPTED),
    ("half approve", "M|T-|", approvals(1, of=2, needed=2)),
    ("three of five approve", "M|T|T|T-|T-", approvals(3, of=5, needed=4)),
    ("incomplete, objecting: weighs", "M|T|T|T-|s-|s-", approvals(3, of=6, needed=4)),
    ("incomplete, approving: does not", "M|T|s+", ADOPTED),
    ("one objection blocks", "M|T|o!", blocked_by("Eastvale")),
]
AT_HIGH_RISK = [
    ("exactly three quarters have answered", "F|F|F|", ADOPTED),
    ("half have", "F|F||", answers(2, of=4, needed=3)),
    ("an executive is missing", "F|F|l+ c+ o+|", answers(2, of=4, needed=3)),
    ("exactly three quarters approve", "F|F|F|F-", ADOPTED),
    ("two of three approve", "F|F|F-", approvals(2, of=3, needed=3)),
    ("an exempt trust does not weigh", "F|F|F|c=", ADOPTED),
    ("an objection settled by exempting", "F|F|F|c!v l=", ADOPTED),
    ("the same, not settled", "F|F|F|c! l=", blocked_by("Westbrook")),
    ("two professions are enough", "D|D|D", ADOPTED),
]
TABLE = [
    pytest.param(DEFAULT_RULES[tier], said, first, id=f"{tier}: {what}")
    for tier, rounds in (
        (Tier.LOW, AT_LOW_RISK),
        (Tier.MODERATE, AT_MODERATE_RISK),
        (Tier.HIGH, AT_HIGH_RISK),
    )
    for what, said, first in rounds
]


@pytest.mark.parametrize(("rule", "said", "first"), TABLE)
def test_count_adopts_or_says_why_not(rule, said, first):
    places, votes = read(said)

    found = count(rule, places, votes, chair_approves=True)

    assert found.is_adopted == (first == ADOPTED)
    assert "".join(found.stops[:1]) == first
