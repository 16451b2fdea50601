"""What the products of a version came to."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from procurement.evaluation import result_page, rules
from procurement.specifications.reaching import version_or_404
from trusts.http import TrustRequest
from trusts.permissions import Permission, requires


@require_safe
@requires(Permission.SPECIFICATIONS_VIEW)
def result_detail(request: TrustRequest, pk: int, number: int) -> HttpResponse:
    """Results once scoring is over; before that, how far it has come."""
    version = version_or_404(request, pk, number)
    context = result_page.result_detail(version, member=request.member)
    context["may_plan"] = not rules.why_not_plan(version, by=request.member)
    return render(request, "evaluation/result_detail.html", context)
