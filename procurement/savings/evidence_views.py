"""Papers of a trust's part: kept as they came, and only ever downloaded."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from procurement.savings import actions, part_page
from procurement.savings.forms import EvidenceForm
from procurement.savings.models import Participation
from procurement.savings.part_views import part_or_404
from trusts.answering import is_done, status_of
from trusts.exports import PRICES, About, record_export
from trusts.http import TrustRequest
from trusts.permissions import Permission, requires


@require_POST
@requires(Permission.INITIATIVES_START)
def evidence_add(request: TrustRequest, pk: int) -> HttpResponse:
    """Keep a paper."""
    part = part_or_404(request, pk)
    form = EvidenceForm(request.POST, request.FILES)
    if is_done(
        form,
        lambda said: actions.add_evidence_file(
            part,
            name=said["file"].name,
            # One byte more than may be, so that a file too large is known for it.
            content=said["file"].read(actions.MOST_FILE_BYTES + 1),
            by=request.member,
            at=timezone.now(),
        ),
    ):
        return redirect("part_detail", pk)
    return _part_with(request, part, form)


@require_safe
@requires(Permission.SAVINGS_VIEW)
def evidence_file(request: TrustRequest, pk: int, file: int) -> HttpResponse:
    """A paper as it came, as a download: whatever it is, no browser shows it here."""
    part = part_or_404(request, pk)
    paper = get_object_or_404(part.evidence_files, pk=file)
    # Nothing is written into it: it is what somebody else sent, byte for byte.
    about = About(
        f"Paper {paper.name}",
        why="To read what a saving rests on.",
        by=request.member,
        at=timezone.now(),
        organisation=part.organisation,
        definitions=(),
        confidentiality=PRICES,
    )
    record_export(about, part=part.pk)
    return HttpResponse(
        bytes(paper.content),
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": content_disposition_header(True, paper.name),
            "X-Content-Type-Options": "nosniff",
        },
    )


def _part_with(
    request: TrustRequest, part: Participation, form: EvidenceForm
) -> HttpResponse:
    """The part's own page, saying why the paper was not kept."""
    context = part_page.part_detail(part, member=request.member, at=timezone.now())
    context["evidence_form"] = form
    return render(request, "savings/part_detail.html", context, status=status_of(form))
