"""The papers that a draft rests on: kept as they came."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from procurement.specifications import actions, rules
from procurement.specifications.forms import EvidenceForm
from procurement.specifications.models import Evidence
from procurement.specifications.reaching import version_or_404
from procurement.specifications.rules.versions import MOST_FILE_BYTES
from trusts.answering import is_done, press, status_of
from trusts.http import TrustRequest
from trusts.permissions import Permission, requires


@require_http_methods(["GET", "POST"])
@requires(Permission.SPECIFICATIONS_DRAFT)
def evidence_list(request: TrustRequest, pk: int, number: int) -> HttpResponse:
    """Those of the draft, and adding one."""
    version = version_or_404(request, pk, number)
    is_sent = request.method == "POST"
    form = EvidenceForm(
        request.POST if is_sent else None, request.FILES if is_sent else None
    )
    if is_done(
        form,
        lambda said: actions.add_evidence(
            version,
            name=said["file"].name,
            # One byte more than may be, so that a file too large is known for it.
            content=said["file"].read(MOST_FILE_BYTES + 1),
            kind=said["kind"],
            note=said["note"],
            by=request.member,
            at=timezone.now(),
        ),
    ):
        messages.success(request, "Kept as it came.")
        return redirect("evidence_list", pk, number)
    papers = version.evidence.select_related("file").defer("file__content")
    context = {
        "form": form,
        "version": version,
        "papers": papers.order_by("file__name", "pk"),
        "why_not": rules.why_not_write(version, by=request.member),
    }
    return render(
        request, "specifications/evidence_list.html", context, status=status_of(form)
    )


@require_POST
@requires(Permission.SPECIFICATIONS_DRAFT)
def evidence_drop(request: TrustRequest, pk: int) -> HttpResponse:
    """The draft rests on it no longer; the paper itself is kept."""
    seen = Evidence.objects.visible_to(request.member).defer("file__content")
    paper = get_object_or_404(
        seen.select_related("version__specification__chair__user", "file"), pk=pk
    )
    press(
        request,
        lambda: actions.drop_evidence(paper, by=request.member, at=timezone.now()),
        f"Taken out: {paper.file.name}",
    )
    version = paper.version
    return redirect("evidence_list", version.specification_id, version.number)
