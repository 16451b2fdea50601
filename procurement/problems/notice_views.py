"""Pages of safety notices."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from procurement.problems import actions
from procurement.problems.exports import NOTICE_DEFINITIONS, notice_sheet
from procurement.problems.forms import NoticeForm
from procurement.problems.models import ReviewCause, SafetyNotice
from trusts.answering import is_done, status_of
from trusts.exports import OPEN_TO_MEMBERS, About
from trusts.http import TrustRequest
from trusts.paging import Order, page_of, read_moment
from trusts.permissions import Permission, requires
from trusts.workbooks import table_response

NEWEST = Order("entered_at", descending=True, read=read_moment)


@require_safe
@requires(Permission.SPECIFICATIONS_VIEW)
def notice_list(request: TrustRequest) -> HttpResponse:
    """Those about products that the member's specifications look at, newest first."""
    notices = SafetyNotice.objects.visible_to(request.member)
    page = page_of(
        notices.select_related("product"),
        NEWEST,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {"page": page, "may_enter": request.member.may(Permission.NOTICES_ENTER)}
    return render(request, "problems/notice_list.html", context)


@require_safe
@requires(Permission.SPECIFICATIONS_VIEW)
def notice_export(request: TrustRequest) -> HttpResponseBase:
    """The same, all of it, as a file."""
    now = timezone.now()
    about = About(
        "Safety notices about products of the specifications",
        why="To see which notices there are about products that wards use.",
        by=request.member,
        at=now,
        organisation=None,
        definitions=NOTICE_DEFINITIONS,
        confidentiality=OPEN_TO_MEMBERS,
    )
    notices = SafetyNotice.objects.visible_to(request.member)
    ordered = notices.select_related("product").order_by("-entered_at", "-pk")
    name = f"safety-notices-{timezone.localdate(now)}"
    return table_response(request.GET, name, notice_sheet(ordered), about=about)


@require_safe
@requires(Permission.SPECIFICATIONS_VIEW)
def notice_detail(request: TrustRequest, pk: int) -> HttpResponse:
    """One notice, and what it led to."""
    seen = SafetyNotice.objects.visible_to(request.member)
    notice = get_object_or_404(
        seen.select_related("product", "entered_by__user"), pk=pk
    )
    causes = ReviewCause.objects.visible_to(request.member).filter(notice=notice)
    context = {
        "notice": notice,
        "causes": causes.select_related("version__specification").order_by("pk"),
    }
    return render(request, "problems/notice_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.NOTICES_ENTER)
def notice_enter(request: TrustRequest) -> HttpResponse:
    """Enter a notice; every standard in force with its product comes under review."""
    initial = {"product": request.GET.get("product", "")}
    form = NoticeForm(request.POST or None, initial=initial, at=timezone.now())
    made: list[SafetyNotice] = []
    if is_done(
        form,
        lambda said: made.append(
            actions.enter_notice(**said, by=request.member, at=timezone.now())
        ),
    ):
        messages.success(request, "Entered. Everybody whom it concerns is told.")
        return redirect("notice_detail", made[0].pk)
    return render(
        request, "problems/notice_enter.html", {"form": form}, status=status_of(form)
    )
