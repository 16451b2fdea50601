"""The products that a draft looks at, and the standard that it proposes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from catalogue.products.models import Product
from procurement.specifications import actions, rules
from procurement.specifications.forms import ConsideredForm
from procurement.specifications.looking import look
from procurement.specifications.models import ConsideredProduct
from procurement.specifications.reaching import version_or_404
from trusts.answering import is_done, press, status_of
from trusts.http import TrustRequest
from trusts.permissions import Permission, requires


@require_safe
@requires(Permission.SPECIFICATIONS_DRAFT)
def considered_list(request: TrustRequest, pk: int, number: int) -> HttpResponse:
    """Those of the draft, and a search for more."""
    version = version_or_404(request, pk, number)
    text = request.GET.get("q", "").strip()[:200]
    context = {
        "version": version,
        "considered": version.considered.order_by("-is_standard", "description", "pk"),
        "text": text,
        "looked": look(text, version) if text else None,
        "why_not": rules.why_not_write(version, by=request.member),
    }
    return render(request, "specifications/considered_list.html", context)


@require_POST
@requires(Permission.SPECIFICATIONS_DRAFT)
def considered_add(request: TrustRequest, pk: int, number: int) -> HttpResponse:
    """Look at one more product, or propose it as the standard."""
    version = version_or_404(request, pk, number)
    asked = request.POST.get("product", "")
    product = get_object_or_404(
        Product, pk=int(asked) if asked.isdecimal() and len(asked) < 19 else 0
    )
    is_standard = request.POST.get("as") == "standard"
    press(
        request,
        lambda: actions.consider(
            version,
            product,
            is_standard=is_standard,
            by=request.member,
            at=timezone.now(),
        ),
        f"{'Proposed as the standard' if is_standard else 'Looked at'}: "
        f"{product.description[:80]}",
    )
    return redirect("considered_list", pk, number)


@require_http_methods(["GET", "POST"])
@requires(Permission.SPECIFICATIONS_DRAFT)
def considered_change(request: TrustRequest, pk: int) -> HttpResponse:
    """Propose it as the standard, or no longer; what a use takes; a note."""
    considered = _considered_or_404(request, pk)
    version = considered.version
    form = ConsideredForm(
        request.POST or None,
        initial={
            "is_standard": "yes" if considered.is_standard else "no",
            "eaches_per_use": f"{considered.eaches_per_use.normalize():f}",
            "note": considered.note,
        },
    )
    if is_done(
        form,
        lambda said: actions.change_considered(
            considered, **said, by=request.member, at=timezone.now()
        ),
    ):
        messages.success(request, "Saved.")
        return redirect("considered_list", version.specification_id, version.number)
    context = {
        "form": form,
        "considered": considered,
        "version": version,
        "why_not": rules.why_not_write(version, by=request.member),
    }
    name = "specifications/considered_change.html"
    return render(request, name, context, status=status_of(form))


@require_POST
@requires(Permission.SPECIFICATIONS_DRAFT)
def considered_drop(request: TrustRequest, pk: int) -> HttpResponse:
    """Take one out."""
    considered = _considered_or_404(request, pk)
    version = considered.version
    press(
        request,
        lambda: actions.drop_considered(
            considered, by=request.member, at=timezone.now()
        ),
        f"Taken out: {considered.description[:80]}",
    )
    return redirect("considered_list", version.specification_id, version.number)


def _considered_or_404(request: TrustRequest, pk: int) -> ConsideredProduct:
    seen = ConsideredProduct.objects.visible_to(request.member)
    return get_object_or_404(
        seen.select_related("version__specification__chair__user"), pk=pk
    )
