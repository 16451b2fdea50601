"""Whether this process can serve: asked by a load balancer or a container's watch."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from trusts.permissions import public


@require_safe
@never_cache
@public
def healthy(_request: HttpRequest) -> HttpResponse:
    """Says "ok" when the database answers; else the error page and its status 500."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
