"""Pages of releasing: prepare, work out, preview, release, withdraw; and weights."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from procurement.league import actions, rules
from procurement.league.forms import PrepareForm, WeightsForm, WithdrawForm
from procurement.league.models import (
    Challenge,
    DefinitionVersion,
    Release,
    Working,
)
from procurement.league.reaching import release_or_404
from procurement.league.showing import seen_releases
from procurement.league.tasks import progress_key, work_out_league
from trusts.http import TrustRequest, render_page_or_partial
from trusts.permissions import Permission, requires
from trusts.rules import Refused

# Releases on the page; a region makes a few a year.
MOST = 100


@require_safe
@requires(Permission.LEAGUE_VIEW)
def release_list(request: TrustRequest) -> HttpResponse:
    """All releases the member may see, the newest first."""
    releases = seen_releases(request.member).newest_first()[:MOST]
    context = {
        "releases": releases,
        "may_release": request.member.may(Permission.LEAGUE_RELEASE),
    }
    return render(request, "league/release_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.LEAGUE_RELEASE)
def release_prepare(request: TrustRequest) -> HttpResponse:
    """Choose the days; the figures are then worked out in the background."""
    form = PrepareForm(request.POST or None)
    if form.is_valid():
        try:
            made = actions.prepare_release(
                **form.cleaned_data, by=request.member, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            _send(made)
            return redirect("release_detail", made.pk)
    return render(
        request,
        "league/release_prepare.html",
        {"form": form, "definitions": _newest_definitions(request)},
        status=422 if form.errors else 200,
    )


@require_safe
@requires(Permission.LEAGUE_VIEW)
def release_detail(request: TrustRequest, pk: int) -> HttpResponse:
    """How far a release is, its challenges, and what can be done next."""
    release, today = release_or_404(request, pk), timezone.localdate()
    workings = list(
        Working.objects.visible_to(request.member)
        .filter(release=release)
        .newest_first()
    )
    challenges = list(
        Challenge.objects.visible_to(request.member)
        .filter(release=release)
        .select_related("organisation", "made_by__user", "answered_by__user")
        .newest_first()
    )
    context = {
        "release": release,
        "workings": workings,
        "newest": workings[0] if workings else None,
        "step": cache.get(progress_key(workings[0].pk)) if workings else "",
        "challenges": challenges,
        "sees_challenges": request.member.sees_region
        or request.member.may(Permission.LEAGUE_CHALLENGE),
        "open_challenges": sum(each.is_open for each in challenges),
    }
    if request.member.may(Permission.LEAGUE_RELEASE):
        context |= _next_steps(release, by=request.member, today=today)
    return render_page_or_partial(
        request, "league/release_detail.html", "progress", context
    )


@require_POST
@requires(Permission.LEAGUE_RELEASE)
def release_work_out(request: TrustRequest, pk: int) -> HttpResponse:
    """All figures once more, before the preview; in it, the one that failed."""

    def again(release: Release) -> None:
        actions.work_out_again(release, by=request.member, at=timezone.now())
        _send(release)

    return _done(request, pk, again, "The figures are being worked out again.")


@require_POST
@requires(Permission.LEAGUE_RELEASE)
def release_preview(request: TrustRequest, pk: int) -> HttpResponse:
    """Let every trust see its own figures."""
    act = partial(actions.open_preview, by=request.member, at=timezone.now())
    return _done(request, pk, act, "The preview is open.")


@require_POST
@requires(Permission.LEAGUE_RELEASE)
def release_take_disputed_out(request: TrustRequest, pk: int) -> HttpResponse:
    """Take off what prices earned that have been disputed since."""
    now = timezone.now()
    act = partial(actions.take_disputed_prices_out, by=request.member, at=now)
    return _done(request, pk, act, "Disputed prices earn nothing any longer.")


@require_POST
@requires(Permission.LEAGUE_RELEASE)
def release_publish(request: TrustRequest, pk: int) -> HttpResponse:
    """Let everybody see it."""
    act = partial(
        actions.release,
        carries_open=request.POST.get("carries_open") == "on",
        by=request.member,
        at=timezone.now(),
    )
    return _done(request, pk, act, "Released. Every trust sees it now.")


@require_http_methods(["GET", "POST"])
@requires(Permission.LEAGUE_RELEASE)
def release_withdraw(request: TrustRequest, pk: int) -> HttpResponse:
    """Say why it counts no longer."""
    release = release_or_404(request, pk)
    form = WithdrawForm(request.POST or None)
    why_not = rules.why_not_withdraw(release)
    if form.is_valid():
        try:
            actions.withdraw_release(
                release, **form.cleaned_data, by=request.member, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Withdrawn. It is kept, with the reason.")
            return redirect("release_detail", pk)
    return render(
        request,
        "league/release_withdraw.html",
        {"form": form, "release": release, "why_not": why_not},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.LEAGUE_RELEASE)
def league_weights(request: TrustRequest) -> HttpResponse:
    """What each metric counts for, for releases prepared from now on."""
    form = WeightsForm(request.POST or None, newest=_newest_definitions(request))
    if form.is_valid():
        try:
            made = actions.set_weights(
                form.weights,
                least_share=form.cleaned_data["least_share"] / 100,
                note=form.cleaned_data["note"],
                by=request.member,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request,
                f"Version {made.number} counts for releases prepared from now on.",
            )
            return redirect("league_weights")
    versions = (
        DefinitionVersion.objects.visible_to(request.member)
        .select_related("made_by__user")
        .prefetch_related("metrics")
        .newest_first()[:MOST]
    )
    return render(
        request,
        "league/league_weights.html",
        {"form": form, "versions": versions},
        status=422 if form.errors else 200,
    )


def _newest_definitions(request: TrustRequest) -> DefinitionVersion | None:
    versions = DefinitionVersion.objects.visible_to(request.member)
    return versions.prefetch_related("metrics").newest_first().first()


def _next_steps(release: Release, *, by: Any, today: Any) -> dict[str, Any]:
    """For the regional lead: what may be done, or why not."""
    return {
        "is_lead": True,
        "why_not_work_out": rules.why_not_work_out_again(release),
        "why_not_preview": rules.why_not_open_preview(release),
        "why_not_release": rules.why_not_release(
            release, carries_open=True, by=by, today=today
        ),
        "why_not_withdraw": rules.why_not_withdraw(release),
        "why_not_disputed": rules.why_not_take_disputed_out(release, today=today),
    }


def _done(
    request: TrustRequest, pk: int, act: Callable[[Release], Any], sentence: str
) -> HttpResponse:
    """Do it, or say why not, and back to the release."""
    release = release_or_404(request, pk)
    try:
        act(release)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, sentence)
    return redirect("release_detail", pk)


def _send(release: Release) -> None:
    """Robust: should the queue be away, the working is found by its state later."""
    working = release.workings.order_by("-number").first()
    if working is not None:
        send = partial(work_out_league.delay, working_id=working.pk)
        transaction.on_commit(send, robust=True)
