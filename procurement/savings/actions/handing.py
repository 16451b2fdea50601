"""A trust's parts go from one person to another: one, or all that are somebody's."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from procurement.savings import rules
from procurement.savings.actions.stepping import locked, step
from procurement.savings.models import Participation
from trusts.models import Membership
from trusts.rules import refuse


@transaction.atomic
def hand_to(
    participation: Participation,
    owner: Membership,
    *,
    note: str = "",
    by: Membership | None,
    at: datetime,
) -> None:
    """Make somebody of the trust its owner. Raises Refused."""
    participation = locked(participation)
    refuse(rules.why_not_own(participation, by=by))
    refuse(rules.why_not_owner(participation, owner, on=timezone.localdate(at)))
    done = f"{owner.user.full_name} looks after it"
    _give(participation, owner, done, note=note, by=by, at=at)


@transaction.atomic
def hand_over(
    leaver: Membership,
    *,
    to: Membership,
    note: str = "",
    by: Membership,
    at: datetime,
) -> list[int]:
    """Give all running parts that one person looks after to a colleague. Answers their
    numbers. Raises Refused."""
    parts = Participation.objects.running().filter(owner=leaver).order_by("pk")
    for part in parts:
        hand_to(part, to, note=note, by=by, at=at)
    return [part.pk for part in parts]


@transaction.atomic
def hand_back(
    numbers: Collection[int],
    leaver: Membership,
    *,
    taken_by: Membership,
    by: Membership,
    at: datetime,
) -> int:
    """Undo a handing over, of those parts that are still with whoever took them.
    Answers how many. Raises Refused."""
    parts = Participation.objects.filter(pk__in=numbers, owner=taken_by)
    several = [locked(part) for part in parts.order_by("pk")]
    for part in several:
        refuse(rules.why_not_own(part, by=by))
        done = f"Handing over taken back: it is {leaver.user.full_name}’s again"
        _give(part, leaver, done, by=by, at=at)
    return len(several)


def _give(
    participation: Participation,
    owner: Membership,
    done: str,
    *,
    note: str = "",
    by: Membership | None,
    at: datetime,
) -> None:
    participation.owner = owner
    participation.save(update_fields=["owner"])
    step(
        participation,
        "participation_handed",
        done,
        by=by,
        at=at,
        note=note,
        owner=owner.pk,
    )
