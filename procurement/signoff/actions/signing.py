"""Declaring an interest, ruling on one, and signing."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from procurement.signoff import rules
from procurement.signoff.actions.holding import held, record
from procurement.signoff.models import (
    OBJECTIONS,
    Decision,
    DecisionKind,
    Declaration,
    InterestAction,
    InterestRuling,
    ObjectionAct,
    ObjectionStep,
    Proof,
    Round,
)
from procurement.signoff.queries import (
    declared,
    latest_declaration,
    standing_decisions,
    still_standing,
)
from procurement.specifications.actions import need
from procurement.specifications.models import Seat
from trusts.models import Membership
from trusts.rules import Refused, refuse
from trusts.working_days import working_day_after

ANSWER_DAYS = 10  # working days in which an objection is to be answered

_CONDITIONAL = (DecisionKind.APPROVE_WITH_CONDITIONS,)
_EXEMPTION = (DecisionKind.EXEMPT,)
# What somebody has to say who decides so.
WANTED = (
    (OBJECTIONS, "reason_class", "Say what the objection is about."),
    (OBJECTIONS, "rationale", "Say what the risk is."),
    (OBJECTIONS, "would_resolve", "Say what would resolve it."),
    (_CONDITIONAL, "conditions", "Say what the conditions are."),
    (_EXEMPTION, "rationale", "Say which patients need something else, and why."),
)


@dataclass(frozen=True, slots=True)
class Signed:
    """What somebody decides, in their words; which of them are needed goes by
    `kind`."""

    kind: DecisionKind
    rationale: str = ""
    conditions: str = ""
    reason_class: str = ""
    would_resolve: str = ""
    exempt_until: date | None = None


@transaction.atomic
def declare(
    round_: Round,
    seat: Seat,
    *,
    category: str = "",
    details: str = "",
    by: Membership,
    at: datetime,
) -> Declaration:
    """Declare an interest for this decision, or with no category that there is none.
    The same again changes nothing. Raises Refused."""
    round_ = held(round_)
    refuse(rules.why_not_declare(round_, seat, by=by, on=timezone.localdate(at)))
    details = details.strip()
    if category and not details:
        raise Refused("Say what the interest is.")
    old = latest_declaration(round_, seat)
    if old and (old.category, old.details) == (category, details):
        return old
    declaration = Declaration.objects.create(
        round=round_,
        seat=seat,
        category=category,
        details=details if category else "",
        supersedes=old,
        declared_at=at,
        declared_by=by,
    )
    record("interest_declared", round_, by=by, at=at, category=category)
    return declaration


@transaction.atomic
def rule_interest(
    declaration: Declaration,
    action: InterestAction,
    *,
    reason: str,
    by: Membership,
    at: datetime,
) -> InterestRuling:
    """The chair says what an interest means for this decision. Raises Refused."""
    declaration.round = held(declaration.round)
    refuse(rules.why_not_rule(declaration, action, by=by))
    need(reason)
    record("interest_ruled", declaration.round, by=by, at=at, action_taken=action)
    return InterestRuling.objects.create(
        declaration=declaration, action=action, reason=reason, ruled_at=at, ruled_by=by
    )


@transaction.atomic
def sign(
    round_: Round,
    seat: Seat,
    signed: Signed,
    *,
    shown: str,
    proof: Proof,
    by: Membership,
    at: datetime,
) -> Decision:
    """Decide, on exactly the text with the hash `shown`. Signing the same again
    changes nothing, but for who was given the chair since; something else supersedes
    what was decided before. Raises Refused."""
    round_ = held(round_)
    text, on = round_.text, timezone.localdate(at)
    kind = DecisionKind(signed.kind)
    refuse(rules.why_not_sign(round_, seat, kind, text=text, shown=shown, by=by, on=on))
    refuse(_why_not_said(signed, on=on))
    stated = declared(round_, seat)
    standing = still_standing(standing_decisions(round_).filter(seat=seat))
    old = standing.filter(text=text, declaration=stated).first()
    if old and is_same(old, signed):
        return old
    last = standing_decisions(round_).filter(seat=seat).first()
    decision = Decision.objects.create(
        round=round_,
        seat=seat,
        declaration=stated,
        text=text,
        **_words(signed),
        **_signer(seat, by),
        organisation=seat.organisation,
        proof=proof,
        supersedes=last,
        decided_at=at,
        decided_by=by,
    )
    record("decision_signed", round_, by=by, at=at, kind=kind, text_sha256=text.sha256)
    if decision.is_objection:
        _start_clock(decision, at=at)
    return decision


def _why_not_said(signed: Signed, *, on: date) -> str:
    """Why what somebody says is not enough for what they decide."""
    for kinds, name, wanted in WANTED:
        if signed.kind in kinds and not getattr(signed, name).strip():
            return wanted
    ends_on = signed.exempt_until
    if signed.kind == DecisionKind.EXEMPT and (ends_on is None or ends_on <= on):
        return "Say until when the exemption lasts: a day to come."
    return ""


def _words(signed: Signed) -> dict[str, object]:
    """What belongs to the kind of decision, and nothing else."""
    kind = signed.kind
    is_objection = kind in OBJECTIONS
    is_conditional = kind == DecisionKind.APPROVE_WITH_CONDITIONS
    return {
        "kind": kind,
        "rationale": signed.rationale.strip(),
        "conditions": signed.conditions.strip() if is_conditional else "",
        "reason_class": signed.reason_class if is_objection else "",
        "would_resolve": signed.would_resolve.strip() if is_objection else "",
        "exempt_until": signed.exempt_until if kind == DecisionKind.EXEMPT else None,
    }


def is_same(old: Decision, signed: Signed) -> bool:
    """Whether signing this would change nothing."""
    return all(getattr(old, name) == said for name, said in _words(signed).items())


def _signer(seat: Seat, by: Membership) -> dict[str, str]:
    """Who signs, as they are at this moment."""
    since = f"{by.get_role_display()} since {by.starts_on.isoformat()}"
    given = f", given by {by.granted_by.user}" if by.granted_by else ""
    return {
        "signer_name": str(by.user)[:150],
        "signer_email": by.user.email,
        "signer_role": by.get_role_display(),
        "signer_kind": seat.kind,
        "signer_profession": seat.profession,
        "signer_registration": seat.registration,
        "signer_authority": f"{since}{given}"[:200],
    }


def _start_clock(decision: Decision, *, at: datetime) -> None:
    """From now on somebody owes an answer: the chair, until it is given to another."""
    ObjectionStep.objects.create(
        decision=decision,
        act=ObjectionAct.OWNED,
        owner=decision.round.version.specification.chair,
        due_on=working_day_after(timezone.localdate(at), ANSWER_DAYS),
        taken_at=at,
    )
