"""What a page may use of the device it is on: nothing, unless its view says so."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase

HEADER = "Permissions-Policy"
NOTHING = "camera=(), microphone=(), geolocation=()"
CAMERA = "camera=(self), microphone=(), geolocation=()"


class DeviceAccessMiddleware:
    """Says so on every page, so that no script of anybody's can ask for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault(HEADER, NOTHING)
        return response


def with_camera(
    view: Callable[..., HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """The page may ask the person for the camera; pages of others inside it may not."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers[HEADER] = CAMERA
        return response

    return opened
