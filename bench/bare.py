"""A bare page of the site: what any page costs before it has shown a row. Its member,
middleware, frame and menu are those of every page."""

from django.http import HttpResponse
from django.template import engines
from django.urls import include, path
from django.views.decorators.http import require_safe

from trusts.http import TrustRequest
from trusts.permissions import Permission, requires

TEMPLATE = """
{% extends "base.html" %}
{% block title %}Bare{% endblock %}
{% block main %}<h1 class="nhsuk-heading-l">A bare page</h1>{% endblock %}
"""


@require_safe
@requires(Permission.SAVINGS_VIEW)
def bare(request: TrustRequest) -> HttpResponse:
    template = engines["django"].from_string(TEMPLATE)
    return HttpResponse(template.render({}, request))


urlpatterns = [
    path("bare/", bare, name="bare"),
    path("", include("procurement.config.urls")),
]
