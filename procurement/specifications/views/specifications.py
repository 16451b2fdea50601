"""The list of specifications, and starting one."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from procurement.specifications import actions, listing
from procurement.specifications.forms import SpecificationFilters, SpecificationForm
from procurement.specifications.models import Specification
from trusts.answering import is_done, status_of
from trusts.exports import OPEN_TO_MEMBERS, About
from trusts.forms.in_words import filters_in_words
from trusts.http import TrustRequest, back_to, render_page_or_partial
from trusts.permissions import Permission, requires
from trusts.workbooks import table_response


@require_safe
@requires(Permission.SPECIFICATIONS_VIEW)
def specification_list(request: TrustRequest) -> HttpResponse:
    """Those that the member may see, narrowed, by name."""
    context = listing.specification_list(
        SpecificationFilters(request.GET), request.GET, member=request.member
    )
    return render_page_or_partial(
        request,
        "specifications/specification_list.html",
        "specification_table",
        context,
    )


@require_safe
@requires(Permission.SPECIFICATIONS_VIEW)
def specification_export(request: TrustRequest) -> HttpResponseBase:
    """The list as a file, all its pages."""
    filters, now = SpecificationFilters(request.GET), timezone.now()
    if not filters.is_valid():
        return back_to("specification_list", request)
    seen = Specification.objects.visible_to(request.member)
    found = listing.narrow(seen, filters.cleaned_data, member=request.member)
    about = About(
        "Common specifications and where they stand",
        why="To see which specifications there are, and who takes the next step.",
        by=request.member,
        at=now,
        organisation=None,
        definitions=listing.DEFINITIONS,
        confidentiality=OPEN_TO_MEMBERS,
        filters=filters_in_words(filters),
    )
    name = f"specifications-{timezone.localdate(now)}"
    sheet = listing.specification_sheet(found.order_by("name", "pk"))
    return table_response(request.GET, name, sheet, about=about)


@require_http_methods(["GET", "POST"])
@requires(Permission.SPECIFICATIONS_DRAFT)
def specification_start(request: TrustRequest) -> HttpResponse:
    """Start one: an empty draft, which is written next."""
    form = SpecificationForm(
        request.POST or None, member=request.member, today=timezone.localdate()
    )
    started = []
    if is_done(
        form,
        lambda said: started.append(
            actions.start_specification(**said, by=request.member, at=timezone.now())
        ),
    ):
        [version] = started
        messages.success(request, "Started. Its first version is an empty draft.")
        return redirect("specification_detail", version.specification_id)
    return render(
        request,
        "specifications/specification_start.html",
        {"form": form},
        status=status_of(form),
    )
