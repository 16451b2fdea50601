"""The page that says what rolling an import back changes, and then does it."""

from functools import partial

from django.contrib import messages
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from catalogue.purchases.actions import NotAllowed
from catalogue.purchases.models import Import
from catalogue.purchases.rules import why_not_roll_back
from procurement.rollbacks import actions
from procurement.rollbacks.models import PreviewState, RollbackPreview
from procurement.rollbacks.summaries import shown
from procurement.rollbacks.tasks import progress_key, work_out_preview
from trusts.http import TrustRequest, render_page_or_partial
from trusts.permissions import Permission, requires


@require_http_methods(["GET", "POST"])
@requires(Permission.IMPORTS_MAKE)
def import_roll_back(request: TrustRequest, pk: int) -> HttpResponse:
    """Say what it changes, ask once, and take the import back."""
    of_import = get_object_or_404(
        Import.objects.visible_to(request.member).select_related(
            "organisation", "profile"
        ),
        pk=pk,
    )
    why_not = why_not_roll_back(of_import)
    if request.method == "POST" and not why_not:
        return _roll_back(request, of_import)
    context = {"import": of_import, "why_not": why_not}
    if not why_not:
        preview = _preview(request, of_import)
        context |= {"preview": preview, "step": cache.get(progress_key(preview.pk))}
        if preview.state == PreviewState.READY:
            context["shown"] = shown(preview, request.member)
    response = render_page_or_partial(
        request, "rollbacks/import_roll_back.html", "preview", context
    )
    response.status_code = 409 if request.method == "POST" else 200
    return response


def _preview(request: TrustRequest, of_import: Import) -> RollbackPreview:
    now = timezone.now()
    preview = actions.ask_for_preview(of_import, by=request.member, at=now)
    if preview.state == PreviewState.WAITING and preview.asked_at == now:
        # Robust: should the queue be away, the preview is found by its state later.
        send = partial(work_out_preview.delay, preview_id=preview.pk)
        transaction.on_commit(send, robust=True)
    return preview


def _roll_back(request: TrustRequest, of_import: Import) -> HttpResponse:
    """Do what was shown; where nothing was, or it is another thing now, show it."""
    number = request.POST.get("preview", "")
    previews = RollbackPreview.objects.visible_to(request.member)
    preview = (
        previews.filter(of_import=of_import, pk=int(number)).first()
        if number.isdecimal() and len(number) < 19
        else None
    )
    if preview is None:
        messages.info(request, "Look first at what rolling it back changes.")
        return redirect("import_roll_back", pk=of_import.pk)
    try:
        actions.roll_back_as_shown(preview, by=request.member, at=timezone.now())
    except NotAllowed as problem:
        messages.error(request, str(problem))
        return redirect("import_roll_back", pk=of_import.pk)
    messages.success(
        request, "Rolled back. To undo this, import the same file again from here."
    )
    return redirect("import_detail", pk=of_import.pk)
