"""All that is one person's goes to a colleague; an act is taken back."""

from collections import Counter
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from procurement.gaps import rules
from procurement.gaps.models import Gap, GapStage, GapStep, StepKind
from procurement.worklist import queries
from procurement.worklist.actions.acting import Worked, keep, locked, value_of, work
from trusts.models import Membership
from trusts.rules import refuse

# What the pages of gaps do. What a letter did is undone where the letter is.
_CAN_BE_TAKEN_BACK = (
    StepKind.ASSIGNED,
    StepKind.SNOOZED,
    StepKind.WOKEN,
    StepKind.ACCEPTED,
    StepKind.REOPENED,
    StepKind.HANDED_OVER,
)
_NOT_HERE = "This cannot be taken back. Open the gap and say what is so now."


@transaction.atomic
def hand_over(
    leaver: Membership,
    *,
    to: Membership,
    note: str = "",
    by: Membership,
    at: datetime,
) -> Worked:
    """Give all that is one person's to a colleague, what is accepted and what is gone
    for now included; due days stay. Raises Refused."""
    refuse(rules.why_not_work(leaver.organisation_id, by=by))
    today, place = timezone.localdate(at), leaver.organisation_id
    refuse(rules.why_not_own(to, organisation_id=place, on=today))
    refuse("It is theirs already." if to.pk == leaver.pk else "")
    theirs = Gap.objects.filter(owner=leaver).exclude(stage=GapStage.REALISED)
    return work(
        theirs,
        StepKind.HANDED_OVER,
        {"owner": to},
        why_not=lambda _gap: "",
        note=note,
        by=by,
        at=at,
        before=leaver.user,
        after=to.user,
    )


@transaction.atomic
def take_back(act: UUID, *, by: Membership, at: datetime) -> Worked:
    """Make the own gaps of an act stand as before it, where nothing but notes came
    after. Raises Refused: also of what a letter or a supplier's answer did."""
    refuse(rules.why_not_work(by.organisation_id, by=by))
    steps = GapStep.objects.filter(act=act, by__user=by.user_id)
    is_others = steps.exclude(what__in=_CAN_BE_TAKEN_BACK).exists()
    refuse(_NOT_HERE if is_others else "")
    theirs = steps.filter(gap__organisation=by.organisation_id)
    gaps = locked(Gap.objects.filter(pk__in=theirs.values("gap")))
    refuse("" if gaps else "Only who did it can take it back.")
    with connection.cursor() as cursor:
        numbers = [gap.pk for gap in gaps]
        cursor.execute(queries.TAKE_BACK, {"act": act, "gaps": numbers})
        stages = dict(cursor.fetchall())
    done = [gap for gap in gaps if gap.pk in stages]
    left = Counter({"Something else was done about it since.": len(gaps) - len(done)})
    undone = keep(done, StepKind.UNDONE, note="", by=by, at=at)
    return Worked(undone, len(done), value_of(done), +left)
