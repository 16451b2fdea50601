"""What becomes of a gap: accepted, open again, in talks, agreed."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import (
    BigIntegerField,
    Case,
    F,
    OuterRef,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from procurement.gaps import rules
from procurement.gaps.models import AcceptReason, ExactGap, GapStage, StepKind
from procurement.worklist.actions.acting import Gaps, Worked, own, work
from trusts.models import Membership
from trusts.rules import refuse

_NOTHING_ACCEPTED = {"accept_reason": "", "accepted_value": None, "review_on": None}
_OPEN_OR_ASSIGNED = Case(
    When(owner=None, then=Value(GapStage.OPEN)), default=Value(GapStage.ASSIGNED)
)
# What the prices say, where a trust is shown a band: or lifting that would look as if
# the gap had grown.
_EXACT = Subquery(
    ExactGap.objects.filter(
        product=OuterRef("product"), organisation=OuterRef("organisation")
    ).values("gap_value")
)
_KINDS = {GapStage.IN_TALKS: StepKind.IN_TALKS, GapStage.AGREED: StepKind.AGREED}


@transaction.atomic
def accept(
    gaps: Gaps,
    *,
    reason: AcceptReason,
    review_on: date,
    note: str = "",
    by: Membership,
    at: datetime,
) -> Worked:
    """Go on paying more, for a reason, until somebody looks again: out of the lists
    and totals until worth a quarter more than now. Raises Refused."""
    refuse(rules.why_not_work(by.organisation_id, by=by))
    refuse(rules.why_not_reason(reason, note))
    refuse(rules.why_not_review(review_on, today=timezone.localdate(at)))
    changes = {
        "stage": GapStage.ACCEPTED,
        "owner": _theirs_or(by),
        "due_on": None,
        "snoozed_until": None,
        "accept_reason": reason,
        "accepted_value": Coalesce(_EXACT, F("gap_value")),
        "review_on": review_on,
    }
    return work(
        gaps,
        StepKind.ACCEPTED,
        changes,
        why_not=own(rules.why_not_accept, by),
        note=note,
        by=by,
        at=at,
        reason=AcceptReason(reason).label,
        review_on=review_on,
    )


@transaction.atomic
def reopen(gaps: Gaps, *, note: str = "", by: Membership, at: datetime) -> Worked:
    """Work on them again that were accepted, in talks or agreed; whose they are stays.
    Raises Refused."""
    refuse(rules.why_not_work(by.organisation_id, by=by))
    changes = {"stage": _OPEN_OR_ASSIGNED, **_NOTHING_ACCEPTED}
    why_not = own(rules.why_not_reopen, by)
    return work(
        gaps, StepKind.REOPENED, changes, why_not=why_not, note=note, by=by, at=at
    )


@transaction.atomic
def move(
    gaps: Gaps,
    *,
    stage: GapStage,
    note: str = "",
    by: Membership | None,
    at: datetime,
) -> Worked:
    """Talks have begun (IN_TALKS), or a better price is agreed (AGREED).

    For rooms where that happens: who may is theirs to ask, and gaps that cannot move
    are left as they are. A gap that is nobody's becomes that of who works on it.
    """
    changes: dict[str, Any] = {"stage": stage, "snoozed_until": None}
    if by is not None and not rules.why_not_work(by.organisation_id, by=by):
        changes["owner"] = _theirs_or(by)
    return work(
        gaps,
        _KINDS[stage],
        changes,
        why_not=lambda gap: rules.why_not_move(gap, stage),
        note=note,
        by=by,
        at=at,
    )


@transaction.atomic
def move_back(
    gaps: Gaps, *, note: str = "", by: Membership | None, at: datetime
) -> Worked:
    """What was agreed is so no longer: open again, and whose they are stays. For rooms
    where that happens, as `move`; gaps that are not agreed are left as they are."""
    return work(
        gaps,
        StepKind.REOPENED,
        {"stage": _OPEN_OR_ASSIGNED},
        why_not=rules.why_not_move_back,
        note=note,
        by=by,
        at=at,
    )


def _theirs_or(member: Membership) -> Case:
    """Whose it is; of one that is nobody's at the member's trust, the member."""
    return Case(
        When(owner=None, organisation=member.organisation_id, then=Value(member.pk)),
        default=F("owner"),
        output_field=BigIntegerField(),
    )
