"""Pages of comments: say something in its place, read what was said, answer it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from procurement.specifications import actions, rules, talk
from procurement.specifications.comment_forms import AnswerForm, CommentForm
from procurement.specifications.comment_mails import answer_mail
from procurement.specifications.models import (
    Answer,
    Comment,
    EvidenceFile,
    Outcome,
    Version,
)
from procurement.specifications.reaching import (
    Place,
    comment_or_404,
    paper_or_404,
    place_or_404,
    version_or_404,
)
from trusts import mails
from trusts.answering import press
from trusts.exports import OPEN_TO_MEMBERS, About, record_export
from trusts.http import TrustRequest, render_page_or_partial
from trusts.paging import Order, page_of, read_moment
from trusts.permissions import Permission, requires
from trusts.rules import Refused

NEWEST = Order("said_at", descending=True, read=read_moment)
SHOWN = {"open": "Waiting for an answer", "answered": "Answered", "all": "All"}


@require_http_methods(["GET", "POST"])
@requires(Permission.SPECIFICATIONS_COMMENT)
def comment_add(request: TrustRequest, pk: int, number: int) -> HttpResponse:
    """Say something about a paragraph, a criterion, or the whole."""
    version = version_or_404(request, pk, number)
    place = place_or_404(version, request.GET)
    form = CommentForm(request.POST or None)
    if form.is_valid() and (said := _said(request, version, place, form)):
        if request.htmx:
            return _in_its_place(request, version, place)
        messages.success(request, "Sent. You will read here what becomes of it.")
        return redirect(_place_url(version, talk.place_of(said)))
    context = {
        "form": form,
        "version": version,
        "place": place,
        "action": request.get_full_path(),
        "back": _place_url(version, place.anchor),
        "why_not": rules.why_not_comment(version, by=request.member),
    }
    page = render_page_or_partial(
        request, "specifications/comment_add.html", "comment_form", context
    )
    page.status_code = 422 if form.errors else 200
    return page


@require_POST
@requires(Permission.SPECIFICATIONS_COMMENT)
def version_read(request: TrustRequest, pk: int, number: int) -> HttpResponse:
    """Say that one has read it and has nothing to add."""
    version = version_or_404(request, pk, number)
    press(
        request,
        lambda: actions.say_nothing_to_add(
            version, by=request.member, at=timezone.now()
        ),
        "You have read it and have nothing to add. That is no approval: you are asked "
        "again for that. To take it back, comment.",
    )
    return redirect(_place_url(version, "whole"))


@require_safe
@requires(Permission.SPECIFICATIONS_VIEW)
def comment_list(request: TrustRequest, pk: int, number: int) -> HttpResponse:
    """What was said about a version, and what became of it."""
    version = version_or_404(request, pk, number)
    query = request.GET
    shown = query.get("show", "") if query.get("show") in SHOWN else "all"
    said = talk.with_answers(talk.shown_of(version, shown, member=request.member))
    page = page_of(
        said, NEWEST, after=query.get("after", ""), before=query.get("before", "")
    )
    may_answer = not rules.why_not_answer_on(version, by=request.member)
    context = {
        "version": version,
        "page": page,
        "shown": shown,
        "choices": SHOWN,
        "figures": talk.figures_of(version),
        "may_answer": may_answer
        and request.member.may(Permission.SPECIFICATIONS_DRAFT),
    }
    return render_page_or_partial(
        request, "specifications/comment_list.html", "comments", context
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.SPECIFICATIONS_DRAFT)
def comment_answer(request: TrustRequest, pk: int) -> HttpResponse:
    """Say by name what becomes of a comment; its author is told."""
    comment = comment_or_404(request, pk)
    form = AnswerForm(request.POST or None)
    if form.is_valid() and (answer := _answered(request, comment, form)):
        _tell(request, answer)
        version = comment.version
        return redirect("comment_list", version.specification_id, version.number)
    context = {
        "form": form,
        "comment": comment,
        "version": comment.version,
        "about": talk.about(comment),
        "answers": comment.answers.select_related("answered_by__user").order_by(
            "-answered_at"
        ),
        "why_not": rules.why_not_answer(comment, by=request.member),
    }
    status = 422 if form.errors else 200
    return render(request, "specifications/comment_answer.html", context, status=status)


@require_safe
@requires(Permission.SPECIFICATIONS_VIEW)
def evidence_download(request: TrustRequest, pk: int, sha256: str) -> HttpResponse:
    """A paper as it came, as a download: whatever it is, no browser shows it here."""
    paper = paper_or_404(request, pk, sha256)
    record_export(_about_paper(paper, request), specification=pk, sha256=sha256)
    return HttpResponse(
        bytes(paper.content),
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": content_disposition_header(True, paper.name),
            "X-Content-Type-Options": "nosniff",
        },
    )


def _about_paper(paper: EvidenceFile, request: TrustRequest) -> About:
    """What the record says of it: nothing can be written into a paper of others."""
    return About(
        f"Paper {paper.name}",
        why="To read what a specification rests on.",
        by=request.member,
        at=timezone.now(),
        organisation=None,
        definitions=(),
        confidentiality=OPEN_TO_MEMBERS,
    )


def _said(
    request: TrustRequest, version: Version, place: Place, form: CommentForm
) -> Comment | None:
    try:
        return actions.comment(
            version,
            text=form.cleaned_data["text"],
            **place.said,
            by=request.member,
            at=timezone.now(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _in_its_place(
    request: TrustRequest, version: Version, place: Place
) -> HttpResponse:
    """What the reading page shows under the place, now that something was said."""
    own = [
        each
        for each in talk.own_comments(version, request.member)
        if each.version_id == version.pk and talk.place_of(each) == place.anchor
    ]
    context = {
        "comments": own[::-1],
        "anchor": place.anchor,
        "comment_url": request.get_full_path(),
        "may_comment": True,
        "is_sent": True,
    }
    return render(request, "specifications/comments_here.html", context)


def _answered(
    request: TrustRequest, comment: Comment, form: AnswerForm
) -> Answer | None:
    try:
        return actions.answer(
            comment,
            outcome=Outcome(form.cleaned_data["outcome"]),
            text=form.cleaned_data["text"],
            by=request.member,
            at=timezone.now(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _tell(request: TrustRequest, answer: Answer) -> None:
    """Tell the author; a mail that does not go out is said, and undoes nothing."""
    author = answer.comment.said_by.user
    if author.pk == request.user.pk:
        messages.success(request, "Answered.")
        return
    site = f"{request.scheme}://{request.get_host()}"
    if mails.send(answer_mail(answer, site=site)):
        messages.warning(
            request,
            f"Answered. The e-mail to {author} could not be sent: they read it when "
            "they open the specification.",
        )
    else:
        messages.success(request, f"Answered. {author} is told by e-mail.")


def _place_url(version: Version, anchor: str) -> str:
    page = reverse("version_detail", args=[version.specification_id, version.number])
    return f"{page}#{anchor}"
