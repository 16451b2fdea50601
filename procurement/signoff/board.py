"""The board of a round: who has answered, what is missing, what the chair can do."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from procurement.signoff import counting, quorum, rules
from procurement.signoff.models import Decision, Declaration, Round, RoundCount
from procurement.signoff.queries import (
    standing_decisions,
    undecided_seats,
    unruled_interests,
)
from procurement.signoff.rules.objections import last_step
from procurement.specifications.models import Seat
from procurement.specifications.rules import why_not_chair, why_not_score
from trusts.models import Membership

USUAL_DAYS = 14


@dataclass(frozen=True, slots=True)
class Trust:
    """A trust's line: how it is counted, what each person decided, who has not."""

    line: quorum.TrustLine
    decided: list[Decision]
    waiting: list[Seat]


@dataclass(frozen=True, slots=True)
class Objection:
    """One that stands, and what was done about it last; "" for nothing yet."""

    decision: Decision
    last: str
    due_on: date | None
    owner: Membership | None


@dataclass(frozen=True, slots=True)
class Act:
    """What the chair may do; `why_not` where it has to wait."""

    name: str
    label: str
    does: str
    why_not: str


@dataclass(frozen=True, slots=True)
class Board:
    """`counted` is how it would be counted now; once it was, `count` is how."""

    counted: quorum.Count
    count: RoundCount | None
    trusts: list[Trust]
    beside: list[Decision]  # of the chair, and of trusts that left
    interests: list[Declaration]
    ruled: list[Declaration]  # interests with a ruling, which may be changed
    objections: list[Objection]
    acts: list[Act]


def board_of(round_: Round, *, member: Membership, at: datetime) -> Board:
    """All of it, for who may see the specification."""
    counted = counting.count_round(round_)
    decisions = list(
        standing_decisions(round_)
        .select_related("seat", "organisation", "declaration")
        .order_by("decided_at", "pk")
    )
    waiting = list(
        undecided_seats(round_).select_related("user", "organisation").order_by("pk")
    )
    codes = {line.place.trust for line in counted.lines}
    interests = unruled_interests(round_).select_related(
        "seat__user", "seat__organisation"
    )
    return Board(
        counted=counted,
        count=round_.counts.select_related("counted_by__user")
        .order_by("-counted_at", "-pk")
        .first(),
        trusts=[_trust(line, decisions, waiting) for line in counted.lines],
        beside=[each for each in decisions if _is_beside(each, codes)],
        interests=list(interests.order_by("declared_at")),
        ruled=list(
            Declaration.objects.filter(round=round_, rulings__isnull=False)
            .select_related("seat__user", "seat__organisation")
            .distinct()
            .order_by("pk")
        ),
        objections=[_objection(each) for each in decisions if each.is_objection],
        acts=_acts(round_, by=member, at=at),
    )


def usual_deadline(*, today: date) -> date:
    """Two weeks on."""
    return today + timedelta(days=USUAL_DAYS)


def end_of(day: date) -> datetime:
    """The last moment of a day in London, as a deadline by day means."""
    return timezone.make_aware(datetime.combine(day, time(23, 59)))


def _trust(
    line: quorum.TrustLine, decisions: list[Decision], waiting: list[Seat]
) -> Trust:
    code = line.place.trust
    return Trust(
        line,
        decided=[
            each
            for each in decisions
            if each.organisation.code == code and each.signer_kind != "CHAIR"
        ],
        waiting=[
            each
            for each in waiting
            if each.organisation.code == code and each.kind != "CHAIR"
        ],
    )


def _is_beside(decision: Decision, codes: set[str]) -> bool:
    return decision.signer_kind == "CHAIR" or decision.organisation.code not in codes


def _objection(decision: Decision) -> Objection:
    last = last_step(decision)
    newest = decision.steps.select_related("owner__user").order_by("taken_at", "pk")
    owned = [each for each in newest if each.owner is not None]
    dues = [each.due_on for each in newest if each.due_on is not None]
    return Objection(
        decision,
        last=last.get_act_display() if last else "",
        due_on=dues[-1] if dues else None,
        owner=owned[-1].owner if owned else None,
    )


@dataclass(frozen=True, slots=True)
class Doing:
    """Something that the chair does: `label` on the button, what it does, and what the
    next page says."""

    label: str
    does: str
    done: str


DOINGS = {
    "round_extend": Doing(
        "Give more time",
        "The deadline moves later. Everybody sees it, and why.",
        "There is more time.",
    ),
    "text_correct": Doing(
        "Correct a slip of the pen",
        "You rule that it changes nothing that matters. Signatures stand, the "
        "difference is kept, and everybody who has signed is told.",
        "It is corrected.",
    ),
    "round_close": Doing(
        "Close and count",
        "Nobody can decide any more. It is adopted, objected to or rejected, as the "
        "rule says; the count is kept as it is.",
        "It is closed and counted.",
    ),
    "count_again": Doing(
        "Count again",
        "The same signatures on the same text are counted again, now that objections "
        "are settled.",
        "It is counted again.",
    ),
    "version_reject": Doing(
        "Reject this version",
        "It is not adopted. What was said and signed stays on record; a next version "
        "can be started from it.",
        "It is rejected.",
    ),
}
_WHILE_OPEN = ("round_extend", "text_correct", "round_close")
_AFTERWARDS = ("count_again",)
_RULES = {
    "round_extend": rules.why_not_run,
    "text_correct": rules.why_not_correct,
    "count_again": rules.why_not_count_again,
    "version_reject": rules.why_not_reject,
}


def why_not_do(name: str, round_: Round, *, by: Membership, at: datetime) -> str:
    """Why the chair may not do it now, or ""."""
    if name == "round_close":
        reason = rules.why_not_close(round_, by=by, at=at)
    else:
        reason = _RULES[name](round_, by=by)
    is_count = name in ("round_close", "count_again")
    return reason or (why_not_score(round_.version) if is_count else "")


def _acts(round_: Round, *, by: Membership, at: datetime) -> list[Act]:
    """What the chair does with it where it stands; nothing once it has ended, and
    nothing for anybody else."""
    chaired = not why_not_chair(round_.version.specification, by=by)
    if not chaired or not rules.may_still_be_decided(round_):
        return []
    hidden = _AFTERWARDS if round_.is_open else _WHILE_OPEN
    return [
        Act(name, each.label, each.does, why_not_do(name, round_, by=by, at=at))
        for name, each in DOINGS.items()
        if name not in hidden
    ]
