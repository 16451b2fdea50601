"""Why an objection may not be answered, accepted, appealed or settled, or ""."""

from datetime import date, timedelta

from procurement.signoff.models import SETTLED, Decision, ObjectionAct, ObjectionStep
from procurement.specifications.models import VersionState
from procurement.specifications.queries import writers_of
from procurement.specifications.rules import why_not_chair
from trusts.models import Membership
from trusts.permissions import Permission
from trusts.working_days import working_day_after

APPEAL_DAYS = 10  # working days after the answer was not accepted
MOST_EXEMPT_DAYS = 366
A = ObjectionAct
_RUNNING = (VersionState.SIGN_OFF, VersionState.OBJECTED, VersionState.RESOLUTION)


def last_step(decision: Decision) -> ObjectionStep | None:
    """The last thing that was done about an objection, apart from giving it to
    somebody."""
    steps = decision.steps.exclude(act=A.OWNED)
    return steps.order_by("-taken_at", "-pk").first()


def why_not_own(decision: Decision, *, by: Membership | None) -> str:
    """Why an objection may not be given to somebody to look after."""
    version = decision.round.version
    return why_not_chair(version.specification, by=by) or _why_over(decision)


def why_not_answer(decision: Decision, *, by: Membership) -> str:
    """Why somebody may not answer: chair, drafter and who looks after it do."""
    if reason := _why_over(decision):
        return reason
    version = decision.round.version
    owned = decision.steps.filter(act=A.OWNED).order_by("-taken_at", "-pk").first()
    may = {version.drafted_by.user_id} if version.drafted_by else set()
    if owned is not None and owned.owner is not None:
        may.add(owned.owner.user_id)
    if by.user_id == decision.seat.user_id:
        return "It is your own objection."
    if _is_appealed(decision):
        return "An appeal has been made: it is decided by a chair from elsewhere."
    if by.user_id not in may and why_not_chair(version.specification, by=by):
        return "The chair, the drafter and who looks after it answer an objection."
    return ""


def why_not_reply(decision: Decision, *, by: Membership) -> str:
    """Why somebody may not say whether an answer settles it: the objector does."""
    if reason := _why_over(decision) or _why_not_own_objection(decision, by=by):
        return reason
    last = last_step(decision)
    if last is None or last.act != A.ANSWERED:
        return "There is no answer to reply to."
    return ""


def why_not_appeal(decision: Decision, *, by: Membership, on: date) -> str:
    """Why the objector may not appeal: once, and within ten working days."""
    if reason := _why_over(decision) or _why_not_own_objection(decision, by=by):
        return reason
    if decision.steps.filter(act__in=[A.APPEALED, A.UPHELD, A.DISMISSED]).exists():
        return "There is one appeal, and it has been made."
    last = last_step(decision)
    if last is None or last.act != A.NOT_ACCEPTED:
        return "An appeal is made after an answer that you did not accept."
    if on > working_day_after(last.taken_at.date(), APPEAL_DAYS):
        return f"An appeal is made within {APPEAL_DAYS} working days."
    return ""


def why_not_decide_appeal(decision: Decision, *, by: Membership) -> str:
    """Why somebody may not decide an appeal: a chair from another trust does."""
    if reason := _why_over(decision):
        return reason
    last = last_step(decision)
    if last is None or last.act != A.APPEALED:
        return "No appeal waits for a decision."
    return _why_not_from_elsewhere(decision, by=by)


def _why_not_from_elsewhere(decision: Decision, *, by: Membership) -> str:
    """Why somebody is no chair who has nothing to do with it."""
    if not by.may(Permission.ROUNDS_RUN):
        return "Only a clinical chair decides an appeal."
    chair = decision.round.version.specification.chair
    if by.user_id == chair.user_id:
        return "The chair of this specification does not decide the appeal."
    if _has_a_hand(decision, by=by):
        return (
            "Who wrote some of it, or is asked to sign it, does not decide the appeal."
        )
    if by.organisation_id in (decision.organisation_id, chair.organisation_id):
        return "An appeal is decided by a chair from another trust."
    return ""


def why_not_settle(decision: Decision, *, by: Membership | None) -> str:
    """Why the chair may not settle an objection by exempting the objector's trust."""
    if reason := _why_over(decision):
        return reason
    version = decision.round.version
    if reason := why_not_chair(version.specification, by=by):
        return reason
    if by and by.user_id in writers_of(version):
        return (
            "You wrote some of it: a trust that objects is not yours to leave out. "
            "Another chair does, once you hand it on."
        )
    last = last_step(decision)
    if last is None or last.act not in (A.NOT_ACCEPTED, A.UPHELD):
        return (
            "It is answered first. A trust is left out once the objector does not "
            "accept the answer."
        )
    return ""


def why_not_until(until: date, *, on: date) -> str:
    """Why a trust may not be exempted until that day: it is looked at again within a
    year."""
    if until <= on:
        return "Say until when the trust is exempted: a day to come."
    if until > on + timedelta(days=MOST_EXEMPT_DAYS):
        return "A trust is exempted for a year at most; then it is looked at again."
    return ""


def _why_not_own_objection(decision: Decision, *, by: Membership) -> str:
    if by.user_id != decision.seat.user_id:
        return "Only who objected may say that."
    if by.pk != decision.seat.membership_id or not by.may(Permission.SIGN_OFF):
        return "You objected with another role: say it with that one."
    return ""


def _is_appealed(decision: Decision) -> bool:
    last = last_step(decision)
    return last is not None and last.act == A.APPEALED


def _has_a_hand(decision: Decision, *, by: Membership) -> bool:
    """Whether somebody wrote some of the version or was asked about it."""
    version = decision.round.version
    if by.user_id in writers_of(version):
        return True
    return version.specification.seats.filter(user=by.user_id).exists()


def _why_over(decision: Decision) -> str:
    if not decision.is_objection:
        return "It is no objection."
    if Decision.objects.filter(supersedes=decision).exists():
        return f"{decision.signer_name} has decided otherwise since."
    if decision.round.version.state not in _RUNNING:
        return "The decision on this version is over: the objection stands on record."
    last = last_step(decision)
    if last is not None and last.act in SETTLED:
        return "It is settled already."
    return ""
