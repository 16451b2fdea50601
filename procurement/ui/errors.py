"""Answers where no page can be given; they stand without database and middleware."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token


@requires_csrf_token
def bad_request(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """Cannot be read (400), or holds more than is taken in (413)."""
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    return _page(status)


@requires_csrf_token
def server_error(_request: HttpRequest) -> HttpResponse:
    """Something broke (500)."""
    return _page(500)


def _page(status: int) -> HttpResponse:
    context = {"site_name": settings.SITE_NAME, "contact": settings.CONTACT}
    return HttpResponse(render_to_string(f"{status}.html", context), status=status)
