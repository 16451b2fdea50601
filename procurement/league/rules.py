"""Why something may not be done with the league table, in a sentence, or ""."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from procurement.league import measuring
from procurement.league.editions import newest_ready
from procurement.league.models import (
    MOVES,
    Challenge,
    Outcome,
    Release,
    ReleaseState,
    Working,
    WorkingState,
)
from trusts.models import Membership, Organisation
from trusts.permissions import Permission
from trusts.successions import day_in_words

FEWEST_DAYS, MOST_DAYS = 28, 366


def why_not_prepare(*, period_from: date, as_at: date, today: date) -> str:
    if as_at >= today:
        return "The last day has to be over: choose yesterday or a day before."
    days = (as_at - period_from).days + 1
    if days < FEWEST_DAYS:
        return f"A period has at least {FEWEST_DAYS} days. Choose an earlier first day."
    if days > MOST_DAYS:
        return "A period is a year at most. Choose a later first day."
    unfinished = Release.objects.unfinished().order_by("pk").first()
    if unfinished:
        last = day_in_words(unfinished.as_at)
        return (
            f"The release to {last} is not finished. Release it, or withdraw it, first."
        )
    return ""


def why_not_work_out_again(release: Release) -> str:
    if release.state != ReleaseState.DRAFT and not _failed_in_preview(release):
        return (
            "Trusts have seen the figures. From then on one changes only when its "
            "challenge is accepted."
        )
    return why_not_yet(release, needs_figures=False)


def why_not_yet(release: Release, *, needs_figures: bool = True) -> str:
    """Why the figures have to be waited for."""
    newest = _newest(release)
    if newest is not None and newest.state == WorkingState.WAITING:
        return "Figures are still being worked out."
    if needs_figures and (newest is None or newest.state == WorkingState.FAILED):
        return "The figures could not be worked out. Work them out again first."
    return ""


def _failed_in_preview(release: Release) -> bool:
    newest = _newest(release)
    return (
        release.state == ReleaseState.PREVIEW
        and newest is not None
        and newest.state == WorkingState.FAILED
    )


def _newest(release: Release) -> Working | None:
    return Working.objects.filter(release=release).order_by("-number").first()


def why_not_open_preview(release: Release) -> str:
    return _why_not_move(release, ReleaseState.PREVIEW) or why_not_yet(release)


def why_not_release(
    release: Release, *, carries_open: bool, by: Membership | None, today: date
) -> str:
    return (
        _why_not_move(release, ReleaseState.RELEASED)
        or _why_preview_goes_on(release, today)
        or why_not_yet(release)
        or _why_own(release, by)
        or _why_disputed(release, today)
        or _why_challenged(release, carries_open=carries_open)
    )


def why_not_take_disputed_out(release: Release, *, today: date) -> str:
    if release.state not in (ReleaseState.DRAFT, ReleaseState.PREVIEW):
        return "Only figures that are not out yet can be changed."
    if reason := why_not_yet(release):
        return reason
    return "" if disputed_since(release, today=today) else "No such price is disputed."


def disputed_since(release: Release, *, today: date) -> dict[int, int]:
    """How many prices that earn their trust something are disputed by now, by trust."""
    newest = newest_ready(release.pk)
    return measuring.disputed_since(newest, on=today) if newest else {}


def why_not_withdraw(release: Release) -> str:
    return _why_not_move(release, ReleaseState.WITHDRAWN)


def why_not_challenge(
    release: Release,
    organisation: Organisation,
    *,
    metric: str,
    by: Membership | None,
    today: date,
) -> str:
    if by is not None and not by.may(Permission.LEAGUE_CHALLENGE):
        return "Your role here may not challenge figures."
    if by is not None and by.organisation_id != organisation.pk:
        return "It is not your trust’s figure."
    if release.state != ReleaseState.PREVIEW or release.preview_ends_on is None:
        return "Figures are challenged while they are in preview."
    if today > release.preview_ends_on:
        last = day_in_words(release.preview_ends_on)
        return f"The preview ended on {last}. Write to the regional lead."
    is_open = release.challenges.filter(
        organisation=organisation, metric=metric, answered_at=None
    ).exists()
    return "This figure is challenged already, and waits for its answer." * is_open


def why_not_answer(
    challenge: Challenge, outcome: Outcome | None = None, *, by: Membership | None
) -> str:
    if not challenge.is_open:
        return "It has been answered already."
    if _is_by(challenge, by):
        return "You made this challenge: somebody else answers it."
    if challenge.release.state == ReleaseState.WITHDRAWN:
        return "The release has been withdrawn: nothing hangs on it any longer."
    return _why_not_accept(challenge.release, outcome)


def _why_not_accept(release: Release, outcome: Outcome | None) -> str:
    if outcome == Outcome.TAKEN_BACK:
        return "Only the trust takes a challenge back."
    if outcome in (None, Outcome.REFUSED):
        return ""
    if release.state == ReleaseState.PREVIEW:
        return why_not_yet(release)
    if outcome == Outcome.WORKED_AGAIN:
        return (
            "It is out already: its figures stay. Withdraw the release, or put the "
            "figure under review."
        )
    return ""


def why_not_take_back(challenge: Challenge, *, by: Membership | None) -> str:
    if not challenge.is_open:
        return "It has been answered already."
    if by is not None and by.organisation_id != challenge.organisation_id:
        return "It is not your trust’s challenge."
    return ""


def why_not_weigh(weights: Mapping[str, Decimal], least_share: Decimal) -> str:
    if any(weight < 0 for weight in weights.values()):
        return "A weight is nought or more."
    whole = sum(weights.values(), Decimal(0))
    if whole != 100:
        return f"The weights add up to {whole.normalize():f}%. Make them 100%."
    if not 0 <= least_share <= 1:
        return "The share of spend that can be compared is between 0% and 100%."
    return ""


def first_release_day(release: Release) -> date | None:
    """The day after the preview."""
    ends = release.preview_ends_on
    return None if ends is None else ends + timedelta(days=1)


def _why_not_move(release: Release, state: ReleaseState) -> str:
    now = ReleaseState(release.state)
    if state in MOVES[now]:
        return ""
    if state == ReleaseState.RELEASED and now == ReleaseState.DRAFT:
        return "Trusts have not seen their figures yet: open the preview first."
    return f"This release is {now.label.lower()} already."


def _why_preview_goes_on(release: Release, today: date) -> str:
    ends = release.preview_ends_on
    if ends is None or today > ends:
        return ""
    first = day_in_words(ends + timedelta(days=1))
    return (
        f"The preview lasts to {day_in_words(ends)}. It can be released from {first}."
    )


def _why_own(release: Release, by: Membership | None) -> str:
    made = (
        by is not None and release.challenges.filter(made_by__user=by.user_id).exists()
    )
    return "You challenged a figure of it: somebody else releases it." * made


def _why_disputed(release: Release, today: date) -> str:
    if not disputed_since(release, today=today):
        return ""
    return (
        "A trust stands well by prices that have been disputed since the figures were "
        "worked out. Take them out first."
    )


def _why_challenged(release: Release, *, carries_open: bool) -> str:
    count = release.challenges.filter(answered_at=None).count()
    if carries_open or not count:
        return ""
    some = "One challenge is" if count == 1 else f"{count} challenges are"
    return (
        f"{some} still open. Answer first, or say that it goes out with them shown "
        "beside their figures."
    )


def _is_by(challenge: Challenge, by: Membership | None) -> bool:
    made_by = challenge.made_by
    return by is not None and made_by is not None and made_by.user_id == by.user_id
