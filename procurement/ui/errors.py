"""Answers where no page can be given; they stand without database and middleware."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

from trusts.workbooks import TooLong


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Cannot be read (400), holds more than is taken in (413), or asks for a workbook
    of a list that is too long for one."""
    if isinstance(exception, TooLong):
        query = request.GET.copy()
        query.pop("format", None)
        as_csv = f"{request.path}?{query.urlencode()}"
        return _page(400, "too_long.html", why=str(exception), as_csv=as_csv)
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    return _page(status, f"{status}.html")


@requires_csrf_token
def server_error(_request: HttpRequest) -> HttpResponse:
    """Something broke (500)."""
    return _page(500, "500.html")


def _page(status: int, template: str, **context: str) -> HttpResponse:
    context |= {"site_name": settings.SITE_NAME, "contact": settings.CONTACT}
    return HttpResponse(render_to_string(template, context), status=status)
