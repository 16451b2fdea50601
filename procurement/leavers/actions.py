"""All that is one person's goes to a colleague, in one step that can be taken back."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from procurement.adoption import actions as adoptions
from procurement.asks import actions as asks
from procurement.leavers import rules
from procurement.leavers.models import HandOver
from procurement.savings import actions as savings
from procurement.worklist import actions as worklist
from trusts.models import Membership
from trusts.permissions import Permission
from trusts.rules import Refused, refuse


@transaction.atomic
def hand_over(
    leaver: Membership,
    *,
    to: Membership,
    note: str = "",
    by: Membership,
    at: datetime,
) -> HandOver:
    """Give a colleague the gaps, also what is accepted or gone for now, the running
    parts in initiatives, the unfinished letters and the adoptions of standards; due
    days stay. Raises Refused."""
    refuse(rules.why_not_hand_over(leaver, by=by))
    refuse(rules.why_not_take_on(to, leaver, on=timezone.localdate(at)))
    act, gaps = uuid4(), 0
    standards = adoptions.hand_over(leaver, to=to, by=by, at=at)
    # Gaps last: whoever agrees a part or answers a letter holds that, then its gaps.
    parts = savings.hand_over(leaver, to=to, note=note, by=by, at=at)
    letters = asks.hand_over(leaver, to=to, by=by, at=at)
    if by.may(Permission.GAPS_WORK):  # the regional office has letters alone
        worked = worklist.hand_over(leaver, to=to, note=note, by=by, at=at)
        act, gaps = worked.act, worked.done
    refuse(
        "" if gaps or parts or letters or standards else "Nothing is theirs any more."
    )
    return HandOver.objects.create(
        act=act,
        leaver=leaver,
        to=to,
        gaps=gaps,
        parts=parts,
        asks=letters,
        adoptions=standards,
        handed_over_at=at,
        handed_over_by=by,
    )


@transaction.atomic
def take_back(act: UUID, *, by: Membership, at: datetime) -> tuple[HandOver, int]:
    """Give back what nobody did anything about since. Answers what was handed over,
    and how many of all that are theirs again. Raises Refused."""
    done = (
        HandOver.objects.select_for_update(of=("self",))
        .select_related("leaver__user", "leaver__organisation", "to__user")
        .filter(act=act, handed_over_by__user=by.user_id)
        .first()
    )
    if done is None or done.leaver.organisation_id != by.organisation_id:
        raise Refused("Only who handed it over can take it back.")
    refuse("It was taken back already." if done.taken_back_at else "")
    who: dict[str, Any] = {"taken_by": done.to, "by": by, "at": at}
    back = savings.hand_back(done.parts, done.leaver, **who)
    back += asks.hand_back(done.asks, done.leaver, **who)
    back += adoptions.hand_back(done.adoptions, done.leaver, **who)
    back += worklist.take_back(act, by=by, at=at).done if done.gaps else 0
    done.taken_back_at, done.taken_back_by = at, by
    done.save(update_fields=["taken_back_at", "taken_back_by"])
    return done, back
