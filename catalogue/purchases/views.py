"""Pages of imports: give an extract, see how it is read, see what became of it."""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from catalogue.purchases import actions, files, histories, progress, rules, uploads
from catalogue.purchases.asking import ask, remembered_as, settled_answers
from catalogue.purchases.downloads import download_rejected
from catalogue.purchases.forms import UploadForm, sent_as
from catalogue.purchases.layouts import UnreadableFile
from catalogue.purchases.models import Import, ImportState, Profile
from catalogue.purchases.receiving import (
    profile_for,
    reading_of,
    receive_readable_file,
)
from catalogue.purchases.tasks import run_import
from trusts.http import TrustRequest, render_page_or_partial
from trusts.permissions import Permission, requires


@require_safe
@requires(Permission.IMPORTS_VIEW)
def import_list(request: TrustRequest) -> HttpResponse:
    page = histories.page_of(
        Import.objects.visible_to(request.member),
        before=_number(request.GET.get("before")),
        after=_number(request.GET.get("after")),
    )
    context = {"page": page, **_may(request)}
    return render_page_or_partial(
        request, "purchases/import_list.html", "import_table", context
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.IMPORTS_MAKE)
def import_upload(request: TrustRequest) -> HttpResponse:
    """Take an extract in, or say beside the field why it cannot be one."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*sent, member=request.member)
    if sent and uploads.is_over_limit(request):
        form.errors.pop("extract", None)
        form.add_error("extract", uploads.limit_sentence())
    if form.is_valid():
        try:
            of_import, is_new = receive_readable_file(
                form.cleaned_data["extract"].chunks(),
                file_name=form.cleaned_data["extract"].name,
                organisation=form.organisation_of_file(),
                by=request.member,
                at=timezone.now(),
                profile=form.cleaned_data.get("profile"),
            )
        except UnreadableFile as problem:
            form.add_error("extract", str(problem))
        else:
            return _to(request, of_import, is_new=is_new)
    status = 422 if sent else 200
    context = {
        "form": form,
        "limit": uploads.limit_in_words(),
        "most_bytes": settings.EXTRACT_MAX_BYTES,
    }
    return render(request, "purchases/import_upload.html", context, status=status)


@require_safe
@requires(Permission.IMPORTS_VIEW)
def import_detail(request: TrustRequest, pk: int) -> HttpResponse:
    """What an import is at: its questions, its progress, or what became of it."""
    of_import = _import(request, pk)
    context: dict[str, Any] = {"import": of_import, **_may(request)}
    if of_import.state == ImportState.ASKING:
        try:
            context["asking"] = ask(of_import, request.GET, on=timezone.localdate())
        except UnreadableFile as problem:
            context["unreadable"] = str(problem)
    elif of_import.state == ImportState.QUEUED:
        context["progress"] = progress.progress_of(of_import.pk)
    else:
        context["rejected"] = histories.rejected_of(of_import)
    response = render_page_or_partial(
        request, "purchases/import_detail.html", "import_state", context
    )
    if "asking" in context:
        response["HX-Push-Url"] = _address(of_import, context["asking"].answers)
    return response


@require_POST
@requires(Permission.IMPORTS_MAKE)
def import_confirm(request: TrustRequest, pk: int) -> HttpResponse:
    """The file is read right: queue it, under the answers that were on the page."""
    of_import = _import(request, pk)
    page = _address(of_import)
    try:
        answers = settled_answers(of_import, request.POST)
        reading = reading_of(of_import, answers)
        name, why_not = _profile_name(request, of_import, answers)
        if why_not := rules.why_not_confirm(of_import, reading) or why_not:
            messages.error(request, why_not)
            return redirect(_address(of_import, sent_as(answers)))
        actions.confirm_import(
            of_import,
            layout=reading.layout,
            notes=reading.notes,
            by=request.member,
            at=timezone.now(),
            profile_name=name,
        )
    except (actions.NotAllowed, UnreadableFile) as problem:
        messages.error(request, str(problem))
        return redirect(page)
    progress.expect_rows(of_import.pk, reading.rows)
    # Robust: should the queue be away, the import is found by its state later.
    send = partial(run_import.delay, import_id=of_import.pk)
    transaction.on_commit(send, robust=True)
    return redirect(page)


@require_POST
@requires(Permission.IMPORTS_MAKE)
def import_discard(request: TrustRequest, pk: int) -> HttpResponse:
    """Not this file after all."""
    try:
        actions.discard_import(_import(request, pk))
    except actions.NotAllowed as problem:
        messages.error(request, str(problem))
        return redirect("import_detail", pk=pk)
    messages.success(request, "Discarded. Nothing of that file was imported.")
    return redirect("import_upload")


@require_POST
@requires(Permission.IMPORTS_MAKE)
def import_again(request: TrustRequest, pk: int) -> HttpResponse:
    """Bring the kept file of an import that was taken back in once more."""
    earlier = _import(request, pk)
    try:
        of_import, is_new = receive_readable_file(
            files.chunks_of(files.path_of(earlier.sha256)),
            file_name=earlier.file_name,
            organisation=earlier.organisation,
            by=request.member,
            at=timezone.now(),
            profile=_still_kept(earlier.profile),
        )
    except UnreadableFile as problem:
        messages.error(request, str(problem))
        return redirect(_address(earlier))
    return _to(request, of_import, is_new=is_new)


@require_safe
@requires(Permission.IMPORTS_VIEW)
def import_rejected(request: TrustRequest, pk: int) -> HttpResponseBase:
    """All rejected rows of an import, with their reasons, as a file."""
    of_import = _import(request, pk)
    if not of_import.rejected:
        raise Http404
    return download_rejected(of_import, by=request.member, at=timezone.now())


def _import(request: TrustRequest, pk: int) -> Import:
    return get_object_or_404(
        Import.objects.visible_to(request.member).select_related(
            "organisation", "profile", "uploaded_by__user", "rolled_back_by__user"
        ),
        pk=pk,
    )


def _profile_name(
    request: TrustRequest, of_import: Import, answers: dict[str, str]
) -> tuple[str, str]:
    """The name under which the layout is to be remembered, and why it cannot be."""
    profile = profile_for(of_import, answers)
    name = " ".join(request.POST.get("remember_as", "").split())
    name = name or remembered_as(of_import, profile)
    return name, rules.why_not_profile_name(name, of_import.organisation, but=profile)


def _to(request: TrustRequest, of_import: Import, *, is_new: bool) -> HttpResponse:
    """On to the import's page; where it is an earlier one, say so."""
    if not is_new:
        messages.info(request, histories.same_bytes_sentence(of_import))
    return redirect(_address(of_import))


def _still_kept(profile: Profile | None) -> Profile | None:
    return profile if profile and profile.removed_at is None else None


def _address(of_import: Import, answers: dict[str, str] | None = None) -> str:
    """Where the import is shown; while it asks, under these answers."""
    page = reverse("import_detail", args=[of_import.pk])
    return f"{page}?{urlencode(answers)}" if answers else page


def _may(request: TrustRequest) -> dict[str, bool]:
    return {
        "may_import": request.member.may(Permission.IMPORTS_MAKE),
        "may_see_gaps": request.member.may(Permission.GAPS_VIEW),
    }


def _number(text: str | None) -> int:
    """A number of an address; 0 where there is none or it is out of reach."""
    return int(text) if text and text.isdecimal() and len(text) < 19 else 0
