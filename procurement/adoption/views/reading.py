"""Where trusts stand with the standards that are in force."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from procurement.adoption import listing, page
from procurement.adoption.forms import SavingsForm
from procurement.adoption.month_lines import lines_of
from procurement.adoption.reaching import adoption_or_404, version_or_404
from trusts.http import TrustRequest
from trusts.permissions import Permission, requires


@require_safe
@requires(Permission.SPECIFICATIONS_VIEW)
def adoption_list(request: TrustRequest) -> HttpResponse:
    """Every version in force, at every trust that takes part."""
    context = listing.adoption_list(
        request.GET, member=request.member, on=timezone.localdate()
    )
    return render(request, "adoption/adoption_list.html", context)


@require_safe
@requires(Permission.SPECIFICATIONS_VIEW)
def adoption_trusts(request: TrustRequest, pk: int) -> HttpResponse:
    """One version, trust by trust."""
    context = listing.adoption_trusts(
        version_or_404(request, pk), member=request.member, on=timezone.localdate()
    )
    return render(request, "adoption/adoption_trusts.html", context)


@require_safe
@requires(Permission.SPECIFICATIONS_VIEW)
def adoption_detail(request: TrustRequest, pk: int) -> HttpResponse:
    """One version at one trust: the plan, training, what is bought, and the steps."""
    adoption, today = adoption_or_404(request, pk), timezone.localdate()
    context = page.adoption_detail(adoption, member=request.member, on=today)
    if context["may_save"]:
        context["form"] = SavingsForm(None, adoption=adoption, today=today)
    return render(request, "adoption/adoption_detail.html", context)


@require_safe
@requires(Permission.PRICES_OWN_VIEW)
def adoption_lines(request: TrustRequest, pk: int, month: str) -> HttpResponse:
    """The order lines of one month, of the own trust or for who sees the region."""
    adoption = adoption_or_404(request, pk)
    is_own = adoption.organisation_id == request.member.organisation_id
    first, today = _month_or_404(month), timezone.localdate()
    if not (is_own or request.member.sees_region):
        raise Http404
    if not page.first_month(adoption, on=today) <= first <= today:
        raise Http404
    context = {
        "adoption": adoption,
        "month": first,
        "page": lines_of(adoption, first, request.GET),
    }
    return render(request, "adoption/adoption_lines.html", context)


def _month_or_404(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Http404 from None
