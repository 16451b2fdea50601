"""A release is prepared, previewed, released and, if it must be, withdrawn."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from procurement.league import measuring, rules
from procurement.league.actions.weighing import definitions_now, one_at_a_time
from procurement.league.actions.working import ask_for_working
from procurement.league.editions import keep_edition, measured_in, newest_ready
from procurement.league.models import Release, ReleaseState, Working
from trusts import audit
from trusts.models import Membership
from trusts.rules import refuse
from trusts.working_days import working_day_after

# Full working days for which trusts see their own figures before anybody else does.
PREVIEW_DAYS = 10


@transaction.atomic
def prepare_release(
    *, period_from: date, as_at: date, by: Membership | None, at: datetime
) -> Release:
    """A release of these days, both counted, under the definitions now in force. Its
    figures are then worked out in the background. Raises Refused."""
    one_at_a_time()
    today = timezone.localdate(at)
    refuse(rules.why_not_prepare(period_from=period_from, as_at=as_at, today=today))
    made = Release.objects.create(
        definitions=definitions_now(at=at),
        period_from=period_from,
        as_at=as_at,
        prepared_at=at,
        prepared_by=by,
    )
    ask_for_working(made, why="Prepared.", by=by, at=at)
    _record("league_release_prepared", made, by=by, at=at)
    return made


@transaction.atomic
def work_out_again(release: Release, *, by: Membership | None, at: datetime) -> Working:
    """All figures once more, from what the tables hold by now, before the preview. In
    it, only what failed: the challenged figure alone, all others stay. Raises
    Refused."""
    release = locked(release)
    refuse(rules.why_not_work_out_again(release))
    why, failed = "Worked out again before the preview.", None
    if release.state == ReleaseState.PREVIEW:
        failed = release.workings.latest("number")
        why = failed.why
    working = ask_for_working(
        release,
        why=why,
        of_challenge=failed.of_challenge if failed else None,
        by=by,
        at=at,
    )
    _record("league_release_worked_out_again", release, by=by, at=at)
    return working


@transaction.atomic
def open_preview(release: Release, *, by: Membership | None, at: datetime) -> Release:
    """Let every trust's lead and finance see their own figures, for ten full working
    days after today. Raises Refused."""
    release = locked(release)
    refuse(rules.why_not_open_preview(release))
    release.state = ReleaseState.PREVIEW
    release.preview_opened_at, release.preview_opened_by = at, by
    release.preview_ends_on = working_day_after(timezone.localdate(at), PREVIEW_DAYS)
    release.save(
        update_fields=[
            "state",
            "preview_opened_at",
            "preview_opened_by",
            "preview_ends_on",
        ]
    )
    _record(
        "league_preview_opened", release, by=by, at=at, until=release.preview_ends_on
    )
    return release


@transaction.atomic
def release(
    release: Release, *, carries_open: bool, by: Membership | None, at: datetime
) -> Release:
    """Let everybody see it, with the challenges that are still open shown beside their
    figures, if it `carries_open`. Raises Refused."""
    release = locked(release)
    refuse(
        rules.why_not_release(
            release, carries_open=carries_open, by=by, today=timezone.localdate(at)
        )
    )
    release.state = ReleaseState.RELEASED
    release.released_at, release.released_by = at, by
    release.save(update_fields=["state", "released_at", "released_by"])
    _record(
        "league_released",
        release,
        by=by,
        at=at,
        open_challenges=release.challenges.filter(answered_at=None).count(),
    )
    return release


@transaction.atomic
def take_disputed_prices_out(
    release: Release, *, by: Membership | None, at: datetime
) -> Working:
    """Nobody stands well by a price that has been disputed since: what such prices
    earned is taken off, in a new working. Raises Refused."""
    release = locked(release)
    refuse(rules.why_not_take_disputed_out(release, today=timezone.localdate(at)))
    before = newest_ready(release.pk)
    assert before is not None
    working = ask_for_working(
        release, why="Prices disputed since earn nothing.", by=by, at=at
    )
    trusts, figures = measured_in(before)
    figures = measuring.take_disputed_out(
        figures, before=before, working=working, on=timezone.localdate(at)
    )
    keep_edition(working, trusts, figures, at=at)
    _record("league_disputed_taken_out", release, by=by, at=at)
    return working


@transaction.atomic
def withdraw_release(
    release: Release, *, because: str, by: Membership | None, at: datetime
) -> Release:
    """It counts no longer; it is kept, with the reason. Raises Refused."""
    release = locked(release)
    refuse(rules.why_not_withdraw(release))
    release.state = ReleaseState.WITHDRAWN
    release.withdrawn_at, release.withdrawn_by = at, by
    release.withdrawn_because = because
    release.save(
        update_fields=["state", "withdrawn_at", "withdrawn_by", "withdrawn_because"]
    )
    _record("league_withdrawn", release, by=by, at=at, because=because[:500])
    return release


def locked(release: Release) -> Release:
    return Release.objects.select_for_update().get(pk=release.pk)


def _record(
    done: str,
    release: Release,
    *,
    by: Membership | None,
    at: datetime,
    **detail: Any,
) -> None:
    audit.record(
        done,
        target=f"League table, {release}",
        by=by,
        at=at,
        release=release.pk,
        definitions=release.definitions_id,
        **detail,
    )
