"""Whose gaps are without somebody who works on them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Sum

from procurement.gaps.models import Gap
from procurement.gaps.whose import left_behind
from trusts.models import Membership


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody who has no access any more, and what is still theirs: so many gaps that
    are there, pounds a year."""

    membership: Membership
    gaps: int
    value: Decimal


def leavers(member: Membership, *, on: date) -> list[Leaver]:
    """Of the trusts whose gaps the member sees, most value first."""
    gaps = left_behind(Gap.objects.visible_to(member).present(), on=on)
    sums = {
        owner: (count, value)
        for owner, count, value in gaps.order_by()
        .values_list("owner")
        .annotate(gaps=Count("pk"), value=Sum("gap_value"))
    }
    people = Membership.objects.filter(pk__in=sums)
    found = [
        Leaver(each, *sums[each.pk])
        for each in people.select_related("user", "organisation")
    ]
    return sorted(found, key=lambda leaver: (-leaver.value, leaver.membership.pk))
