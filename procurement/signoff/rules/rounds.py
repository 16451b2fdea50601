"""Why a round may not be opened, extended, corrected or closed, or ""."""

from datetime import datetime, timedelta

from django.utils import timezone

from procurement.evaluation.models import TrialState
from procurement.signoff.models import Decision, Declaration, InterestAction, Round
from procurement.signoff.queries import undecided_seats, unruled_interests
from procurement.specifications.models import SeatKind, Version, VersionState
from procurement.specifications.queries import writers_of
from procurement.specifications.rules import why_not_chair, why_not_move
from trusts.models import Membership
from trusts.successions import day_in_words
from trusts.working_days import working_day_after

LEAST_DAYS = 5
LOOK_AGAIN_DAYS = 2  # working days after a correction
RUNNING = (VersionState.SIGN_OFF, VersionState.OBJECTED, VersionState.RESOLUTION)


def why_not_open(
    version: Version, *, deadline_at: datetime, by: Membership | None, at: datetime
) -> str:
    """Why sign-off may not be opened."""
    if reason := why_not_chair(version.specification, by=by):
        return reason
    if reason := why_not_move(version, VersionState.SIGN_OFF):
        return reason
    if deadline_at < at + timedelta(days=LEAST_DAYS):
        return f"Give people at least {LEAST_DAYS} days."
    if version.trials.filter(state=TrialState.LIVE).exists():
        return "A trial is still running: stop or close it first."
    seats = version.specification.seats.held().exclude(kind=SeatKind.CHAIR)
    if not seats.exclude(user__in=writers_of(version)).exists():
        return "Nobody but who wrote it is asked yet: who writes never signs alone."
    return ""


def why_not_extend(
    round_: Round, *, deadline_at: datetime, by: Membership | None
) -> str:
    """Why a round may not have more time."""
    if reason := why_not_run(round_, by=by):
        return reason
    if deadline_at <= round_.deadline_at:
        return "A deadline moves later, never earlier."
    return ""


def why_not_correct(round_: Round, *, by: Membership | None) -> str:
    """Why the chair may not rule that a correction changes nothing that matters."""
    return why_not_run(round_, by=by)


def why_not_rule(
    declaration: Declaration, action: InterestAction, *, by: Membership | None
) -> str:
    """Why the chair may not rule on an interest."""
    if reason := _why_not_judge(declaration, by=by):
        return reason
    if declaration.is_nil:
        return "No interest was declared."
    decision = Decision.objects.filter(
        round=declaration.round, seat=declaration.seat, superseded_by=None
    ).first()
    takes_away = action != InterestAction.NONE
    if takes_away and decision is not None and decision.is_objection:
        return (
            "An objection stands: it is answered and settled, not taken away with the "
            "vote."
        )
    return ""


def _why_not_judge(declaration: Declaration, *, by: Membership | None) -> str:
    """Why somebody may not rule on that interest at all: the chair does, and on the
    chair's own one a chair from elsewhere."""
    round_ = declaration.round
    chair = round_.version.specification.chair
    if declaration.seat.user_id != chair.user_id:
        return why_not_run(round_, by=by)
    if by is not None and by.user_id == chair.user_id:
        return "Nobody rules on an interest of their own: another clinical chair does."
    if by is not None and by.organisation_id == chair.organisation_id:
        return "A clinical chair from elsewhere rules on the chair’s own interest."
    return "" if round_.is_open else "This round of sign-off is closed."


def why_not_close(round_: Round, *, by: Membership | None, at: datetime) -> str:
    """Why a round may not be closed and counted now."""
    if reason := why_not_run(round_, by=by):
        return reason
    unruled = unruled_interests(round_).count()
    if unruled:
        interests = "interest waits" if unruled == 1 else "interests wait"
        return f"{unruled} declared {interests} for your ruling."
    if reason := _why_not_yet(round_, at=at):
        return reason
    missing = undecided_seats(round_).count()
    if missing and not round_.is_late(at=at):
        until = day_in_words(timezone.localdate(round_.deadline_at))
        people = "1 person has" if missing == 1 else f"{missing} people have"
        return f"It runs until {until}, and {people} not decided yet."
    return ""


def _why_not_yet(round_: Round, *, at: datetime) -> str:
    """Why people need time: words that they signed were corrected just now."""
    last = round_.corrections.order_by("-ruled_at").first()
    if last is None:
        return ""
    until = working_day_after(timezone.localdate(last.ruled_at), LOOK_AGAIN_DAYS)
    if timezone.localdate(at) > until:
        return ""
    return (
        f"Words were corrected on {day_in_words(timezone.localdate(last.ruled_at))}: "
        f"who has signed has until {day_in_words(until)} to look again."
    )


def why_not_count_again(round_: Round, *, by: Membership | None) -> str:
    """Why a closed round may not be counted again."""
    if reason := why_not_chair(round_.version.specification, by=by):
        return reason
    if round_.version.state == VersionState.OBJECTED:
        return "No objection has been answered yet."
    if round_.version.state != VersionState.RESOLUTION:
        return "Only a round that ended with objections is counted again."
    return ""


def why_not_reject(round_: Round, *, by: Membership | None) -> str:
    """Why the chair may not reject the version."""
    if reason := why_not_chair(round_.version.specification, by=by):
        return reason
    return why_not_move(round_.version, VersionState.REJECTED)


def why_not_record(round_: Round) -> str:
    """Why there is no record of a decision yet."""
    if round_.is_open:
        until = day_in_words(timezone.localdate(round_.deadline_at))
        return (
            f"Sign-off runs until {until}. The record is here once it is closed: until "
            "then nobody decides with an eye on what others signed."
        )
    return ""


def why_not_run(round_: Round, *, by: Membership | None) -> str:
    """Why somebody may not run an open round at all."""
    if reason := why_not_chair(round_.version.specification, by=by):
        return reason
    return "" if round_.is_open else "This round of sign-off is closed."


def may_still_be_decided(round_: Round) -> bool:
    """Whether anything can come of it yet."""
    return round_.version.state in RUNNING
