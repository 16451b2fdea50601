"""Answering a question, asking a trust, reading a second time, taking back."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from procurement.review import actions
from procurement.review.answering import give_answer
from procurement.review.asking import (
    answer_or_404,
    question_or_404,
    show_instead,
    show_next,
    show_question,
)
from procurement.review.forms import AnswerForm, AskForm, RefuseForm
from procurement.review.showing import wordings_asked
from trusts.http import TrustRequest, say_done
from trusts.permissions import Permission, requires
from trusts.rules import Refused

WRONG = 422
LONGEST_NUMBER = 19  # digits; no row has so many


@require_POST
@requires(Permission.REVIEW_PROPOSE)
def question_answer(request: TrustRequest, pk: int) -> HttpResponse:
    """One answer, and the next question; a trust's answer waits for a steward."""
    question = question_or_404(request, pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return show_question(request, question, status=WRONG, form=form)
    refused = [
        int(each)
        for each in request.POST.getlist("shown")
        if each.isdecimal() and len(each) < LONGEST_NUMBER
    ]
    try:
        give_answer(
            question,
            form.cleaned_data,
            wordings=wordings_asked(question),
            refused=refused,
            by=request.member,
            at=timezone.now(),
        )
    except Refused as why:
        return _refused(request, pk, why)
    return show_next(request, question)


@require_POST
@requires(Permission.REVIEW_DECIDE)
def question_ask(request: TrustRequest, pk: int) -> HttpResponse:
    """Put the question to a trust whose items it is about."""
    question = question_or_404(request, pk)
    form = AskForm(request.POST, question=question)
    if not form.is_valid():
        return show_question(request, question, status=WRONG, form=form, ask_form=form)
    try:
        actions.ask_trust(
            question, by=request.member, at=timezone.now(), **form.cleaned_data
        )
    except Refused as why:
        return _refused(request, pk, why)
    return show_next(request, question)


@require_POST
@requires(Permission.REVIEW_PROPOSE)
def answer_undo(request: TrustRequest, pk: int) -> HttpResponse:
    """Take an answer back; its question is there again."""
    answer = answer_or_404(request, pk)
    try:
        actions.undo_answer(answer, by=request.member, at=timezone.now())
    except Refused as why:
        return _refused(request, answer.question_id, why)
    return show_instead(request, answer.question)


@require_POST
@requires(Permission.REVIEW_DECIDE)
def answer_confirm(request: TrustRequest, pk: int) -> HttpResponse:
    """The second reader agrees."""
    answer = answer_or_404(request, pk)
    try:
        actions.confirm_answer(answer, by=request.member, at=timezone.now())
    except Refused as why:
        return _refused(request, answer.question_id, why)
    return show_next(request, answer.question)


@require_POST
@requires(Permission.REVIEW_DECIDE)
def answer_refuse(request: TrustRequest, pk: int) -> HttpResponse:
    """The second reader does not agree: the question waits again."""
    answer = answer_or_404(request, pk)
    form = RefuseForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    try:
        actions.refuse_answer(answer, by=request.member, at=timezone.now(), note=note)
    except Refused as why:
        return _refused(request, answer.question_id, why)
    say_done(request, "The answer was not confirmed. Its question waits again.")
    return show_next(request, answer.question)


def _refused(request: TrustRequest, pk: int, why: Refused) -> HttpResponse:
    """The question as it stands now, with the reason on top."""
    question = question_or_404(request, pk)
    return show_question(request, question, status=WRONG, refusal=str(why))
