"""Lists of what persons said: what is merged, and what is not the same."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from catalogue.matching.rules import rows_of
from catalogue.products.models import Kind, Merge, SaidDifferent
from procurement.sameness.kinds import KINDS, name_of, names_of
from trusts.exports import Cell, Column, Sheet
from trusts.models import Membership
from trusts.paging import Order, read_moment

NEWEST_MERGED = Order("merged_at", True, read_moment)
NEWEST_SAID = Order("said_at", True, read_moment)
IN_FORCE, PARTED = "in-force", "parted"
COLUMNS = (
    Column("kind"),
    Column("merged", width=40),
    Column("into", width=40),
    Column("reason", width=40),
    Column("merged_at", width=20),
    Column("merged_by", width=24),
    Column("state"),
    Column("parted_at", width=20),
    Column("parted_by", width=24),
    Column("parted_because", width=40),
    Column("number", width=10),
)
DEFINITIONS = (
    ("merged, into", "The first stands under the second, with all that is on it."),
    ("state", "In force, or parted again: then everything is as if it had not been."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SaidRow:
    """What was said of two, with their names and where their pages are."""

    said: Any
    kind: str
    one: str
    one_url: str
    other: str
    other_url: str


def merges(asked: dict[str, Any], *, member: Membership) -> QuerySet[Merge]:
    rows = Merge.objects.visible_to(member).select_related(
        "merged_by__user", "merged_by__organisation", "ended_by__user"
    )
    if asked["state"]:
        rows = rows.filter(ended_at__isnull=asked["state"] == IN_FORCE)
    return _narrowed(rows, asked, "from_id", "into_id")


def differences(
    asked: dict[str, Any], *, member: Membership
) -> QuerySet[SaidDifferent]:
    rows = SaidDifferent.objects.visible_to(member).in_force()
    return _narrowed(rows.select_related("said_by__user"), asked, "low_id", "high_id")


def shown(rows: Iterable[Any]) -> list[SaidRow]:
    """Each with the names of both; three queries at most, whatever their number."""
    rows = list(rows)
    numbers: dict[Kind, set[int]] = defaultdict(set)
    for row in rows:
        numbers[Kind(row.kind)] |= set(_two(row))
    named = {kind: names_of(kind, found) for kind, found in numbers.items()}
    return [_row(row, named[Kind(row.kind)]) for row in rows]


def merge_sheet(rows: QuerySet[Merge]) -> Sheet:
    """A row a merge, the newest first."""
    found = shown(rows.order_by("-merged_at", "-id"))
    return Sheet("Merges", COLUMNS, map(_cells, found))


def _cells(row: SaidRow) -> list[Cell]:
    said = row.said
    return [
        row.kind,
        row.one,
        row.other,
        said.reason,
        _moment(said.merged_at),
        _who(said.merged_by),
        "parted" if said.ended_at else "in force",
        _moment(said.ended_at),
        _who(said.ended_by) if said.ended_at else "",
        said.ended_reason,
        said.pk,
    ]


def _narrowed(
    rows: QuerySet[Any], asked: dict[str, Any], one: str, other: str
) -> QuerySet[Any]:
    if asked["kind"]:
        rows = rows.filter(kind=asked["kind"])
    for word in asked["search"].split():
        rows = rows.filter(
            reduce(or_, [_named(kind, word, s) for kind in Kind for s in (one, other)])
        )
    return rows


def _named(kind: Kind, word: str, side: str) -> Q:
    field = "description" if kind == Kind.PRODUCT else "name"
    found = rows_of(kind).objects.filter(**{f"{field}__icontains": word})
    return Q(Exists(found.filter(pk=OuterRef(side))), kind=kind)


def _two(row: Any) -> tuple[int, int]:
    if isinstance(row, Merge):
        return row.from_id, row.into_id
    return row.low_id, row.high_id


def _row(row: Any, named: dict[int, Any]) -> SaidRow:
    one, other = _two(row)
    page = KINDS[Kind(row.kind)]
    return SaidRow(
        said=row,
        kind=row.get_kind_display(),
        one=name_of(named[one]),
        one_url=page.url_of(one),
        other=name_of(named[other]),
        other_url=page.url_of(other),
    )


def _who(member: Membership | None) -> str:
    return member.user.full_name if member else "Operator"


def _moment(at: Any) -> str:
    return timezone.localtime(at).isoformat(" ", "seconds") if at else ""
