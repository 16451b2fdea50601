"""Where trusts stand with the standards that are in force."""

from datetime import date

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from procurement.adoption import listing, page
from procurement.adoption.exports import DEFINITIONS, adoption_sheet
from procurement.adoption.forms import SavingsForm
from procurement.adoption.month_lines import lines_of
from procurement.adoption.reaching import adoption_or_404, version_or_404
from trusts.exports import OPEN_TO_MEMBERS, About
from trusts.http import TrustRequest
from trusts.permissions import Permission, requires
from trusts.workbooks import table_response


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
def adoption_export(request: TrustRequest) -> HttpResponseBase:
    """The same, all of it, as a file."""
    on = timezone.localdate()
    about = About(
        "Adoption, trust by trust",
        why="To see how far each trust is with each standard.",
        by=request.member,
        at=timezone.now(),
        as_at=on,
        organisation=None,
        definitions=DEFINITIONS,
        confidentiality=OPEN_TO_MEMBERS,
    )
    sheet = adoption_sheet(listing.everywhere(member=request.member, on=on))
    return table_response(request.GET, f"adoption-{on}", sheet, about=about)


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
