"""The history of imports, newest first, a page at a time; never counted."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone

from catalogue.purchases import reasons
from catalogue.purchases.models import Import, ImportQuerySet, ImportState, Rejection

PAGE = 25

# Rejected rows shown on the page; all of them are in the file to download.
REJECTIONS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Some imports, and the numbers to go on from; 0 where there is nothing."""

    imports: list[Import]
    newer_than: int
    older_than: int


def page_of(imports: ImportQuerySet, *, before: int = 0, after: int = 0) -> HistoryPage:
    """The imports older than `before`, or the oldest of those newer than `after`."""
    rows = imports.select_related("organisation", "uploaded_by__user")
    if after:
        found = list(rows.filter(pk__gt=after).order_by("pk")[: PAGE + 1])
        more, found = len(found) > PAGE, found[:PAGE][::-1]
        return _page(found, has_newer=more, has_older=True)
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows.newest_first()[: PAGE + 1])
    return _page(found[:PAGE], has_newer=bool(before), has_older=len(found) > PAGE)


def _page(found: list[Import], *, has_newer: bool, has_older: bool) -> HistoryPage:
    return HistoryPage(
        imports=found,
        newer_than=found[0].pk if found and has_newer else 0,
        older_than=found[-1].pk if found and has_older else 0,
    )


@dataclass(frozen=True, slots=True)
class Rejected:
    """What was rejected: how many for which reason, and the first rows."""

    counts: list[str]
    first: list[Rejection]
    has_more: bool


def rejected_of(of_import: Import) -> Rejected:
    """The rejected rows of an import, the commonest reason first."""
    if not of_import.rejected:
        return Rejected([], [], has_more=False)
    counts = (
        of_import.rejections.values_list("field", "reason")
        .annotate(rows=Count("pk"))
        .order_by("-rows", "field", "reason")
    )
    return Rejected(
        counts=[reasons.counted(*row) for row in counts],
        first=list(of_import.rejections.in_file_order()[:REJECTIONS_SHOWN]),
        has_more=of_import.rejected > REJECTIONS_SHOWN,
    )


def same_bytes_sentence(of_import: Import) -> str:
    """What to say where a file turns out to be an import that there is already."""
    day = timezone.localdate(of_import.uploaded_at)
    on = f"on {day.day} {day:%B %Y}"
    if of_import.uploaded_by:
        on = f"{on} by {of_import.uploaded_by.user}"
    if of_import.state == ImportState.DONE:
        return f"This file was imported {on}. Nothing was written."
    if of_import.state == ImportState.QUEUED:
        return f"This file was uploaded {on} and is being read. Nothing was written."
    return f"This file was uploaded {on} and waits to be confirmed."
