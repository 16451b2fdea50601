"""Pages of the review desk: what waits, one question, what was answered."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from procurement.review import listing
from procurement.review.asking import (
    address_of,
    narrowed,
    question_or_404,
    show_question,
)
from procurement.review.exports import about, question_sheet
from procurement.review.forms import QuestionFilters
from trusts.exports import trust_of
from trusts.forms.in_words import filters_in_words
from trusts.http import TrustRequest, back_to, render_page_or_partial
from trusts.permissions import Permission, requires
from trusts.workbooks import table_response


@require_safe
@requires(Permission.REVIEW_VIEW)
def question_list(request: TrustRequest) -> HttpResponse:
    """The questions that wait, by the money behind them, narrowed as asked."""
    context = listing.question_list(
        QuestionFilters(request.GET, member=request.member),
        request.GET,
        member=request.member,
        on=timezone.localdate(),
        at=timezone.now(),
    )
    return render_page_or_partial(
        request, "review/question_list.html", "question_table", context
    )


@require_safe
@requires(Permission.REVIEW_VIEW)
def question_export(request: TrustRequest) -> HttpResponseBase:
    """The list as a file, all its pages: the same questions in the same order."""
    filters = QuestionFilters(request.GET, member=request.member)
    if not filters.is_valid():
        return back_to("question_list", request)
    questions = narrowed(request).select_related("product").largest_first()
    said = about(
        by=request.member,
        at=timezone.now(),
        organisation=trust_of(request.member, filters.cleaned_data.get("trust")),
        filters=filters_in_words(filters),
    )
    sheet = question_sheet(questions.iterator(2000), listing.names_of())
    name = f"questions-{timezone.localdate()}"
    return table_response(request.GET, name, sheet, about=said)


@require_safe
@requires(Permission.REVIEW_VIEW)
def question_next(request: TrustRequest) -> HttpResponse:
    """Leads to the largest question that waits, or to the list where none does."""
    largest = narrowed(request).largest_first().first()
    return redirect(address_of(largest, request) if largest else "question_list")


@require_safe
@requires(Permission.REVIEW_VIEW)
def question_detail(request: TrustRequest, pk: int) -> HttpResponse:
    """One question with all that is known about it, and the answers under keys."""
    return show_question(request, question_or_404(request, pk))


@require_safe
@requires(Permission.REVIEW_VIEW)
def answer_list(request: TrustRequest) -> HttpResponse:
    """Who answered what and when, each to be taken back."""
    context = listing.answer_list(request.GET, member=request.member, at=timezone.now())
    return render(request, "review/answer_list.html", context)
