"""What became of price gaps since a day, or by an import: how many, and what worth."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, QuerySet, Sum

from catalogue.purchases.models import Import
from procurement.gaps.models import ChangeKind, Gap, GapChange, Refresh
from procurement.home.days import start_of
from trusts.models import Membership


@dataclass(frozen=True, slots=True)
class Moved:
    """So many gaps, and by how much they moved the total: pounds a year, below 0
    where it fell."""

    gaps: int = 0
    value: Decimal = Decimal(0)

    def __add__(self, other: "Moved") -> "Moved":
        return Moved(self.gaps + other.gaps, self.value + other.value)


@dataclass(frozen=True, slots=True)
class Changes:
    """All that moved the total of listed gaps; `total` is their sum."""

    found: Moved
    grew: Moved
    shrank: Moved
    gone: Moved

    @property
    def total(self) -> Moved:
        return self.found + self.grew + self.shrank + self.gone


def changes_since(day: date, *, member: Membership) -> Changes:
    """Of the gaps the member may see, from the start of a day in London. Without those
    of whose product another trust keeps its price confidential now: what they were
    worth before tells it."""
    refreshes = Refresh.objects.filter(refreshed_at__gte=start_of(day))
    return _changes(refreshes, member=member)


def changes_of(of_import: Import, *, member: Membership) -> Changes:
    """The same, when the import was taken in; others may have come at the same time."""
    refreshes = Refresh.objects.filter(import_ids__contains=[of_import.pk])
    return _changes(refreshes, member=member)


def _changes(refreshes: QuerySet[Refresh], *, member: Membership) -> Changes:
    gaps = Gap.objects.visible_to(member).without_a_secret()
    rows = (
        GapChange.objects.filter(refresh__in=refreshes, gap__in=gaps)
        .values_list("kind")
        .annotate(gaps=Count("pk"), value=Sum(F("gap_value") - F("value_before")))
        .order_by()
    )
    moved = {kind: Moved(gaps, value) for kind, gaps, value in rows}
    none = Moved()
    return Changes(
        found=moved.get(ChangeKind.FOUND, none)
        + moved.get(ChangeKind.FOUND_AGAIN, none),
        grew=moved.get(ChangeKind.GREW, none),
        shrank=moved.get(ChangeKind.SHRANK, none),
        gone=moved.get(ChangeKind.GONE, none),
    )
