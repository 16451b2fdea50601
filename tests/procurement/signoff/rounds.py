"""Rounds in a short notation: trusts between bars, in each the votes of its people.

A vote is a seat, what was decided, marks (x conflicted, v resolved, d drafter), and if
need be a profession and a name. `r+`: a reviewer approves. `c!v/midwife(Kestrel)`:
Kestrel, a midwife and the clinical lead, objected, and that is resolved. A trust that
says nothing has nothing between its bars. Capitals stand for all seats of a trust.
"""

import re

from procurement.signoff.votes import Place, SeatKind, Vote, VoteKind

NAMES = (
    *("Northgate", "Southmere", "Eastvale", "Westbrook", "Ashdown", "Birchfield"),
    *("Calder", "Dunmore", "Kelby", "Fairleigh", "Greyhills", "Harwood", "Inglewood"),
    "Jesmere",
)
WHOLE = {
    "T": "s+ c+",  # the two of moderate risk: a nurse and a doctor
    "M": "s+ c+/midwife",
    "T-": "s- c-",
    "F": "l+ c+ o+ q+",  # the four of high risk
    "D": "l+ c+ o+/doctor q+",
    "F-": "l- c- o- q-",
}
SEATS = {
    "r": (SeatKind.REVIEWER, "nurse"),
    "s": (SeatKind.SPECIALTY_REVIEWER, "nurse"),
    "l": (SeatKind.SPECIALIST_LEAD, "doctor"),
    "c": (SeatKind.CLINICAL_LEAD, "doctor"),
    "o": (SeatKind.SAFETY_OFFICER, "pharmacist"),
    "q": (SeatKind.QUALITY_EXECUTIVE, "nurse"),
}
KINDS = {
    "+": VoteKind.APPROVE,
    "*": VoteKind.APPROVE_WITH_CONDITIONS,
    "!": VoteKind.OBJECT_BLOCKING,
    "-": VoteKind.OBJECT_ADVISORY,
    "0": VoteKind.ABSTAIN,
    "=": VoteKind.EXEMPT,
}
VOTE = re.compile(r"([rslcoq])([-+*!0=])([xvd]*)(?:/(\w+))?(?:\((\w+)\))?")


def read(text):
    """The places and the votes of a round. Persons are numbered as they come."""
    trusts = text.split("|")
    places = [Place(name[0], name) for name, _ in zip(NAMES, trusts, strict=False)]
    votes = []
    for place, said in zip(places, trusts, strict=True):
        for vote in " ".join(WHOLE.get(each, each) for each in said.split()).split():
            votes.append(a_vote(place.trust, f"P{len(votes) + 1}", vote))
    return places, votes


def a_vote(trust, person, text):
    seat, decided, marks, profession, name = VOTE.fullmatch(text).groups()
    kind, usual = SEATS[seat]
    return Vote(
        trust,
        person,
        kind,
        profession or usual,
        KINDS[decided],
        is_conflicted="x" in marks,
        is_resolved="v" in marks,
        is_drafter="d" in marks,
        name=name or "",
    )
