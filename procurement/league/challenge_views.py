"""Pages of challenges: a trust makes one, the regional lead answers."""

from functools import partial

from django.contrib import messages
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
from procurement.league.forms import AnswerForm, ChallengeForm
from procurement.league.models import Challenge, Figure, Metric, Outcome
from procurement.league.reaching import challenge_or_404, figure_or_404
from procurement.league.tasks import work_out_league
from trusts.http import TrustRequest
from trusts.permissions import Permission, requires
from trusts.rules import Refused


@require_http_methods(["GET", "POST"])
@requires(Permission.LEAGUE_CHALLENGE)
def challenge_add(
    request: TrustRequest, pk: int, code: str, metric: str
) -> HttpResponse:
    """Say what is wrong with a figure of the own trust."""
    figure = figure_or_404(request, pk, code, metric)
    form = ChallengeForm(request.POST or None)
    if form.is_valid() and (made := _made(request, figure, form)):
        messages.success(
            request, "The regional lead is to answer it before the release."
        )
        return redirect("challenge_detail", made.pk)
    context = {
        "form": form,
        "figure": figure,
        "release": figure.working.release,
        "organisation": figure.organisation,
        "name": Metric(figure.metric).label,
        "why_not": rules.why_not_challenge(
            figure.working.release,
            figure.organisation,
            metric=figure.metric,
            by=request.member,
            today=timezone.localdate(),
        ),
    }
    return render(
        request,
        "league/challenge_add.html",
        context,
        status=422 if form.errors else 200,
    )


@require_safe
@requires(Permission.LEAGUE_VIEW)
def challenge_detail(request: TrustRequest, pk: int) -> HttpResponse:
    """One challenge, and its answer."""
    challenge = challenge_or_404(request, pk)
    member = request.member
    context = {
        "challenge": challenge,
        "may_answer": member.may(Permission.LEAGUE_RELEASE)
        and not rules.why_not_answer(challenge, by=member),
        "may_take_back": member.may(Permission.LEAGUE_CHALLENGE)
        and not rules.why_not_take_back(challenge, by=member),
    }
    return render(request, "league/challenge_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.LEAGUE_RELEASE)
def challenge_answer(request: TrustRequest, pk: int) -> HttpResponse:
    """Accept it or refuse it, with a reason either way."""
    challenge = challenge_or_404(request, pk)
    form = AnswerForm(request.POST or None, challenge=challenge)
    if form.is_valid() and _answered(request, challenge, form):
        messages.success(request, "Answered. The trust can read it.")
        return redirect("challenge_detail", pk)
    return render(
        request,
        "league/challenge_answer.html",
        {
            "form": form,
            "challenge": challenge,
            "why_not": rules.why_not_answer(challenge, by=request.member),
        },
        status=422 if form.errors else 200,
    )


@require_POST
@requires(Permission.LEAGUE_CHALLENGE)
def challenge_take_back(request: TrustRequest, pk: int) -> HttpResponse:
    """The trust agrees to the figure after all."""
    challenge = challenge_or_404(request, pk)
    try:
        actions.take_challenge_back(challenge, by=request.member, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Taken back.")
    return redirect("challenge_detail", pk)


def _made(
    request: TrustRequest, figure: Figure, form: ChallengeForm
) -> Challenge | None:
    """The challenge made; None where the form now says why there is none."""
    try:
        return actions.make_challenge(
            figure.working.release,
            figure.organisation,
            metric=figure.metric,
            **form.cleaned_data,
            by=request.member,
            at=timezone.now(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _answered(request: TrustRequest, challenge: Challenge, form: AnswerForm) -> bool:
    try:
        answered = actions.answer_challenge(
            challenge,
            outcome=Outcome(form.cleaned_data["outcome"]),
            answer=form.cleaned_data["answer"],
            by=request.member,
            at=timezone.now(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    if answered.outcome == Outcome.WORKED_AGAIN:
        # Robust: should the queue be away, the working is found by its state later.
        working = answered.workings.latest("number")
        send = partial(work_out_league.delay, working_id=working.pk)
        transaction.on_commit(send, robust=True)
    return True
