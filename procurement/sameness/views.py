"""Pages on which two are said to be one, and parted again."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from catalogue.matching.actions import split
from catalogue.matching.rules import why_not_merge, why_not_say_different
from catalogue.prices.actions import keep_confidential_when_parted
from catalogue.products.models import Kind, Merge
from procurement.sameness import choosing, listing, previewing
from procurement.sameness.forms import (
    DifferentForm,
    MergeForm,
    PartForm,
    SaidFilters,
    SearchForm,
)
from procurement.sameness.going_back import go_back
from procurement.sameness.kinds import KINDS, kind_or_404, row_or_404
from procurement.sameness.second_reading import (
    merge_alone,
    moves_unread,
    question_to_answer,
    why_not_alone,
)
from trusts.exports import OPEN_TO_MEMBERS, About
from trusts.forms.in_words import filters_in_words
from trusts.http import TrustRequest, back_to, render_page_or_partial, say_done
from trusts.models import Membership
from trusts.paging import page_of
from trusts.permissions import Permission, requires
from trusts.rules import Refused
from trusts.workbooks import table_response


@require_safe
@requires(Permission.PRODUCTS_VIEW)
def merge_list(request: TrustRequest) -> HttpResponse:
    """All that was ever merged, the newest first."""
    filters = SaidFilters(request.GET)
    context: dict[str, Any] = {
        "filters": filters,
        "may_decide": request.member.may(Permission.SAMENESS_DECIDE),
    }
    if filters.is_valid():
        page = page_of(
            listing.merges(filters.cleaned_data, member=request.member),
            listing.NEWEST_MERGED,
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
        context |= {"page": page, "rows": listing.shown(page.rows)}
    return render_page_or_partial(
        request, "sameness/merge_list.html", "merge_table", context
    )


@require_safe
@requires(Permission.PRODUCTS_VIEW)
def merge_export(request: TrustRequest) -> HttpResponseBase:
    """The list as a file, all its pages, narrowed the same way."""
    filters = SaidFilters(request.GET)
    if not filters.is_valid():
        return back_to("merge_list", request)
    rows = listing.merges(filters.cleaned_data, member=request.member)
    about = About(
        "Merges",
        why="To look through what was said to be one, and by whom.",
        by=request.member,
        at=timezone.now(),
        organisation=None,
        filters=filters_in_words(filters),
        definitions=listing.DEFINITIONS,
        confidentiality=OPEN_TO_MEMBERS,
    )
    name, sheet = f"merged-{timezone.localdate()}", listing.merge_sheet(rows)
    return table_response(request.GET, name, sheet, about=about)


@require_safe
@requires(Permission.SAMENESS_DECIDE)
def merge_choose(request: TrustRequest, what: str, pk: int) -> HttpResponse:
    """Choose with what something is one: what is probably the same, and a search."""
    words = kind_or_404(what)
    row = row_or_404(words.kind, pk)
    if row.merged_into_id:
        return redirect("merge_choose", what, row.merged_into_id)
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    context = {"words": words, "row": row, "form": form, "text": text}
    context |= choosing.offered(words.kind, row, text, member=request.member)
    return render(request, "sameness/merge_choose.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.SAMENESS_DECIDE)
def merge_preview(
    request: TrustRequest, what: str, pk: int, other: int
) -> HttpResponse:
    """Show all that changes if the first stands under the second; do it."""
    words = kind_or_404(what)
    row, into = row_or_404(words.kind, pk), row_or_404(words.kind, other)
    form = MergeForm(request.POST or None)
    if form.is_valid():
        try:
            said = merge_alone(
                kind=words.kind, from_id=pk, into_id=other,
                reason=form.cleaned_data["reason"], by=request.member,
                at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _merged(request, said, words.url_of(other))
    context = {
        "words": words,
        "row": row,
        "into": into,
        "form": form,
        **_before_merging(request, words.kind, pk, other),
    }
    status = 422 if form.errors else 200
    return render(request, "sameness/merge_preview.html", context, status=status)


@require_http_methods(["GET", "POST"])
@requires(Permission.SAMENESS_DECIDE)
def merge_part(request: TrustRequest, pk: int) -> HttpResponse:
    """Show all that changes if two are parted again; do it."""
    said = get_object_or_404(Merge.objects.visible_to(request.member), pk=pk)
    [row] = listing.shown([said])
    form = PartForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            _part(said, by=request.member, at=timezone.now(), reason=reason)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            sentence = f"{row.one} and {row.other} are parted again."
            again = reverse("merge_again", args=[pk])
            say_done(request, sentence, undo_url=again)
            return go_back(request, row.other_url)
    context: dict[str, Any] = {"row": row, "said": said, "form": form}
    if said.ended_at is None:
        context["preview"] = previewing.preview_part(
            said, member=request.member, at=timezone.now()
        )
    status = 422 if form.errors else 200
    return render(request, "sameness/merge_part.html", context, status=status)


@transaction.atomic
def _part(said: Merge, *, by: Membership, at: datetime, reason: str) -> None:
    """What is confidential stays so at both. Raises Refused."""
    split(said, by=by, at=at, reason=reason)
    keep_confidential_when_parted(at=at)


@require_POST
@requires(Permission.SAMENESS_DECIDE)
def merge_again(request: TrustRequest, pk: int) -> HttpResponse:
    """Merge what was parted, for the reason it had: the undo of parting."""
    past = get_object_or_404(Merge.objects.visible_to(request.member), pk=pk)
    [row] = listing.shown([past])
    try:
        said = merge_alone(
            kind=Kind(past.kind), from_id=past.from_id, into_id=past.into_id,
            reason=past.reason, by=request.member, at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        messages.error(request, str(refusal))
        words = KINDS[Kind(past.kind)]
        return redirect("merge_preview", words.slug, past.from_id, past.into_id)
    else:
        undo = reverse("merge_part", args=[said.pk])
        say_done(request, f"{row.one} stands under {row.other} again.", undo_url=undo)
    return go_back(request, KINDS[Kind(past.kind)].url_of(past.into_id))


def _merged(request: TrustRequest, said: Merge, page: str) -> HttpResponse:
    [row] = listing.shown([said])
    sentence = (
        f"{row.one} stands under {row.other} now. Prices, gaps and spend follow within "
        "a minute."
    )
    say_done(request, sentence, undo_url=reverse("merge_part", args=[said.pk]))
    return go_back(request, page)


def _before_merging(
    request: TrustRequest, kind: Kind, pk: int, other: int
) -> dict[str, Any]:
    """Why it may not be; or what would change, and what speaks against it."""
    found: dict[str, Any] = {
        "why_not": why_not_merge(kind, pk, other),
        "different": DifferentForm(),
        "why_not_different": why_not_say_different(kind, pk, other),
    }
    if found["why_not"]:
        return found
    found["preview"] = previewing.preview_merge(
        kind, pk, other, member=request.member, at=timezone.now()
    )
    question = question_to_answer(kind, pk, other, by=request.member)
    found |= {"question": question, "why_not": why_not_alone(question)}
    found["unread"] = moves_unread(kind, pk, other)
    if kind == Kind.MANUFACTURER:
        found["codes_of_two"] = previewing.codes_of_two(pk, other)
    if kind == Kind.PRODUCT:
        found["said_of_both"] = previewing.said_of_both(pk, other)
    return found
