"""What somebody who leaves looks after goes to a colleague."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from procurement.adoption.actions.stepping import record
from procurement.adoption.models import Adoption
from trusts.models import Membership


@transaction.atomic
def hand_over(
    leaver: Membership, *, to: Membership, by: Membership, at: datetime
) -> list[int]:
    """Give a colleague the adoptions of versions in force; their numbers."""
    return _give(Adoption.objects.in_force().filter(owner=leaver), to=to, by=by, at=at)


@transaction.atomic
def hand_back(
    adoptions: Iterable[int],
    leaver: Membership,
    *,
    taken_by: Membership,
    by: Membership,
    at: datetime,
) -> int:
    """Give back those that the colleague still has; how many."""
    theirs = Adoption.objects.filter(pk__in=list(adoptions), owner=taken_by)
    return len(_give(theirs, to=leaver, by=by, at=at))


def _give(found, *, to: Membership, by: Membership, at: datetime) -> list[int]:
    rows = list(
        found.select_for_update(of=("self",), no_key=True)
        .select_related("version__specification", "organisation")
        .order_by("pk")
    )
    for each in rows:
        each.owner = to
        each.save(update_fields=["owner"])
        record("adoption_handed_over", each, by=by, at=at, to=str(to))
    return [each.pk for each in rows]
