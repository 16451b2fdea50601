"""The chair's board of a round, and what the chair does there."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.mail import EmailMessage
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from procurement.signoff import actions, board, rules
from procurement.signoff.board_forms import (
    CorrectionForm,
    DeadlineForm,
    ExtendForm,
    ReasonForm,
    RulingForm,
)
from procurement.signoff.correction_mails import correction_mails
from procurement.signoff.models import Declaration, InterestAction, Round
from procurement.signoff.outcome_mails import outcome_mails
from procurement.signoff.private import sees_private
from procurement.signoff.unreached import unreached
from procurement.specifications.models import Version
from trusts import mails
from trusts.answering import is_done, status_of
from trusts.http import TrustRequest
from trusts.permissions import Permission, requires

type Letters = list[EmailMessage]

NAMES = ("version__specification__chair__user", "version__drafted_by__user", "rule")


@require_safe
@requires(Permission.SPECIFICATIONS_VIEW)
def round_detail(request: TrustRequest, pk: int) -> HttpResponse:
    """Who has answered, who is missing, and what it would come to now."""
    round_ = _round_or_404(request, pk)
    shown = board.board_of(round_, member=request.member, at=timezone.now())
    specification, today = round_.version.specification, timezone.localdate()
    context = {
        "round": round_,
        "version": round_.version,
        "specification": specification,
        "board": shown,
        "unreached": unreached(specification, member=request.member, on=today),
        "is_late": round_.is_late(at=timezone.now()),
        "sees_private": sees_private(specification, member=request.member),
        "may_rule": not rules.why_not_run(round_, by=request.member),
        # Nobody decides with an eye on what others did; the chair has to see.
        "sees_decisions": not round_.is_open
        or not rules.why_not_run(round_, by=request.member),
        "extensions": round_.extensions.order_by("pk"),
        "corrections": round_.corrections.order_by("pk"),
    }
    return render(request, "signoff/round_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.ROUNDS_RUN)
def round_open(request: TrustRequest, pk: int, number: int) -> HttpResponse:
    """Freeze what a version says, and have it signed until a day."""
    seen = Version.objects.visible_to(request.member)
    version = get_object_or_404(
        seen.select_related("specification__chair__user", "drafted_by"),
        specification=pk,
        number=number,
    )
    now, today = timezone.now(), timezone.localdate()
    usual = board.usual_deadline(today=today)
    form = DeadlineForm(request.POST or None, first=today, initial={"day": usual})
    if is_done(
        form,
        lambda said: actions.open_round(
            version, deadline_at=board.end_of(said["day"]), by=request.member, at=now
        ),
    ):
        messages.success(request, "Sign-off is open. Everybody who is asked sees it.")
        return redirect("round_detail", version.round.pk)
    context = {
        "form": form,
        "version": version,
        "specification": version.specification,
        "why_not": rules.why_not_open(
            version, deadline_at=board.end_of(usual), by=request.member, at=now
        ),
    }
    return render(request, "signoff/round_open.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
@requires(Permission.ROUNDS_RUN)
def round_extend(request: TrustRequest, pk: int) -> HttpResponse:
    """Give people more time."""
    round_, now = _round_or_404(request, pk), timezone.now()
    latest = max(timezone.localdate(round_.deadline_at), timezone.localdate(now))
    form = ExtendForm(request.POST or None, first=latest)

    def act(said: dict[str, Any]) -> Letters:
        actions.extend_round(
            round_,
            deadline_at=board.end_of(said["day"]),
            reason=said["reason"],
            by=request.member,
            at=now,
        )
        return []

    return _page(request, round_, form, act, name="round_extend")


@require_http_methods(["GET", "POST"])
@requires(Permission.ROUNDS_RUN)
def text_correct(request: TrustRequest, pk: int) -> HttpResponse:
    """Put some words right that change nothing that matters."""
    round_, now = _round_or_404(request, pk), timezone.now()
    form = CorrectionForm(request.POST or None)

    def act(said: dict[str, Any]) -> Letters:
        correction = actions.correct_text(round_, **said, by=request.member, at=now)
        return correction_mails(correction, site=_site(request))

    return _page(request, round_, form, act, name="text_correct")


@require_http_methods(["GET", "POST"])
@requires(Permission.ROUNDS_RUN)
def round_close(request: TrustRequest, pk: int) -> HttpResponse:
    """Close it and count."""
    round_, now = _round_or_404(request, pk), timezone.now()

    def act(_said: dict[str, Any]) -> Letters:
        count = actions.close_round(round_, by=request.member, at=now)
        return outcome_mails(count, site=_site(request))

    form = forms.Form(request.POST if request.method == "POST" else None)
    return _page(request, round_, form, act, name="round_close")


@require_http_methods(["GET", "POST"])
@requires(Permission.ROUNDS_RUN)
def count_again(request: TrustRequest, pk: int) -> HttpResponse:
    """Count the same signatures again, once objections are settled."""
    round_, now = _round_or_404(request, pk), timezone.now()

    def act(_said: dict[str, Any]) -> Letters:
        count = actions.count_again(round_, by=request.member, at=now)
        return outcome_mails(count, site=_site(request))

    form = forms.Form(request.POST if request.method == "POST" else None)
    return _page(request, round_, form, act, name="count_again")


@require_http_methods(["GET", "POST"])
@requires(Permission.ROUNDS_RUN)
def version_reject(request: TrustRequest, pk: int) -> HttpResponse:
    """Reject what could not be agreed."""
    round_, now = _round_or_404(request, pk), timezone.now()

    def act(said: dict[str, Any]) -> Letters:
        count = actions.reject_version(round_, **said, by=request.member, at=now)
        return outcome_mails(count, site=_site(request))

    form = ReasonForm(request.POST or None)
    return _page(request, round_, form, act, name="version_reject")


@require_http_methods(["GET", "POST"])
@requires(Permission.ROUNDS_RUN)
def interest_rule(request: TrustRequest, pk: int) -> HttpResponse:
    """Say what a declared interest means for this decision."""
    seen = Declaration.objects.visible_to(request.member)
    declaration = get_object_or_404(
        seen.select_related("seat__user", "seat__organisation"), pk=pk
    )
    round_ = _round_or_404(request, declaration.round_id)
    declaration.round = round_
    form = RulingForm(request.POST or None)
    if is_done(
        form,
        lambda said: actions.rule_interest(
            declaration,
            InterestAction(said["action"]),
            reason=said["reason"],
            by=request.member,
            at=timezone.now(),
        ),
    ):
        messages.success(request, "Your ruling is on record.")
        return redirect("round_detail", round_.pk)
    why_not = rules.why_not_rule(declaration, InterestAction.NONE, by=request.member)
    context = {
        "form": form,
        "declaration": declaration,
        "round": round_,
        "why_not": why_not,
    }
    return render(
        request, "signoff/interest_rule.html", context, status=status_of(form)
    )


def _page(
    request: TrustRequest,
    round_: Round,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Letters],
    *,
    name: str,
) -> HttpResponse:
    """The page of an act: what it does, its form, or why it may not be done. `act`
    returns the mails that tell of it."""
    doing = board.DOINGS[name]
    letters: Letters = []
    if is_done(form, lambda said: letters.extend(act(said))):
        messages.success(request, doing.done)
        _tell(request, letters)
        return redirect("round_detail", round_.pk)
    now = timezone.now()
    context = {
        "form": form,
        "round": round_,
        "version": round_.version,
        "doing": doing,
        "why_not": board.why_not_do(name, round_, by=request.member, at=now),
        "is_warning": name == "version_reject",
    }
    return render(request, "signoff/round_act.html", context, status=status_of(form))


def _site(request: TrustRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def _tell(request: TrustRequest, letters: Letters) -> None:
    """A mail that does not go out is said, and undoes nothing."""
    if missed := mails.send_all(letters):
        messages.warning(
            request, f"The e-mail to {', '.join(missed)} could not be sent."
        )


def _round_or_404(request: TrustRequest, pk: int) -> Round:
    seen = Round.objects.visible_to(request.member).select_related(*NAMES)
    return get_object_or_404(seen, pk=pk)
