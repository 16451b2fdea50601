"""Pages of products: the search, one product, and its order lines."""

from datetime import date

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalogue.products.models import Product
from procurement.gaps import summaries
from procurement.gaps.about_files import about_lines
from procurement.gaps.exports import line_sheet
from procurement.products import looking, showing
from procurement.products.forms import ProductSearchForm
from trusts.device_access import with_camera
from trusts.exports import trust_of
from trusts.http import TrustRequest, render_page_or_partial
from trusts.permissions import Permission, requires
from trusts.workbooks import table_response


@require_safe
@requires(Permission.PRODUCTS_VIEW)
@with_camera
def product_list(request: TrustRequest) -> HttpResponse:
    """One box that finds products by words, sizes, codes and barcodes."""
    form = ProductSearchForm(request.GET)
    text = form.asked()
    looked = looking.look(text, member=request.member) if text else None
    context = {
        "form": form,
        "text": text,
        "looked": looked,
        "examples": [] if text else looking.examples(count=4),
        "sees_own": request.member.may(Permission.PRICES_OWN_VIEW),
        "sees_peers": request.member.may(Permission.PRICES_PEER_VIEW),
        "sees_region": request.member.sees_region,
    }
    return render_page_or_partial(
        request, "products/product_list.html", "product_hits", context
    )


@require_safe
@requires(Permission.PRODUCTS_VIEW)
def product_detail(request: TrustRequest, pk: int) -> HttpResponse:
    """One product: what it is, and for who may see it what each trust pays."""
    product = (
        looking.existing([pk]).get(pk)
        or Product.objects.filter(pk=pk, merged_into__isnull=False).first()
    )
    if product and product.merged_into_id:
        address = reverse("product_detail", args=[product.merged_into_id])
        return redirect(f"{address}#under")
    if product is None:
        raise Http404("No such product.")
    context = showing.product_detail(
        product, request.GET, member=request.member, on=_as_at()
    )
    return render(request, "products/product_detail.html", context)


@require_safe
@requires(Permission.PRICES_OWN_VIEW)
def product_lines(request: TrustRequest, pk: int) -> HttpResponse:
    """The order lines on a product that the member may see, newest first."""
    context = showing.product_lines(
        _product_or_404(pk), request.GET, member=request.member, on=_as_at()
    )
    return render_page_or_partial(
        request, "products/product_lines.html", "line_table", context
    )


@require_safe
@requires(Permission.PRICES_OWN_VIEW)
def product_line_export(request: TrustRequest, pk: int) -> HttpResponseBase:
    """The same lines as a file, all of them."""
    product, on = _product_or_404(pk), _as_at()
    lines = showing.lines_seen(product, member=request.member, on=on)
    member = request.member
    about = about_lines(
        f"Order lines of product {product.pk}",
        by=member,
        at=timezone.now(),
        on=on,
        organisation=trust_of(member),
    )
    sheet = line_sheet(lines, with_trust=member.sees_region)
    name = f"order-lines-of-product-{product.pk}-{on}"
    return table_response(request.GET, name, sheet, about=about)


def _as_at() -> date:
    """The day of the worklist; before there is one, today."""
    return summaries.as_at() or timezone.localdate()


def _product_or_404(pk: int) -> Product:
    product = looking.existing([pk]).get(pk)
    if product is None:
        raise Http404("No such product.")
    return product
