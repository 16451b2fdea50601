"""Writing a draft, starting the next version, and taking one on to its next state."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from procurement.specifications import actions, moves, rules
from procurement.specifications.content import writing_hash
from procurement.specifications.forms import (
    MoveForm,
    NextVersionForm,
    WritingForm,
    written,
)
from procurement.specifications.models import Version
from procurement.specifications.reaching import version_or_404
from trusts.answering import is_done, status_of
from trusts.http import TrustRequest
from trusts.permissions import Permission, requires


@require_http_methods(["GET", "POST"])
@requires(Permission.SPECIFICATIONS_DRAFT)
def version_edit(request: TrustRequest, pk: int, number: int) -> HttpResponse:
    """The text under the six headings. Over a newer text of somebody else nothing is
    saved: both are shown, and what was typed stays."""
    version = version_or_404(request, pk, number)
    form = WritingForm(
        request.POST or None,
        today=timezone.localdate(),
        initial=written(version) | {"basis": writing_hash(version)},
    )
    if is_done(form, lambda _: _write(version, form, request)):
        messages.success(request, "Saved.")
        return redirect("version_edit", pk, number)
    theirs = []
    if form.is_bound and form.data.get("basis") != writing_hash(version):
        theirs = form.otherwise(version)
        form.begin_again(writing_hash(version))
    context = {
        "form": form,
        "version": version,
        "theirs": theirs,
        "why_not": rules.why_not_write(version, by=request.member),
    }
    return render(
        request, "specifications/version_edit.html", context, status=status_of(form)
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.SPECIFICATIONS_DRAFT)
def version_next(request: TrustRequest, pk: int, number: int) -> HttpResponse:
    """Start the next version from this one, with the reason."""
    version = version_or_404(request, pk, number)
    form, made = NextVersionForm(request.POST or None), []
    if is_done(
        form,
        lambda said: made.append(
            actions.start_next_version(
                version, **said, by=request.member, at=timezone.now()
            )
        ),
    ):
        [following] = made
        messages.success(request, f"Version {following.number} is a draft.")
        return redirect("version_edit", pk, following.number)
    context = {
        "form": form,
        "version": version,
        "why_not": rules.why_not_follow(version, by=request.member),
    }
    return render(
        request, "specifications/version_next.html", context, status=status_of(form)
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.ROUNDS_RUN)
def version_move(
    request: TrustRequest, pk: int, number: int, name: str
) -> HttpResponse:
    """Open consultation or scoring, put under review, suspend, withdraw: what it does
    is said first."""
    version = version_or_404(request, pk, number)
    move = moves.BY_NAME.get(name)
    if move is None:
        raise Http404("No such step.")
    asked = request.POST if request.method == "POST" else None
    form = MoveForm(asked, needs_reason=move.needs_reason)
    if is_done(
        form,
        lambda said: moves.make(
            move,
            version,
            reason=said.get("reason", ""),
            by=request.member,
            at=timezone.now(),
        ),
    ):
        messages.success(request, move.done)
        return redirect("specification_detail", pk)
    context = {
        "form": form,
        "move": move,
        "version": version,
        "why_not": moves.why_not_make(move, version, by=request.member),
    }
    return render(
        request, "specifications/version_move.html", context, status=status_of(form)
    )


def _write(version: Version, form: WritingForm, request: TrustRequest) -> None:
    actions.write(version, **form.said, by=request.member, at=timezone.now())
