"""Pages of manufacturers: the list, and one with its names and products."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from catalogue.products.models import Manufacturer
from procurement.sameness import manufacturers
from procurement.sameness.forms import SearchForm
from trusts.http import TrustRequest, render_page_or_partial
from trusts.permissions import Permission, requires


@require_safe
@requires(Permission.PRODUCTS_VIEW)
def manufacturer_list(request: TrustRequest) -> HttpResponse:
    """Who makes what is bought, by name."""
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    context = manufacturers.manufacturer_list(
        request.GET, text.replace("\0", " ").strip(), member=request.member
    )
    context |= {
        "form": form,
        "text": text,
        "may_decide": request.member.may(Permission.SAMENESS_DECIDE),
    }
    return render_page_or_partial(
        request, "sameness/manufacturer_list.html", "manufacturer_table", context
    )


@require_safe
@requires(Permission.PRODUCTS_VIEW)
def manufacturer_detail(request: TrustRequest, pk: int) -> HttpResponse:
    """One manufacturer; what it is merged into, where it is."""
    maker = get_object_or_404(Manufacturer, pk=pk)
    if maker.merged_into_id:
        return redirect("manufacturer_detail", maker.merged_into_id)
    context = manufacturers.manufacturer_detail(
        maker, request.GET, member=request.member
    )
    return render(request, "sameness/manufacturer_detail.html", context)
