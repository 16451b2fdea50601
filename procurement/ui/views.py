"""What is said of the site itself, and the gallery of components."""

from decimal import Decimal

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from procurement.ui import gallery
from trusts.http import TrustRequest
from trusts.permissions import Permission, public, requires
from trusts.roles import Role


@require_safe
@public
def accessibility_statement(request: HttpRequest) -> HttpResponse:
    """How accessible the site is, what is known to be wrong, and whom to tell."""
    return render(request, "ui/accessibility_statement.html")


@require_safe
@public
def privacy_notice(request: HttpRequest) -> HttpResponse:
    """Which cookies there are, what is kept, and who sees what."""
    return render(request, "ui/privacy_notice.html", {"roles": list(Role)})


@require_safe
@public
def how_figures_work(request: HttpRequest) -> HttpResponse:
    """How a price, a gap and a total come about, with an example worked out."""
    context = {
        "least_value": Decimal(settings.GAP_LEAST_VALUE),
        "least_percent": Decimal(settings.GAP_LEAST_PERCENT),
    }
    return render(request, "ui/how_figures_work.html", context)


@require_safe
@requires(Permission.ORGANISATIONS_VIEW)
def component_gallery(request: TrustRequest) -> HttpResponse:
    """Every component with an example, for who builds pages."""
    if not (settings.DEBUG or settings.DEMONSTRATION):
        raise Http404
    return render(request, "ui/component_gallery.html", gallery.examples())
