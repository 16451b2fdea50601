"""Pages of letters to suppliers: the list, a new one, one with its files."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.products.models import Supplier
from procurement.asks import actions, letters, listing
from procurement.asks.finding import ask_or_404
from procurement.asks.forms import AskFilters
from trusts.documents import pdf_response
from trusts.http import TrustRequest, render_page_or_partial
from trusts.permissions import Permission, requires
from trusts.rules import Refused
from trusts.workbooks import xlsx_response

LARGEST_ID = 2**63 - 1


@require_safe
@requires(Permission.GAPS_VIEW)
def ask_list(request: TrustRequest) -> HttpResponse:
    """The letters of the member's trust, or of the region, newest first."""
    filters = AskFilters(request.GET)
    asked = filters.cleaned_data if filters.is_valid() else {}
    context = listing.ask_list(asked, request.GET, member=request.member)
    return render_page_or_partial(
        request, "asks/ask_list.html", "ask_table", context | {"filters": filters}
    )


@require_http_methods(["GET", "POST"])
@requires(Permission.ASKS_MAKE)
def ask_start(request: TrustRequest) -> HttpResponse:
    """Choose the gaps that a letter is about, and begin it."""
    asked = request.POST if request.method == "POST" else request.GET
    gaps = _numbers(asked.getlist("gap"))
    supplier = None
    if numbers := _numbers([asked.get("supplier", "")]):
        supplier = get_object_or_404(Supplier, pk=numbers[0])
    if request.method == "POST" and supplier:
        try:
            ask = actions.draft_ask(
                supplier, gaps=gaps, by=request.member, at=timezone.now()
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            return redirect("ask_detail", ask.pk)
    context = listing.ask_start(
        gaps=gaps, supplier=supplier, member=request.member, at=timezone.now()
    )
    return render(request, "asks/ask_start.html", context)


@require_safe
@requires(Permission.GAPS_VIEW)
def ask_detail(request: TrustRequest, pk: int) -> HttpResponse:
    """One letter as it would be sent or was, and what came of it."""
    ask = ask_or_404(request, pk)
    context = listing.ask_detail(ask, member=request.member, at=timezone.now())
    return render(request, "asks/ask_detail.html", context)


@require_safe
@requires(Permission.GAPS_VIEW)
def ask_letter(request: TrustRequest, pk: int) -> HttpResponse:
    """The letter as a PDF."""
    ask, at = ask_or_404(request, pk), timezone.now()
    letter = letters.letter_of(ask, by=request.member, at=at)
    return pdf_response(
        request,
        "asks/ask_letter.html",
        {"letter": letter, "is_draft": ask.is_draft},
        name=f"request-for-prices-{ask.reference}.pdf",
        about=letters.about(ask, letter, by=request.member, at=at),
    )


@require_safe
@requires(Permission.GAPS_VIEW)
def ask_workbook(request: TrustRequest, pk: int) -> HttpResponseBase:
    """The table of the letter as a workbook that the supplier can answer in."""
    ask, at = ask_or_404(request, pk), timezone.now()
    letter = letters.letter_of(ask, by=request.member, at=at)
    draft = "draft-not-sent-" if ask.is_draft else ""
    return xlsx_response(
        f"{draft}request-for-prices-{ask.reference}.xlsx",
        letters.sheets(letter),
        about=letters.about(ask, letter, by=request.member, at=at),
    )


def _numbers(texts: list[str]) -> list[int]:
    """Those that are ids of rows; anything else is none."""
    digits = [text for text in texts if text.isascii() and text.isdigit()]
    return [number for text in digits if (number := int(text[:20])) <= LARGEST_ID]
