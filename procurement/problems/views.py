"""Pages of problems: report one in two taps, read them, say what was done."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from procurement.problems import actions, rules, showing
from procurement.problems.exports import PROBLEM_DEFINITIONS, problem_sheet
from procurement.problems.forms import (
    FollowUpForm,
    ProblemFilters,
    ProblemForm,
    TakeBackForm,
)
from procurement.problems.models import ProductProblem
from procurement.specifications.models import Version
from trusts.answering import is_done, status_of
from trusts.exports import OPEN_TO_MEMBERS, About
from trusts.forms.in_words import filters_in_words
from trusts.http import TrustRequest, back_to, render_page_or_partial
from trusts.paging import Order, page_of, read_moment
from trusts.permissions import Permission, requires
from trusts.workbooks import table_response

NEWEST = Order("reported_at", descending=True, read=read_moment)


@require_safe
@requires(Permission.SPECIFICATIONS_VIEW)
def problem_list(request: TrustRequest) -> HttpResponse:
    """Those that the member may see, narrowed, the newest first."""
    member, query = request.member, request.GET
    filters = ProblemFilters(query, member=member)
    context = {
        "filters": filters,
        "may_report": member.may(Permission.PROBLEMS_REPORT),
    }
    if filters.is_valid():
        seen = ProductProblem.objects.visible_to(member)
        context["page"] = page_of(
            showing.narrow(seen, filters.cleaned_data, member=member),
            NEWEST,
            after=query.get("after", ""),
            before=query.get("before", ""),
        )
    return render_page_or_partial(
        request, "problems/problem_list.html", "problem_table", context
    )


@require_safe
@requires(Permission.SPECIFICATIONS_VIEW)
def problem_export(request: TrustRequest) -> HttpResponseBase:
    """The same, all of it, as a file."""
    member, now = request.member, timezone.now()
    filters = ProblemFilters(request.GET, member=member)
    if not filters.is_valid():
        return back_to("problem_list", request)
    seen = ProductProblem.objects.visible_to(member)
    found = showing.narrow(seen, filters.cleaned_data, member=member)
    about = About(
        "Problems with products of the standards",
        why="To see what wards and buyers found with the products of the standards.",
        by=member,
        at=now,
        organisation=member.organisation if filters.cleaned_data["whose"] else None,
        definitions=PROBLEM_DEFINITIONS,
        confidentiality=OPEN_TO_MEMBERS,
        filters=filters_in_words(filters),
    )
    sheet = problem_sheet(found.order_by("-reported_at", "-pk"), member=member)
    name = f"problems-{timezone.localdate(now)}"
    return table_response(request.GET, name, sheet, about=about)


@require_safe
@requires(Permission.PROBLEMS_REPORT)
def problem_choose(request: TrustRequest) -> HttpResponse:
    """The standards in use, to report a problem with one."""
    seen = Version.objects.visible_to(request.member)
    versions = showing.newest_in_use(seen, at=timezone.now())
    return render(request, "problems/problem_choose.html", {"versions": versions})


@require_http_methods(["GET", "POST"])
@requires(Permission.PROBLEMS_REPORT)
def problem_report(request: TrustRequest, pk: int) -> HttpResponse:
    """Report a problem with a product of a specification that is in use; where none
    is, the page says why not."""
    version, now = _version_or_404(request, pk), timezone.now()
    form = ProblemForm(request.POST or None, version=version, at=now)
    made: list[ProductProblem] = []
    if is_done(
        form,
        lambda _: made.append(
            actions.report_problem(**form.said(), by=request.member, at=now)
        ),
    ):
        messages.success(request, "Sent. Thank you.")
        return redirect("problem_detail", made[0].pk)
    context = {
        "form": form,
        "version": version,
        "yellow_card": showing.YELLOW_CARD,
        "why_not": rules.why_not_report(version, by=request.member, at=now),
    }
    return render(
        request, "problems/problem_report.html", context, status=status_of(form)
    )


@require_safe
@requires(Permission.SPECIFICATIONS_VIEW)
def problem_detail(request: TrustRequest, pk: int) -> HttpResponse:
    """One problem: what happened, what was done, and what it led to."""
    problem = _problem_or_404(request, pk)
    context = showing.page_of(problem, member=request.member)
    return render(request, "problems/problem_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.PROBLEMS_REPORT)
def problem_follow_up(request: TrustRequest, pk: int) -> HttpResponse:
    """Say what was done, or add a reference."""
    problem = _problem_or_404(request, pk)
    form = FollowUpForm(request.POST or None)
    if is_done(
        form,
        lambda _: actions.follow_up(
            problem, **form.said(), by=request.member, at=timezone.now()
        ),
    ):
        messages.success(request, "Added.")
        return redirect("problem_detail", pk)
    context = {
        "form": form,
        "problem": problem,
        "why_not": rules.why_not_follow_up(problem, by=request.member),
    }
    return render(
        request, "problems/problem_follow_up.html", context, status=status_of(form)
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.PROBLEMS_REPORT)
def problem_take_back(request: TrustRequest, pk: int) -> HttpResponse:
    """Say that it was reported by mistake."""
    problem = _problem_or_404(request, pk)
    form = TakeBackForm(request.POST or None)
    if is_done(
        form,
        lambda said: actions.take_back(
            problem, reason=said["reason"], by=request.member, at=timezone.now()
        ),
    ):
        messages.success(request, "It counts no more, and stays here to be read.")
        return redirect("problem_detail", pk)
    context = {
        "form": form,
        "problem": problem,
        "why_not": rules.why_not_take_back(problem, by=request.member),
    }
    return render(
        request, "problems/problem_take_back.html", context, status=status_of(form)
    )


def _problem_or_404(request: TrustRequest, pk: int) -> ProductProblem:
    return get_object_or_404(
        ProductProblem.objects.visible_to(request.member).select_related(
            "product",
            "organisation",
            "reported_by__user",
            "version__specification__chair__user",
        ),
        pk=pk,
    )


def _version_or_404(request: TrustRequest, pk: int) -> Version:
    """The newest version in use of a specification; without one, its newest."""
    seen = Version.objects.visible_to(request.member).filter(specification=pk)
    if used := showing.newest_in_use(seen, at=timezone.now()):
        return used[0]
    versions = seen.select_related("specification__chair").order_by("-number")
    return get_object_or_404(versions[:1])
