"""Extracts that came in, and those that wait for somebody."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.utils import timezone

from catalogue.purchases.models import Import, ImportState
from procurement.home.days import start_of
from trusts.models import Membership

SHOWN = 5
WAITING = (ImportState.ASKING, ImportState.FAILED, ImportState.QUEUED)
# A file that could not be read and that nobody sent again in this time is history.
FAILED_DAYS = 30


@dataclass(frozen=True, slots=True)
class Imports:
    """`newest` is the newest that was taken in, `age` the days since then. Of the
    rest, `asking` wait to be confirmed, `failed` could not be read and nothing of
    their organisation came after them, `queued` are being read."""

    newest: Import | None
    age: int
    asking: list[Import]
    failed: list[Import]
    queued: list[Import]


@dataclass(frozen=True, slots=True)
class TakenIn:
    """Imports since a day: how many, the rows they brought, and their net value in
    pounds ex VAT."""

    since: date
    imports: int
    rows: int
    net_value: Decimal


def imports_of(member: Membership, *, on: date, at: datetime) -> Imports:
    """What the member may see of them; of those that wait the oldest first."""
    imports = Import.objects.visible_to(member)
    newest_done = imports.filter(state=ImportState.DONE).newest_first().values("pk")[:1]
    since = Import.objects.standing().filter(
        organisation=OuterRef("organisation"), pk__gt=OuterRef("pk")
    )
    old = Q(state=ImportState.FAILED) & (
        Q(uploaded_at__lt=at - timedelta(days=FAILED_DAYS)) | Exists(since)
    )
    shown = list(
        imports.filter(Q(state__in=WAITING) & ~old | Q(pk__in=newest_done))
        .select_related("organisation", "uploaded_by__user")
        .order_by("pk")
    )
    newest = next((each for each in shown if each.state == ImportState.DONE), None)
    by_state = {
        state: [each for each in shown if each.state == state][:SHOWN]
        for state in WAITING
    }
    return Imports(
        newest=newest,
        age=_age(newest, on) if newest else 0,
        asking=by_state[ImportState.ASKING],
        failed=by_state[ImportState.FAILED],
        queued=by_state[ImportState.QUEUED],
    )


def taken_in_since(day: date, *, member: Membership) -> TakenIn:
    """Imports that were taken in from the start of a day in London, and stand."""
    sums = (
        Import.objects.visible_to(member)
        .filter(state=ImportState.DONE, finished_at__gte=start_of(day))
        .aggregate(imports=Count("pk"), rows=Sum("accepted"), value=Sum("net_value"))
    )
    return TakenIn(day, sums["imports"], sums["rows"] or 0, sums["value"] or Decimal(0))


def with_rejected_rows(member: Membership, *, at: datetime) -> list[Import]:
    """The imports of the last 30 days that had rows rejected, most rows first."""
    return list(
        Import.objects.visible_to(member)
        .filter(
            state=ImportState.DONE,
            rejected__gt=0,
            uploaded_at__gte=at - timedelta(days=FAILED_DAYS),
        )
        .select_related("organisation")
        .order_by("-rejected", "-pk")[:SHOWN]
    )


def _age(of_import: Import, on: date) -> int:
    taken_in = of_import.finished_at or of_import.uploaded_at
    return (on - timezone.localdate(taken_in)).days
