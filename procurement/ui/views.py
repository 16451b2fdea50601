"""The gallery of components."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from procurement.ui import gallery
from trusts.http import TrustRequest
from trusts.permissions import Permission, requires


@require_safe
@requires(Permission.ORGANISATIONS_VIEW)
def component_gallery(request: TrustRequest) -> HttpResponse:
    """Every component with an example, for who builds pages."""
    if not (settings.DEBUG or settings.DEMONSTRATION):
        raise Http404
    return render(request, "ui/component_gallery.html", gallery.examples())
