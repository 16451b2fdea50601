"""What stands under a product, manufacturer or supplier, as persons said."""

from dataclasses import dataclass
from typing import Any

from catalogue.products.models import Kind, Merge
from trusts.models import Membership


@dataclass(frozen=True, slots=True)
class Under:
    """One that was merged, and what it stands under at first hand."""

    row: Any
    into: Any
    merge: Merge


def standing_rows(row: Any) -> list[Any]:
    """The product, manufacturer or supplier with all that stands under it."""
    return [row, *type(row).objects.filter(merged_into=row.pk)]


def under(kind: Kind, rows: list[Any], *, member: Membership) -> list[Under]:
    """The merges in force by which these rows stand under one, the newest first."""
    if len(rows) == 1:
        return []
    by_number = {row.pk: row for row in rows}
    found = Merge.objects.visible_to(member).in_force().filter(kind=kind)
    merges = found.filter(from_id__in=by_number).select_related("merged_by__user")
    return [
        Under(by_number[each.from_id], by_number[each.into_id], each)
        for each in merges.order_by("-merged_at", "-pk")
    ]
