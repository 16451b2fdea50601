"""Working figures out, in the background: found by state, once, whoever dies."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from procurement.league import measuring
from procurement.league.editions import keep_edition, measured_in, newest_ready
from procurement.league.measuring import Measured, Trust
from procurement.league.models import (
    Challenge,
    Release,
    ReleaseState,
    Working,
    WorkingState,
)
from trusts.models import Membership
from trusts.working_days import working_day_after

# A working whose process died this often is not tried again.
MOST_ATTEMPTS = 3
# Working days for which figures that changed in the preview can be looked at.
LOOK_AGAIN_DAYS = 3


def ask_for_working(
    release: Release,
    *,
    why: str,
    by: Membership | None,
    at: datetime,
    of_challenge: Challenge | None = None,
) -> Working:
    """The next working of a release, to be worked out. The caller holds its row."""
    newest = release.workings.order_by("-number").first()
    return Working.objects.create(
        release=release,
        number=newest.number + 1 if newest else 1,
        why=why,
        of_challenge=of_challenge,
        asked_at=at,
        asked_by=by,
    )


def work_out(working_id: int, *, at: datetime, progress: Callable[[str], None]) -> None:
    """Fill in a waiting working. Run twice, the second does nothing.

    Its row is locked meanwhile; a process that dies leaves it waiting.
    """
    if not _may_attempt(working_id):
        return
    with transaction.atomic():
        working = _lock_waiting(working_id)
        if working is None:
            return
        release = working.release
        trusts, figures = measuring.measure(
            period_from=release.period_from, as_at=release.as_at, progress=progress
        )
        progress("Bands and rows")
        if working.of_challenge is not None:
            trusts, figures = _one_figure(working, working.of_challenge, figures)
            _look_again(release, today=timezone.localdate(at))
        else:
            measuring.keep_rows(working)
        keep_edition(working, trusts, figures, at=at)
        measuring.drop_tables()


def _one_figure(
    working: Working, challenge: Challenge, figures: list[Measured]
) -> tuple[list[Trust], list[Measured]]:
    """What the working before said, but for the figure that was challenged: nobody
    else's may change after they have looked."""
    before = newest_ready(working.release_id)
    assert before is not None  # or there would be nothing to challenge
    trusts, kept = measured_in(before)
    asked = (challenge.organisation_id, challenge.metric)
    [new] = [each for each in figures if (each.organisation_id, each.metric) == asked]
    measuring.keep_rows(working, only=new)
    return trusts, [
        replace(new, worked_in=working.pk)
        if (each.organisation_id, each.metric) == asked
        else each
        for each in kept
    ]


def _look_again(release: Release, *, today: date) -> None:
    """A preview lasts until trusts have had time to see what changed in it."""
    ends_on = working_day_after(today, LOOK_AGAIN_DAYS)
    if release.state == ReleaseState.PREVIEW and (
        release.preview_ends_on is None or release.preview_ends_on < ends_on
    ):
        release.preview_ends_on = ends_on
        release.save(update_fields=["preview_ends_on"])


def _lock_waiting(working_id: int) -> Working | None:
    return (
        Working.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("release__definitions", "of_challenge")
        .filter(pk=working_id, state=WorkingState.WAITING)
        .first()
    )


@transaction.atomic
def _may_attempt(working_id: int) -> bool:
    working = _lock_waiting(working_id)
    if working is None:
        return False
    if working.attempts >= MOST_ATTEMPTS:
        working.state = WorkingState.FAILED
        working.save(update_fields=["state"])
        return False
    working.attempts = F("attempts") + 1
    working.save(update_fields=["attempts"])
    return True
