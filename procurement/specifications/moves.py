"""What a chair may do with a version on its way to sign-off and out of force again:
each with what it does, in words, and why it may not be done now."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from procurement.specifications import actions, rules
from procurement.specifications.models import MOVES, Version, VersionState
from trusts.models import Membership


@dataclass(frozen=True, slots=True)
class Move:
    """`name` stands in the address, `label` on the button; `does` says what follows."""

    name: str
    label: str
    to: VersionState
    does: str
    done: str
    needs_reason: bool = True
    is_warning: bool = False


CONSULT = Move(
    "consult",
    "Open consultation",
    VersionState.CONSULTATION,
    "Everybody of the trusts that take part can read it and comment. Its text, "
    "criteria, products and evidence stay as they are from then on: changes go into "
    "the next version.",
    "Consultation is open.",
    needs_reason=False,
)
SCORE = Move(
    "score",
    "Open scoring",
    VersionState.SCORING,
    "Clinicians score each product on each criterion, 0 to 3. Every comment has to "
    "have its answer by then, or be carried on with a reason.",
    "Scoring is open.",
    needs_reason=False,
)
REVIEW = Move(
    "review",
    "Put under review",
    VersionState.UNDER_REVIEW,
    "It stays in force while it is looked at again. All trusts that take part see that "
    "it is under review, and why.",
    "It is under review.",
)
REAFFIRM = Move(
    "reaffirm",
    "Say that it stands",
    VersionState.ADOPTED,
    "It is in force as it was signed. Nothing of it changes.",
    "It stands.",
)
SUSPEND = Move(
    "suspend",
    "Suspend it",
    VersionState.SUSPENDED,
    "Trusts stop buying by it for the time being. It can be said to stand again later.",
    "It is suspended.",
    is_warning=True,
)
WITHDRAW = Move(
    "withdraw",
    "Withdraw it",
    VersionState.WITHDRAWN,
    "It is given up for good. What was said and signed stays on record. A next version "
    "can be started from it.",
    "It is withdrawn.",
    is_warning=True,
)
BY_NAME = {
    each.name: each for each in (CONSULT, SCORE, REVIEW, REAFFIRM, SUSPEND, WITHDRAW)
}


@dataclass(frozen=True, slots=True)
class Open:
    """A move that the version's state allows; `why_not` where it has to wait, or is
    another's."""

    move: Move
    why_not: str


def moves_of(version: Version, *, by: Membership) -> list[Open]:
    """What may come next with the version."""
    there = MOVES[VersionState(version.state)]
    return [
        Open(move, why_not_make(move, version, by=by))
        for move in BY_NAME.values()
        if move.to in there and not (move is REAFFIRM and _is_open_round(version))
    ]


def why_not_make(move: Move, version: Version, *, by: Membership) -> str:
    """Why the move may not be made now, or ""."""
    if reason := rules.why_not_chair(version.specification, by=by):
        return reason
    if move is REAFFIRM and _is_open_round(version):
        return "Only what was adopted can be said to stand."
    if reason := rules.why_not_move(version, move.to):
        return reason
    return rules.why_not_score(version) if move is SCORE else ""


def make(
    move: Move, version: Version, *, reason: str, by: Membership, at: datetime
) -> None:
    """Make it. Raises Refused."""
    if not move.needs_reason:
        act = actions.open_consultation if move is CONSULT else actions.open_scoring
        act(version, by=by, at=at)
        return
    acts: dict[str, Callable[..., None]] = {
        REVIEW.name: actions.put_under_review,
        REAFFIRM.name: actions.reaffirm,
        SUSPEND.name: actions.suspend,
        WITHDRAW.name: actions.withdraw,
    }
    acts[move.name](version, reason=reason, by=by, at=at)


def _is_open_round(version: Version) -> bool:
    """It comes to be adopted by signatures, and in no other way."""
    return version.state in (VersionState.SIGN_OFF, VersionState.RESOLUTION)
