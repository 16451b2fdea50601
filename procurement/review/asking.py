"""A question as a request asks for it: which one, among which, and how it is shown."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from procurement.gaps.summaries import as_at
from procurement.review import showing
from procurement.review.forms import QuestionFilters
from procurement.review.models import Answer, Question, QuestionQuerySet
from procurement.review.narrowing import after, narrow
from trusts.http import TrustRequest

# What narrows the list and so goes along from question to question.
NARROWING = ("search", "kind", "state", "trust", "firm", "least_value")
TITLE = "#question-title"


def question_or_404(request: TrustRequest, pk: int) -> Question:
    questions = Question.objects.visible_to(request.member).select_related(
        "product__manufacturer", "other_product__manufacturer", "organisation",
        "asked_of",
    )  # fmt: skip
    return get_object_or_404(questions, pk=pk)


def answer_or_404(request: TrustRequest, pk: int) -> Answer:
    answers = Answer.objects.visible_to(request.member).select_related("question")
    return get_object_or_404(answers, pk=pk)


def narrowed(request: TrustRequest) -> QuestionQuerySet:
    """The questions among which one is shown; without a narrowing that can be read, all
    that wait."""
    filters = QuestionFilters(request.GET, member=request.member)
    asked = filters.cleaned_data if filters.is_valid() else {}
    visible = Question.objects.visible_to(request.member)
    on = timezone.localdate()
    return narrow(visible, asked, member=request.member, on=on)


def narrowing_of(request: TrustRequest) -> str:
    """The narrowing as it stands after a question mark; "" without one."""
    kept = _kept(request)
    return f"?{urlencode(kept)}" if kept else ""


def _kept(request: TrustRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in NARROWING if request.GET.get(name)}


def address_of(question: Question, request: TrustRequest) -> str:
    return reverse("question_detail", args=[question.pk]) + narrowing_of(request)


def show_question(
    request: TrustRequest, question: Question, *, status: int = 200, **also: Any
) -> HttpResponse:
    """The page of a question, or for htmx its part that is exchanged."""
    now = timezone.now()
    is_part = bool(request.htmx) and not request.htmx.history_restore_request
    context = showing.question_detail(
        question,
        narrowed(request),
        request.GET,
        member=request.member,
        on=as_at() or timezone.localdate(),
        at=now,
    )
    context |= {
        "narrowing": narrowing_of(request),
        "kept": _kept(request).items(),
        "is_part": is_part,
        **also,
    }
    part = "#question" if is_part else ""
    response = render(
        request, f"review/question_detail.html{part}", context, status=status
    )
    patch_vary_headers(response, ["HX-Request"])
    return response


def show_next(request: TrustRequest, question: Question) -> HttpResponse:
    """On to the next question by value, at once; to the list after the last."""
    following = after(narrowed(request), question)
    if following is None:
        return _to(request, reverse("question_list") + narrowing_of(request))
    return show_instead(request, following)


def show_instead(request: TrustRequest, question: Question) -> HttpResponse:
    """Another question than the address asks for: htmx is given it at once, a browser
    without is sent there."""
    address = address_of(question, request)
    if not request.htmx:
        return redirect(address + TITLE)
    response = show_question(request, question_or_404(request, question.pk))
    response["HX-Push-Url"] = address
    return response


def _to(request: TrustRequest, address: str) -> HttpResponse:
    if not request.htmx:
        return redirect(address)
    return HttpResponse(headers={"HX-Redirect": address})
