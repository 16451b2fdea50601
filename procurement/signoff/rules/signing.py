"""Why somebody may not declare or sign, or ""."""

from datetime import date

from procurement.signoff.models import (
    DecisionKind,
    InterestAction,
    Round,
)
from procurement.signoff.queries import latest_declaration, latest_ruling
from procurement.specifications.models import FrozenText, Seat, SeatKind
from procurement.specifications.queries import writers_of
from trusts.models import Membership
from trusts.permissions import Permission

# What a chair without a trust decides; and who speaks for a whole trust.
CHAIRS = (
    DecisionKind.APPROVE,
    DecisionKind.APPROVE_WITH_CONDITIONS,
    DecisionKind.ABSTAIN,
)
EXEMPTS = (SeatKind.CLINICAL_LEAD, SeatKind.QUALITY_EXECUTIVE)
DECIDES_NOT = (InterestAction.COMMENT_ONLY, InterestAction.EXCLUDED)


def why_not_declare(round_: Round, seat: Seat, *, by: Membership, on: date) -> str:
    """Why somebody may not declare an interest, and so not decide either."""
    if reason := _why_not_asked(seat, by=by, on=on):
        return reason
    if seat.specification_id != round_.version.specification_id:
        return "That seat is for another specification."
    if seat.kind != SeatKind.CHAIR and not _takes_part(round_, seat):
        return f"{seat.organisation} does not take part any more."
    return "" if round_.is_open else "This round of sign-off is closed."


def why_not_sign(
    round_: Round,
    seat: Seat,
    kind: DecisionKind,
    *,
    text: FrozenText,
    shown: str,
    by: Membership,
    on: date,
) -> str:
    """Why somebody may not sign. `shown` is the hash of what they had before them."""
    if reason := why_not_declare(round_, seat, by=by, on=on):
        return reason
    if shown != text.sha256:
        return (
            "The text has changed since you opened it. Look at what changed: you sign "
            "what you have before you."
        )
    if reason := why_not_kind(round_, seat, kind):
        return reason
    declaration = latest_declaration(round_, seat)
    if declaration is None:
        return "Say first whether you have an interest to declare."
    return _why_not_ruled(round_, seat, kind)


def why_not_kind(round_: Round, seat: Seat, kind: DecisionKind) -> str:
    """Why that decision is not for that seat to take, whatever else stands."""
    if seat.kind == SeatKind.CHAIR and kind not in CHAIRS:
        return (
            "The chair speaks for no trust: approve, or abstain. What must not be "
            "adopted the chair rejects."
        )
    if kind != DecisionKind.EXEMPT:
        return ""
    if seat.user_id in writers_of(round_.version):
        return "You wrote some of it: somebody else exempts your trust."
    is_low = round_.rule.required_seats == [SeatKind.REVIEWER]
    if not is_low and seat.kind not in EXEMPTS:
        return (
            "Only the trust clinical lead, the medical director or the chief nurse "
            "exempts a trust. You can object, or approve with conditions."
        )
    return ""


def _why_not_ruled(round_: Round, seat: Seat, kind: DecisionKind) -> str:
    """Why somebody may not decide so, by what the chair ruled on their interest."""
    ruling = latest_ruling(round_, seat)
    if ruling is None or ruling.action == InterestAction.NONE:
        return ""
    if ruling.action in DECIDES_NOT:
        return "The chair ruled that you do not decide here, because of your interest."
    if kind != DecisionKind.ABSTAIN:
        return "The chair ruled that you abstain, because of your interest."
    return ""


def _why_not_asked(seat: Seat, *, by: Membership, on: date) -> str:
    if not by.may(Permission.SIGN_OFF):
        return "Your role here may not sign off: clinicians do."
    if seat.membership_id != by.pk or seat.left_at is not None:
        return "You are not asked to sign this with the role that you use now."
    if not by.is_active(on=on):
        return "Your role there has ended: what you signed before stands."
    return ""


def _takes_part(round_: Round, seat: Seat) -> bool:
    return round_.version.specification.participating.filter(
        organisation=seat.organisation_id, left_at=None
    ).exists()
