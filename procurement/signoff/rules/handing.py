"""Why the chair of a specification may not be handed on, or ""."""

from datetime import date

from procurement.signoff.models import (
    SETTLED,
    Decision,
    Declaration,
    InterestAction,
    InterestRuling,
    ObjectionAct,
    ObjectionStep,
    Round,
)
from procurement.signoff.rules.objections import last_step
from procurement.signoff.rules.rounds import RUNNING
from procurement.specifications.models import IN_THE_WORKS, Specification
from procurement.specifications.queries import writers_of
from procurement.specifications.rules import why_not_chair, why_not_start
from trusts.models import Membership
from trusts.permissions import Permission


def why_not_hand_on(specification: Specification, *, by: Membership) -> str:
    """Why somebody may not give it another chair: its chair and who leads the region
    do."""
    leads = by.sees_region and by.may(Permission.SPECIFICATIONS_DRAFT)
    if leads or not why_not_chair(specification, by=by):
        return ""
    return "Its chair hands it on, or who leads the region."


def why_not_hand_to(specification: Specification, to: Membership, *, on: date) -> str:
    """Why somebody may not be given it: they run rounds, work now, did not write it
    alone, and have no stake in a decision that is under way."""
    if to.pk == specification.chair_id:
        return f"{to.user} chairs it already."
    if reason := why_not_start(to, by=None, on=on):
        return reason
    version = specification.versions.filter(state__in=IN_THE_WORKS).first()
    if version is not None and writers_of(version) == {to.user_id}:
        return f"{to.user} alone wrote version {version.number}: another chair runs it."
    round_ = Round.objects.filter(
        version__specification=specification, version__state__in=RUNNING
    ).first()
    return _why_at_stake(round_, to) if round_ is not None else ""


def _why_at_stake(round_: Round, to: Membership) -> str:
    """What of theirs in a round is not to be judged by themselves."""
    own = {"round": round_, "seat__user": to.user_id}
    if _has_interest(round_, to):
        return f"{to.user} declared an interest in this decision."
    objections = Decision.objects.filter(
        **own, superseded_by=None, kind__startswith="OBJECT"
    )
    steps = (last_step(each) for each in objections)
    if any(step is None or step.act not in SETTLED for step in steps):
        return f"{to.user} objects to it: who objects does not run it."
    judged = ObjectionStep.objects.filter(
        decision__round=round_,
        act__in=(ObjectionAct.UPHELD, ObjectionAct.DISMISSED),
        taken_by__user=to.user_id,
    )
    return (
        f"{to.user} decided an appeal in it, from outside." if judged.exists() else ""
    )


def _has_interest(round_: Round, to: Membership) -> bool:
    """One that was declared, unless it was ruled not to matter here."""
    own = {"round": round_, "seat__user": to.user_id}
    rulings = InterestRuling.objects.filter(
        **{f"declaration__{name}": value for name, value in own.items()}
    )
    ruling = rulings.order_by("-ruled_at", "-pk").first()
    if ruling is not None:
        return ruling.action != InterestAction.NONE
    declared = Declaration.objects.filter(**own, superseded_by=None)
    return declared.exclude(category="").exists()
