"""The region's target with its history, and what the nightly check found."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from procurement.savings import actions
from procurement.savings.check_words import in_words
from procurement.savings.models import SavingsCheck, SavingsTarget
from procurement.savings.target_forms import TargetForm
from procurement.savings.years import FinancialYear
from procurement.ui.figures import pounds
from trusts.http import TrustRequest, say_done
from trusts.paging import Order, page_of, read_moment
from trusts.permissions import Permission, requires

NEWEST_CHECK = Order("checked_at", True, read_moment)
NEWEST_TARGETS = 100


@require_safe
@requires(Permission.SAVINGS_VIEW)
def target_list(request: TrustRequest) -> HttpResponse:
    """Each year's target that stands, and every earlier one."""
    targets = SavingsTarget.objects.visible_to(request.member)
    newest = targets.select_related("set_by__user").order_by("-pk")[:NEWEST_TARGETS]
    standing: dict[date, int] = {}
    for target in newest:
        standing.setdefault(target.year_start, target.pk)
    context = {
        "targets": [
            (each, FinancialYear.of(each.year_start), each.pk in standing.values())
            for each in sorted(newest, key=lambda t: (t.year_start, t.pk), reverse=True)
        ],
        "this_year": FinancialYear.of(timezone.localdate()),
        "may_set": request.member.may(Permission.TARGETS_SET),
    }
    return render(request, "savings/target_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.TARGETS_SET)
def target_set(request: TrustRequest) -> HttpResponse:
    """Set a year's target. The one before is kept."""
    at = timezone.now()
    posted = request.POST if request.method == "POST" else None
    form = TargetForm(posted, on=timezone.localdate(at))
    if posted is not None and form.is_valid():
        target = actions.set_target(
            form.financial_year,
            amount=form.cleaned_data["amount"],
            note=form.cleaned_data["note"],
            by=request.member,
            at=at,
        )
        say_done(
            request,
            f"The target of {form.financial_year} is {pounds(target.amount)}.",
        )
        return redirect("target_list")
    status = 422 if posted is not None else 200
    return render(request, "savings/target_set.html", {"form": form}, status=status)


@require_safe
@requires(Permission.SAVINGS_VIEW)
def check_list(request: TrustRequest) -> HttpResponse:
    """The nightly checks, newest first, each with how much it found."""
    page = page_of(
        SavingsCheck.objects.visible_to(request.member),
        NEWEST_CHECK,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "checks": [
            (
                each,
                len(each.findings_for(request.member)) + each.more_for(request.member),
            )
            for each in page.rows
        ],
        "page": page,
        "sees_region": request.member.sees_region,
    }
    return render(request, "savings/check_list.html", context)


@require_safe
@requires(Permission.SAVINGS_VIEW)
def check_detail(request: TrustRequest, pk: int) -> HttpResponse:
    """What one check found, in words, each with where to look."""
    checks = SavingsCheck.objects.visible_to(request.member)
    check = get_object_or_404(checks, pk=pk)
    context = {
        "check": check,
        "groups": in_words(check.findings_for(request.member), member=request.member),
        "more": check.more_for(request.member),
        "sees_region": request.member.sees_region,
    }
    return render(request, "savings/check_detail.html", context)
