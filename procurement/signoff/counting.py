"""A round put into the terms of the count: the rule, the trusts, each person's vote."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from django.db.models import OuterRef, Subquery

from procurement.signoff import quorum
from procurement.signoff.models import (
    SETTLED,
    DecisionKind,
    Declaration,
    InterestAction,
    InterestRuling,
    ObjectionAct,
    ObjectionStep,
    QuorumRule,
    Round,
)
from procurement.signoff.queries import chair_of, standing_decisions
from procurement.signoff.votes import (
    DEFAULT_RULES,
    Place,
    Rule,
    SeatKind,
    Tier,
    Vote,
    VoteKind,
)
from procurement.specifications.models import ParticipatingTrust
from procurement.specifications.models import SeatKind as AskedSeat
from procurement.specifications.queries import writers_of

APPROVALS = (DecisionKind.APPROVE, DecisionKind.APPROVE_WITH_CONDITIONS)


def count_round(round_: Round) -> quorum.Count:
    """How the round would be counted as it stands now."""
    # A person who left a seat and was asked again has decided in two: the later counts.
    decisions = _without_stand_ins(
        {each.seat.user_id: each for each in _with_what_became(round_)}.values()
    )
    trusts = _trusts(round_, decisions)
    codes = {each.trust for each in trusts}
    writers = writers_of(round_.version)
    votes = [
        _vote(each, writers)
        for each in decisions
        if each.seat.kind != AskedSeat.CHAIR and each.organisation.code in codes
    ]
    return quorum.count(
        rule_of(round_.rule), trusts, votes, _chair_approves(round_, decisions)
    )


def record_of(round_: Round, counted: quorum.Count) -> dict[str, Any]:
    """The whole computation, to be kept: each answer, who was asked, and the result."""
    asked = round_.version.specification.seats.held().select_related(
        "user", "organisation"
    )
    return {
        "rule": str(round_.rule),
        "text": round_.text.sha256,
        "asked": [
            {
                "seat": each.pk,
                "name": str(each.user),
                "kind": each.kind,
                "profession": each.profession,
                "trust": each.organisation.code,
            }
            for each in asked.order_by("organisation__code", "pk")
        ],
        "answers": [
            {
                "decision": each.pk,
                "seat": each.seat_id,
                "kind": each.kind,
                "trust": each.organisation.code,
                "is_conflicted": _is_conflicted(each),
                "is_resolved": _is_resolved(each),
            }
            for each in _with_what_became(round_)
        ],
        "count": quorum.as_record(counted),
    }


def rule_of(rule: QuorumRule) -> Rule:
    """The stored rule as the count takes it."""
    return Rule(
        tuple(SeatKind(each) for each in rule.required_seats),
        trusts_share=Fraction(rule.trusts_share),
        threshold=Fraction(rule.threshold),
        is_strict=rule.is_strict,
        least_professions=rule.least_professions,
        needs_chair=rule.needs_chair,
        number=rule.number,
    )


def usual_rule(tier: str) -> dict[str, Any]:
    """The rule of a tier where nobody has set another, as its row keeps it."""
    rule = DEFAULT_RULES[Tier(tier)]
    return {
        "required_seats": [each.value for each in rule.required_seats],
        "trusts_share": _fraction(rule.trusts_share),
        "threshold": _fraction(rule.threshold),
        "is_strict": rule.is_strict,
        "least_professions": rule.least_professions,
        "needs_chair": rule.needs_chair,
    }


def _fraction(share: Fraction) -> str:
    return f"{share.numerator}/{share.denominator}"


def _trusts(round_: Round, decisions: list[Any]) -> list[Place]:
    exempted = {
        each.organisation.code
        for each in decisions
        if each.is_objection and each.last_act == ObjectionAct.TRUST_EXEMPTED
    }
    rows = ParticipatingTrust.objects.filter(
        specification=round_.version.specification_id, left_at=None
    ).select_related("organisation")
    places = (each.organisation for each in rows.order_by("organisation__name"))
    return [
        Place(each.code, str(each), is_exempted=each.code in exempted)
        for each in places
    ]


def _with_what_became(round_: Round):
    """Standing decisions with the newest ruling on the signer's interest, and the
    newest step of an objection."""
    rulings = InterestRuling.objects.filter(
        declaration__round=OuterRef("round"),
        declaration__seat=OuterRef("seat"),
    ).order_by("-ruled_at", "-pk")
    declared = Declaration.objects.filter(
        round=OuterRef("round"), seat=OuterRef("seat"), superseded_by=None
    )
    steps = (
        ObjectionStep.objects.filter(decision=OuterRef("pk"))
        .exclude(act=ObjectionAct.OWNED)
        .order_by("-taken_at", "-pk")
    )
    return (
        standing_decisions(round_)
        .select_related("seat", "organisation")
        .annotate(
            ruling=Subquery(rulings.values("action")[:1]),
            interest=Subquery(declared.values("category")[:1]),
            last_act=Subquery(steps.values("act")[:1]),
        )
        .order_by("pk")
    )


def _without_stand_ins(decisions: Iterable[Any]) -> list[Any]:
    """Of a seat and its deputy one vote counts, the holder's; but whoever of them holds
    it up is heard."""
    all_of_them = list(decisions)
    decided = {each.seat_id for each in all_of_them}
    return [
        each
        for each in all_of_them
        if each.seat.deputy_of_id not in decided
        or each.kind == DecisionKind.OBJECT_BLOCKING
    ]


def _vote(decision: Any, writers: set[int]) -> Vote:
    return Vote(
        trust=decision.organisation.code,
        person=str(decision.seat.user_id),
        seat=SeatKind(decision.signer_kind),
        profession=decision.signer_profession,
        kind=VoteKind(decision.kind),
        is_conflicted=_is_conflicted(decision),
        is_resolved=_is_resolved(decision),
        is_drafter=decision.seat.user_id in writers,
        name=decision.signer_name,
    )


def _is_conflicted(decision: Any) -> bool:
    """Whether an interest took the vote away; until the chair has ruled on one that
    was declared, it does. An objection is never taken away, only settled."""
    if decision.is_objection:
        return False
    if decision.ruling is None:
        return decision.interest != ""
    return decision.ruling != InterestAction.NONE


def _is_resolved(decision: Any) -> bool:
    return decision.last_act in SETTLED


def _chair_approves(round_: Round, decisions: list[Any]) -> bool:
    chair, since = chair_of(round_)
    return any(
        each.seat.user_id == chair
        and (since is None or each.decided_at >= since)
        and each.kind in APPROVALS
        and not _is_conflicted(each)
        for each in decisions
    )
