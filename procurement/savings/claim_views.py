"""Pages of the products of a trust's part: added, priced, raised, taken out."""

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
from procurement.products import looking
from procurement.savings import actions, part_page, rules
from procurement.savings.choosing import (
    agreed_with_suppliers,
    hits_for,
    targets_for,
)
from procurement.savings.forms import (
    PricesForm,
    TakeBackRiseForm,
    UpliftForm,
    UsePriceForm,
)
from procurement.savings.models import Claim, Uplift
from procurement.savings.part_views import part_or_404
from trusts.answering import is_done, press, status_of
from trusts.http import TrustRequest
from trusts.permissions import Permission, requires


@require_safe
@requires(Permission.INITIATIVES_START)
def part_products(request: TrustRequest, pk: int) -> HttpResponse:
    """Search for products to add, or choose from the trust's open gaps."""
    part = part_or_404(request, pk)
    text = " ".join(request.GET.get("q", "").replace("\0", " ").split())[:200]
    looked = looking.look(text, member=request.member) if text else None
    context = {
        "part": part,
        "text": text,
        "looked": looked,
        "hits": hits_for(part, looked, member=request.member),
        "why_not": rules.why_not_choose(part, by=request.member),
    }
    return render(request, "savings/part_products.html", context)


@require_POST
@requires(Permission.INITIATIVES_START)
def part_product_add(request: TrustRequest, pk: int) -> HttpResponse:
    """Add the products that were ticked."""
    part = part_or_404(request, pk)
    numbers = [n for n in request.POST.getlist("product") if n.isdecimal()][:100]
    products = list(
        Product.objects.filter(pk__in=[int(n) for n in numbers if len(n) < 19])
    )
    if not products:
        messages.error(request, "Tick at least one product.")
        return redirect("part_products", pk)
    press(
        request,
        lambda: actions.claim_products(
            part,
            targets_for(part, products, member=request.member),
            by=request.member,
            at=timezone.now(),
        ),
        f"Added {len(products)} product{'' if len(products) == 1 else 's'}.",
    )
    return redirect("part_detail", pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.INITIATIVES_START)
def part_prices(request: TrustRequest, pk: int) -> HttpResponse:
    """What is aimed at, what is in writing, and how many are expected."""
    part, today = part_or_404(request, pk), timezone.localdate()
    claims = part_page.live_claims(part)
    agreed = agreed_with_suppliers(part, claims, member=request.member, on=today)
    form_class = UsePriceForm if part.initiative.is_switch else PricesForm
    form = form_class(request.POST or None, claims=claims, agreed=agreed)
    if claims and is_done(
        form,
        lambda _said: actions.set_prices(
            part, form.prices, by=request.member, at=timezone.now()
        ),
    ):
        messages.success(request, "Prices kept.")
        return redirect("part_detail", pk)
    rows = part_page.claim_rows(part, claims, member=request.member, on=today)
    context = {
        "form": form,
        "part": part,
        "agreed": list(agreed.values()),
        "rows": list(zip(rows, [fields for _claim, fields in form.rows], strict=True))
        if claims
        else [],
        "why_not": rules.why_not_change(part, by=request.member),
    }
    return render(request, "savings/part_prices.html", context, status=status_of(form))


@require_POST
@requires(Permission.INITIATIVES_START)
def claim_drop(request: TrustRequest, pk: int) -> HttpResponse:
    """Take a product out."""
    claim = _claim_or_404(request, pk)
    press(
        request,
        lambda: actions.drop_claim(claim, by=request.member, at=timezone.now()),
        f"Took out {claim.product}. Others can claim it now.",
    )
    return redirect("part_detail", claim.participation_id)


@require_http_methods(["GET", "POST"])
@requires(Permission.INITIATIVES_START)
def uplift_add(request: TrustRequest, pk: int) -> HttpResponse:
    """A rise that a paper documents, for cost avoidance."""
    claim = _claim_or_404(request, pk)
    part = claim.participation
    initial = {"from_month": part.start_month.isoformat()}
    form = UpliftForm(request.POST or None, initial=initial)
    if is_done(
        form,
        lambda said: actions.add_uplift(
            claim, **said, by=request.member, at=timezone.now()
        ),
    ):
        messages.success(request, "The rise is documented.")
        return redirect("part_detail", part.pk)
    context = {
        "form": form,
        "claim": claim,
        "part": part,
        "uplifts": claim.uplifts.standing().order_by("from_month"),
        "why_not": rules.why_not_rise(part, by=request.member),
    }
    return render(request, "savings/uplift_add.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
@requires(Permission.SAVINGS_VIEW)
def uplift_take_back(request: TrustRequest, pk: int) -> HttpResponse:
    """A rise that was documented wrongly, and why. Before finance has agreed the trust
    does it, afterwards its finance; others read why they may not."""
    names = (
        "claim__product",
        "claim__organisation",
        "claim__participation__initiative",
    )
    standing = Uplift.objects.visible_to(request.member).standing()
    uplift = get_object_or_404(standing.select_related(*names), pk=pk)
    part = uplift.claim.participation
    form = TakeBackRiseForm(request.POST or None)
    if is_done(
        form,
        lambda said: actions.take_back_uplift(
            uplift, **said, by=request.member, at=timezone.now()
        ),
    ):
        messages.success(request, "Taken back. Its months are worked out again.")
        return redirect("part_detail", part.pk)
    context = {
        "form": form,
        "uplift": uplift,
        "part": part,
        "why_not": rules.why_not_take_back_uplift(
            part, uplift.claim, by=request.member
        ),
    }
    return render(
        request, "savings/uplift_take_back.html", context, status=status_of(form)
    )


def _claim_or_404(request: TrustRequest, pk: int) -> Claim:
    names = ("product", "participation__initiative", "participation__organisation")
    seen = Claim.objects.visible_to(request.member).filter(is_live=True)
    return get_object_or_404(seen.select_related(*names), pk=pk)
