"""The way in, and the gallery of components."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from procurement.ui import gallery, nav
from trusts.http import TrustRequest
from trusts.permissions import Permission, requires, signed_in
from trusts.roles import Role


@require_safe
@signed_in
def home(request: TrustRequest) -> HttpResponse:
    """Go to the first page with work for the member's role, or say there is none."""
    if request.member is None:
        return redirect("choose_membership")
    links = nav.links(request.member, request.path)
    if first := next((link for link in links if link.is_work), None):
        return redirect(first.url)
    return render(request, "ui/home.html", {"role": Role(request.member.role)})


@require_safe
@requires(Permission.ORGANISATIONS_VIEW)
def component_gallery(request: TrustRequest) -> HttpResponse:
    """Every component with an example, for who builds pages."""
    if not (settings.DEBUG or settings.DEMONSTRATION):
        raise Http404
    return render(request, "ui/component_gallery.html", gallery.examples())
