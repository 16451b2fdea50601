"""Pages on which somebody does something about one gap or many."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from procurement.gaps.models import AcceptReason, Gap
from procurement.worklist import actions
from procurement.worklist.choosing import Chosen, chosen_by
from procurement.worklist.forms import (
    AcceptForm,
    AssignForm,
    NoteForm,
    ReopenForm,
    SnoozeForm,
)
from procurement.worklist.wording import done_in_words, left_in_words
from trusts.http import TrustRequest, say_done
from trusts.permissions import Permission, requires
from trusts.rules import Refused

Act = Callable[..., actions.Worked]


@require_http_methods(["GET", "POST"])
@requires(Permission.GAPS_WORK)
def gap_assign(request: TrustRequest) -> HttpResponse:
    """Make gaps somebody's, with a day and a note."""
    today = timezone.localdate()
    form = AssignForm(_sent(request), member=request.member, today=today)
    return _act(request, "worklist/gap_assign.html", form, actions.assign)


@require_http_methods(["GET", "POST"])
@requires(Permission.GAPS_WORK)
def gap_note(request: TrustRequest) -> HttpResponse:
    """Say something about gaps."""
    form = NoteForm(_sent(request))
    return _act(request, "worklist/gap_note.html", form, actions.add_note)


@require_http_methods(["GET", "POST"])
@requires(Permission.GAPS_WORK)
def gap_snooze(request: TrustRequest) -> HttpResponse:
    """Put gaps off until a day."""
    form = SnoozeForm(_sent(request))
    return _act(request, "worklist/gap_snooze.html", form, actions.snooze)


@require_http_methods(["GET", "POST"])
@requires(Permission.GAPS_WORK)
def gap_accept(request: TrustRequest) -> HttpResponse:
    """Go on paying more, for a reason and until somebody looks again."""
    form = AcceptForm(_sent(request), today=timezone.localdate())
    return _act(request, "worklist/gap_accept.html", form, _accept)


@require_http_methods(["GET", "POST"])
@requires(Permission.GAPS_WORK)
def gap_reopen(request: TrustRequest) -> HttpResponse:
    """Work on gaps again that were accepted, in talks or agreed."""
    form = ReopenForm(_sent(request))
    return _act(request, "worklist/gap_reopen.html", form, actions.reopen)


@require_POST
@requires(Permission.GAPS_WORK)
def gap_wake(request: TrustRequest, pk: int) -> HttpResponse:
    """A gap is put off no longer."""
    gap = get_object_or_404(Gap.objects.visible_to(request.member), pk=pk)
    worked = actions.wake([gap], by=request.member, at=timezone.now())
    _say(request, "gap_wake", worked, {})
    return redirect("gap_detail", pk)


@require_POST
@requires(Permission.GAPS_VIEW)
def gap_watch(request: TrustRequest, pk: int) -> HttpResponse:
    """Hear what becomes of a gap."""
    gap = get_object_or_404(Gap.objects.visible_to(request.member), pk=pk)
    actions.watch(gap, by=request.member, at=timezone.now())
    sentence = "You watch this gap. The list of gaps shows all that you watch."
    say_done(request, sentence, undo_url=reverse("gap_stop_watching", args=[pk]))
    return redirect("gap_detail", pk)


@require_POST
@requires(Permission.GAPS_VIEW)
def gap_stop_watching(request: TrustRequest, pk: int) -> HttpResponse:
    """Hear no more of a gap."""
    gap = get_object_or_404(Gap.objects.visible_to(request.member), pk=pk)
    actions.stop_watching(gap, by=request.member)
    say_done(request, "You do not watch this gap.")
    return redirect("gap_detail", pk)


@require_POST
@requires(Permission.GAPS_WORK)
def gap_act_take_back(request: TrustRequest, act: UUID) -> HttpResponse:
    """Make gaps stand as before what the member did to them."""
    try:
        worked = actions.take_back(act, by=request.member, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done_in_words("gap_act_take_back", worked, {}))
    return redirect(_came_from(request))


def _came_from(request: TrustRequest) -> str:
    """The page on which it was pressed, if that is one of ours about gaps."""
    left = urlsplit(request.headers.get("Referer", ""))
    address = reverse("gap_list")
    if left.netloc != request.get_host() or not left.path.startswith(address):
        return address
    return f"{left.path}?{left.query}" if left.query else left.path


def _sent(request: TrustRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _accept(gaps: actions.Gaps, *, reason: str, **more: Any) -> actions.Worked:
    return actions.accept(gaps, reason=AcceptReason(reason), **more)


def _act(
    request: TrustRequest, template: str, form: forms.Form, act: Act
) -> HttpResponse:
    """Ask what has to be known, then do it to all that are chosen."""
    chosen = chosen_by(request.GET, member=request.member, today=timezone.localdate())
    if not chosen.count:
        messages.error(request, "Tick at least one gap, then say what to do about it.")
        return redirect(chosen.back)
    if form.is_valid() and (worked := _done(request, chosen, form, act)):
        name = template.rpartition("/")[2].removesuffix(".html")
        _say(request, name, worked, form.cleaned_data)
        return redirect(chosen.back)
    context = {"form": form, "chosen": chosen}
    return render(request, template, context, status=422 if form.errors else 200)


def _done(
    request: TrustRequest, chosen: Chosen, form: forms.Form, act: Act
) -> actions.Worked | None:
    """What was done; None where the form now says why nothing was."""
    if chosen.is_all and request.POST.get("expected") != str(chosen.count):
        form.add_error(
            None, f"{chosen.count} gaps match by now. Look again before you go on."
        )
        return None
    try:
        return act(
            chosen.gaps, **form.cleaned_data, by=request.member, at=timezone.now()
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _say(
    request: TrustRequest, name: str, worked: actions.Worked, said: dict[str, Any]
) -> None:
    if not worked.done:
        messages.error(request, f"Nothing was changed. {left_in_words(worked)}")
        return
    undo = reverse("gap_act_take_back", args=[worked.act])
    is_undone = name != "gap_note"
    say_done(
        request,
        done_in_words(name, worked, said),
        undo_url=undo if is_undone else "",
    )
