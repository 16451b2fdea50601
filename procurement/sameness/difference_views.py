"""Pages on which names that are probably one company's are confirmed or refused, and
the list of what is not the same."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from catalogue.matching.actions import say_different, take_back_different
from catalogue.products.models import Kind, SaidDifferent
from procurement.sameness import listing, naming
from procurement.sameness.forms import DifferentFilters, DifferentForm
from procurement.sameness.going_back import go_back
from procurement.sameness.kinds import KINDS, kind_or_404, name_of, row_or_404
from trusts.http import TrustRequest, render_page_or_partial, say_done
from trusts.paging import page_of
from trusts.permissions import Permission, requires
from trusts.rules import Refused


@require_safe
@requires(Permission.SAMENESS_DECIDE)
def name_list(request: TrustRequest) -> HttpResponse:
    """Names that are probably one company's, one click each."""
    is_makers = request.GET.get("kind") == Kind.MANUFACTURER.lower()
    words = KINDS[Kind.MANUFACTURER if is_makers else Kind.SUPPLIER]
    after = request.GET.get("after", "")
    context = {"words": words, "after": after, "here": request.get_full_path()}
    context["names"] = naming.alike(words.kind, after=after)
    return render_page_or_partial(
        request, "sameness/name_list.html", "name_table", context
    )


@require_POST
@requires(Permission.SAMENESS_DECIDE)
def difference_say(
    request: TrustRequest, what: str, pk: int, other: int
) -> HttpResponse:
    """Remember that two are not the same."""
    words = kind_or_404(what)
    one, two = row_or_404(words.kind, pk), row_or_404(words.kind, other)
    form = DifferentForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    try:
        said = say_different(
            kind=words.kind, one_id=pk, other_id=other, note=note,
            by=request.member, at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        sentence = f"Remembered: {name_of(one)} is not {name_of(two)}."
        undo = reverse("difference_take_back", args=[said.pk])
        say_done(request, sentence, undo_url=undo)
    return go_back(request, words.url_of(pk))


@require_safe
@requires(Permission.PRODUCTS_VIEW)
def difference_list(request: TrustRequest) -> HttpResponse:
    """All pairs that persons said are not the same, the newest first."""
    filters = DifferentFilters(request.GET)
    context: dict[str, Any] = {
        "filters": filters,
        "here": request.get_full_path(),
        "may_decide": request.member.may(Permission.SAMENESS_DECIDE),
    }
    if filters.is_valid():
        page = page_of(
            listing.differences(filters.cleaned_data, member=request.member),
            listing.NEWEST_SAID,
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
        context |= {"page": page, "rows": listing.shown(page.rows)}
    return render_page_or_partial(
        request, "sameness/difference_list.html", "difference_table", context
    )


@require_POST
@requires(Permission.SAMENESS_DECIDE)
def difference_take_back(request: TrustRequest, pk: int) -> HttpResponse:
    """It was wrong that two are not the same."""
    said = get_object_or_404(SaidDifferent.objects.visible_to(request.member), pk=pk)
    [row] = listing.shown([said])
    try:
        take_back_different(said, by=request.member, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        words = KINDS[Kind(said.kind)]
        again = reverse("difference_say", args=[words.slug, said.low_id, said.high_id])
        sentence = f"Taken back: {row.one} may be the same as {row.other}."
        say_done(request, sentence, undo_url=again)
    return go_back(request, reverse("difference_list"))
