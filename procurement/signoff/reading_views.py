"""The pages that a clinician comes for: what waits, and the version itself."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from procurement.signoff.reading_page import page_of
from procurement.signoff.waiting import waiting_for
from procurement.specifications.reaching import version_or_404
from trusts.http import TrustRequest
from trusts.permissions import Permission, requires


@require_safe
@requires(Permission.SIGN_OFF)
def waiting_list(request: TrustRequest) -> HttpResponse:
    """What waits for the person: to comment on, and to sign."""
    context = {"waiting": waiting_for(request.member)}
    return render(request, "signoff/waiting_list.html", context)


@require_safe
@requires(Permission.SPECIFICATIONS_VIEW)
def version_detail(request: TrustRequest, pk: int, number: int) -> HttpResponse:
    """One version, to read: all of it on one page, and what is asked of the reader."""
    version = version_or_404(request, pk, number)
    context = page_of(version, member=request.member, at=timezone.now())
    return render(request, "signoff/version_detail.html", context)
