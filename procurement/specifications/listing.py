"""The list of specifications: each with where it stands and what comes next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from procurement.specifications import queries
from procurement.specifications.forms import SpecificationFilters
from procurement.specifications.models import Specification, Version
from procurement.specifications.steps import colour_of, next_step, step_in_words
from trusts.exports import DAY, Cell, Column, Sheet
from trusts.models import Membership
from trusts.paging import Order, page_of, read_words
from trusts.permissions import Permission

BY_NAME = Order("name", False, read_words)
DEFINITIONS = (
    ("State", "Of the version in the works, else of the one in force, else the newest"),
    ("Trusts", "Those that take part now"),
)
COLUMNS = (
    Column("Specification", width=40),
    Column("Risk"),
    Column("Version", width=8),
    Column("State"),
    Column("Since", DAY),
    Column("Step", width=24),
    Column("Next", width=40),
    Column("Chair", width=24),
    Column("Trusts", width=40),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A specification with the versions that stand, the newest first."""

    specification: Specification
    versions: list[Version]
    trusts: list[str]

    @property
    def version(self) -> Version:
        """The one that is worked on, or the one there is."""
        return self.versions[0]

    @property
    def in_force(self) -> Version | None:
        """The one that trusts buy by meanwhile, if another is in the works."""
        return self.versions[1] if len(self.versions) > 1 else None

    @property
    def step(self) -> str:
        return step_in_words(self.version.state)

    @property
    def colour(self) -> str:
        return colour_of(self.version.state)

    @property
    def next(self) -> str:
        return next_step(self.specification, self.version.state)


def narrow(
    rows: QuerySet[Specification], asked: Mapping[str, Any], *, member: Membership
) -> QuerySet[Specification]:
    """Those that meet every cleaned field of the filters."""
    if asked["search"]:
        rows = rows.filter(name__icontains=asked["search"])
    if asked["tier"]:
        rows = rows.filter(tier=asked["tier"])
    if asked["state"]:
        rows = queries.in_state(rows, asked["state"])
    if asked["whose"]:
        rows = queries.theirs(rows, member)
    return rows.select_related("chair__user")


def specification_list(
    filters: SpecificationFilters, query: Mapping[str, str], *, member: Membership
) -> dict[str, Any]:
    """What the page shows."""
    context = {
        "filters": filters,
        "may_start": member.may(Permission.SPECIFICATIONS_DRAFT),
    }
    if not filters.is_valid():
        return context | {"page": None}
    seen = Specification.objects.visible_to(member)
    page = page_of(
        narrow(seen, filters.cleaned_data, member=member),
        BY_NAME,
        after=query.get("after", ""),
        before=query.get("before", ""),
    )
    return context | {"page": page, "rows": with_versions(page.rows)}


def with_versions(specifications: Iterable[Specification]) -> list[Row]:
    """The specifications as rows, with one statement for each kind of row behind."""
    several = list(specifications)
    numbers = [each.pk for each in several]
    versions = queries.standing_versions(numbers)
    trusts: dict[int, list[str]] = {number: [] for number in numbers}
    for each in queries.trusts_of(numbers):
        trusts[each.specification_id].append(each.organisation.name)
    return [Row(each, versions[each.pk], trusts[each.pk]) for each in several]


def specification_sheet(specifications: Iterable[Specification]) -> Sheet:
    rows = with_versions(specifications)
    return Sheet("Specifications", COLUMNS, map(_cells, rows))


def _cells(row: Row) -> list[Cell]:
    specification, version = row.specification, row.version
    return [
        specification.name,
        specification.get_tier_display(),
        version.number,
        version.get_state_display(),
        timezone.localdate(version.moved_at),
        row.step,
        row.next,
        str(specification.chair.user),
        "; ".join(row.trusts),
    ]
