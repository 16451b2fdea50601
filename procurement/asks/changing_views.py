"""Pages that change a letter: its words and lines, its way out, the answer to it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from procurement.asks import actions, queries, rules
from procurement.asks.finding import ask_or_404
from procurement.asks.forms import AnswerForm, LetterForm, LineForm, ReplyForm
from procurement.asks.models import Answer, Ask
from trusts.http import TrustRequest
from trusts.permissions import Permission, requires
from trusts.rules import Refused


@require_http_methods(["GET", "POST"])
@requires(Permission.ASKS_MAKE)
def ask_edit(request: TrustRequest, pk: int) -> HttpResponse:
    """Change what a draft says and asks for."""
    ask = ask_or_404(request, pk)
    form = LetterForm(request.POST or None, initial=_words_of(ask))
    lines = _line_forms(request, ask)
    if form.is_valid() and all(line.is_valid() for line in lines):
        asked = {each.line.pk: each.asked for each in lines if each.asked}
        try:
            actions.change_ask(
                ask,
                words=form.cleaned_data,
                lines=asked,
                by=request.member,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Changed. This is what it says now.")
            return redirect("ask_detail", ask.pk)
    context = {
        "ask": ask,
        "form": form,
        "lines": lines,
        "why_not": rules.why_not_change(ask, by=request.member),
        "has_errors": bool(form.errors) or any(line.errors for line in lines),
    }
    status = 422 if context["has_errors"] else 200
    return render(request, "asks/ask_edit.html", context, status=status)


@require_POST
@requires(Permission.ASKS_MAKE)
def ask_refresh(request: TrustRequest, pk: int) -> HttpResponse:
    """Bring a draft's figures up to date."""
    done = "Its figures are those of today."
    return _done(request, ask_or_404(request, pk), actions.refresh_ask, done)


@require_POST
@requires(Permission.ASKS_MAKE)
def ask_issue(request: TrustRequest, pk: int) -> HttpResponse:
    """Keep the letter as it is sent; its gaps are in talks from then on."""
    done = "Kept as sent. Send the PDF and the workbook to the supplier now."
    return _done(request, ask_or_404(request, pk), actions.issue_ask, done)


@require_POST
@requires(Permission.ASKS_MAKE)
def ask_discard(request: TrustRequest, pk: int) -> HttpResponse:
    """Give a draft up."""
    ask = ask_or_404(request, pk)
    answer = _done(request, ask, actions.discard_ask, f"{ask.reference} is discarded.")
    ask.refresh_from_db(fields=["stage"])
    return answer if ask.is_draft else redirect("ask_list")


@require_http_methods(["GET", "POST"])
@requires(Permission.ASKS_MAKE)
def ask_reply(request: TrustRequest, pk: int) -> HttpResponse:
    """Write down what the supplier answered."""
    ask = ask_or_404(request, pk)
    initial = {"replied_on": timezone.localdate()}
    form = ReplyForm(request.POST or None, ask=ask, initial=initial)
    open_lines = ask.lines.exclude(answer=Answer.AGREED).select_related("product")
    lines = [
        AnswerForm(request.POST or None, line=line)
        for line in open_lines.order_by("product__description", "pk")
    ]
    if form.is_valid() and _logged(request, ask, form, lines):
        messages.success(
            request, "Written down. Agreed prices are watched from now on."
        )
        return redirect("ask_detail", ask.pk)
    context = {
        "ask": ask,
        "form": form,
        "lines": lines,
        "why_not": rules.why_not_log(ask, by=request.member),
        "has_errors": bool(form.errors) or any(line.errors for line in lines),
    }
    status = 422 if context["has_errors"] else 200
    return render(request, "asks/ask_reply.html", context, status=status)


def _words_of(ask: Ask) -> dict[str, Any]:
    return {name: getattr(ask, name) for name in LetterForm.base_fields}


def _line_forms(request: TrustRequest, ask: Ask) -> list[LineForm]:
    lines = list(
        ask.lines.select_related("product").order_by("product__description", "pk")
    )
    own = None if ask.is_of_region else ask.organisation
    prices = queries.prices_to_keep([line.product_id for line in lines], own=own)
    return [
        LineForm(
            request.POST or None,
            line=line,
            prices=prices[line.product_id],
            initial={
                "keep": True,
                "asks_for": line.asks_for,
                "price": line.ask_price,
            },
        )
        for line in lines
    ]


def _logged(
    request: TrustRequest, ask: Ask, form: ReplyForm, lines: list[AnswerForm]
) -> bool:
    """Whether the reply is written down; else the forms say why not."""
    if not all(line.is_valid() for line in lines):
        return False
    whole = {k: v for k, v in form.cleaned_data.items() if k in ("from_on", "until_on")}
    answers = {}
    for line in lines:
        if said := line.said(whole):
            line.why_not(said, ask)
            answers[line.line.pk] = said
    if any(line.errors for line in lines):
        return False
    told = {
        name: form.cleaned_data[name] for name in ("replied_on", "evidence", "note")
    }
    try:
        actions.log_reply(
            ask, **told, answers=answers, by=request.member, at=timezone.now()
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _done(
    request: TrustRequest, ask: Ask, act: Callable[..., Any], sentence: str
) -> HttpResponse:
    try:
        act(ask, by=request.member, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, sentence)
    return redirect("ask_detail", ask.pk)
