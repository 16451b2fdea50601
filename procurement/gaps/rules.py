"""Why something may not be done about a gap, in a sentence, or ""."""

from datetime import date, timedelta

from procurement.gaps.models import AcceptReason, Gap, GapStage, GapState
from trusts.models import Membership
from trusts.permissions import Permission
from trusts.successions import day_in_words

# Nobody means a later day; a slip of the keys may.
SNOOZE_MOST_DAYS = 365
REVIEW_MOST_DAYS = 5 * 366
_OPEN = (GapStage.OPEN, GapStage.ASSIGNED)


def why_not_work(organisation_id: int, *, by: Membership) -> str:
    """Why somebody may not work on an organisation's gaps."""
    if not by.may(Permission.GAPS_WORK):
        return "Your role here may not work on price gaps."
    if by.organisation_id != organisation_id:
        return "It is another trust’s gap."
    return ""


def why_not_own(to: Membership, *, organisation_id: int, on: date) -> str:
    """Why a gap may not be somebody's on a day."""
    if to.organisation_id != organisation_id:
        return f"{to.user} does not work at this trust."
    if not to.is_active(on=on):
        return f"{to.user} has no access here any more."
    if not to.may(Permission.GAPS_WORK):
        role = to.get_role_display().lower()
        return f"{to.user} works here as {role}, which is not for price gaps."
    return ""


def why_not_assign(gap: Gap) -> str:
    return _why_gone(gap)


def why_not_snooze(gap: Gap) -> str:
    if gap.stage == GapStage.AGREED:
        return "A better price is agreed: nothing about it waits for you."
    if gap.stage == GapStage.ACCEPTED:
        return "It is accepted: it is out of the list until it has grown by a quarter."
    return _why_gone(gap)


def why_not_wake(gap: Gap) -> str:
    return "" if gap.snoozed_until else "It is not put off."


def why_not_accept(gap: Gap) -> str:
    if gap.stage == GapStage.AGREED:
        return "A better price is agreed. Open the gap again before you accept it."
    return _why_gone(gap)


def why_not_reopen(gap: Gap) -> str:
    if gap.stage in _OPEN:
        return "It is open."
    return _why_gone(gap) if gap.stage == GapStage.REALISED else ""


def why_not_move(gap: Gap, stage: GapStage) -> str:
    """Why a gap may not come into talks, or be agreed."""
    if gap.stage == GapStage.ACCEPTED:
        return "It is accepted. Open it again first."
    if gap.stage == GapStage.AGREED:
        return "A better price is agreed already."
    if gap.stage == stage:
        return "It is in talks already."
    return _why_gone(gap)


def why_not_move_back(gap: Gap) -> str:
    return "" if gap.stage == GapStage.AGREED else "No better price is agreed."


def why_not_until(until: date, *, today: date) -> str:
    """Why a gap may not be put off until a day."""
    if until <= today:
        return "Give a day after today."
    last = today + timedelta(days=SNOOZE_MOST_DAYS)
    if until > last:
        return f"Give a day within a year, to {day_in_words(last)}."
    return ""


def why_not_due(due_on: date | None, *, today: date) -> str:
    """Why a gap may not be due on a day."""
    if due_on is None or today <= due_on <= today + timedelta(days=REVIEW_MOST_DAYS):
        return ""
    return "Give a day from today on, within five years."


def why_not_review(review_on: date, *, today: date) -> str:
    """Why a day may not be the one to look at an accepted gap again."""
    if today < review_on <= today + timedelta(days=REVIEW_MOST_DAYS):
        return ""
    return "Give a day after today, within five years."


def why_not_reason(reason: str, note: str) -> str:
    if reason not in AcceptReason:
        return "Choose a reason."
    if reason == AcceptReason.OTHER and not note.strip():
        return "Say in the note what the reason is."
    return ""


def _why_gone(gap: Gap) -> str:
    if gap.state != GapState.GONE:
        return ""
    return "The gap is gone: there is nothing to do about it."
