"""Saying that one product may stand in for another, and taking it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from catalogue.matching.actions import say_equivalent, take_back_equivalence
from catalogue.products.models import Equivalence, Kind, Product
from procurement.products.looking import existing, look
from procurement.sameness.forms import AlternativeForm, SearchForm
from procurement.sameness.kinds import name_of, root_of, row_or_404
from trusts.http import TrustRequest, say_done
from trusts.permissions import Permission, requires
from trusts.rules import Refused


@require_http_methods(["GET", "POST"])
@requires(Permission.ALTERNATIVES_SAY)
def equivalence_add(request: TrustRequest, pk: int) -> HttpResponse:
    """Find the other product, say what it is to this one."""
    product = row_or_404(Kind.PRODUCT, pk)
    if product.merged_into_id:
        return redirect("equivalence_add", product.merged_into_id)
    other = _other(request.GET.get("other", ""))
    form = AlternativeForm(request.POST or None)
    if other and form.is_valid():
        try:
            said = say_equivalent(
                product=product, other=other, **form.cleaned_data,
                by=request.member, at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error("level", str(refusal))
        else:
            return _said(request, said, product, other)
    context = {
        "product": product,
        "other": other,
        "form": form,
        "may_say_direct": request.member.may(Permission.SAMENESS_DECIDE),
        **({} if other else _found(request, product)),
    }
    status = 422 if form.errors else 200
    return render(request, "sameness/equivalence_add.html", context, status=status)


@require_POST
@requires(Permission.ALTERNATIVES_SAY)
def equivalence_take_back(request: TrustRequest, pk: int) -> HttpResponse:
    """It is not said any more."""
    said = get_object_or_404(Equivalence.objects.visible_to(request.member), pk=pk)
    page = reverse("product_detail", args=[_page_of(said, request.POST.get("of", ""))])
    try:
        take_back_equivalence(said, by=request.member, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        sentence = f"Taken back: {said.get_level_display().lower()}."
        say_done(request, f"{sentence} The history keeps it.")
    return redirect(page + "#alternatives")


def _said(
    request: TrustRequest, said: Equivalence, product: Product, other: Product
) -> HttpResponse:
    level = said.get_level_display().lower()
    undo = reverse("equivalence_take_back", args=[said.pk])
    say_done(request, f"{name_of(other)}: {level}. No figure changes.", undo_url=undo)
    return redirect(reverse("product_detail", args=[product.pk]) + "#alternatives")


def _found(request: TrustRequest, product: Product) -> dict[str, Any]:
    """What the search for the other product has found."""
    search = SearchForm(request.GET)
    text = search.cleaned_data["q"] if search.is_valid() else ""
    hits = look(text, member=request.member).hits if text else []
    found = [hit.product for hit in hits if hit.product.pk != product.pk]
    return {"search": search, "text": text, "found": found}


def _other(text: str) -> Product | None:
    """The other product, as far as it has been chosen."""
    number = _number(text)
    found = {} if number is None else existing([number])
    return next(iter(found.values()), None)


def _page_of(said: Equivalence, text: str) -> int:
    """The product whose page it was taken back from; the first, if that is unclear."""
    other = root_of(said.other).pk
    return other if _number(text) == other else root_of(said.product).pk


def _number(text: str) -> int | None:
    """What an address or a form names a row by, if it is one the database can hold."""
    return int(text) if text.isdecimal() and len(text) < 19 else None
