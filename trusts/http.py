"""The request as our views see it, and how a page or a part of it is rendered."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

from trusts.models import Membership, User


class TrustRequest(HttpRequest):
    """A request of a signed-in member; `@requires` is what makes `member` certain."""

    user: User
    member: Membership
    memberships: list[Membership]
    htmx: HtmxDetails


def wants_partial(request: TrustRequest) -> bool:
    """Whether htmx asked, for a part of the page."""
    htmx = request.htmx
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def render_page_or_partial(
    request: TrustRequest, template: str, partial: str, context: dict[str, Any]
) -> HttpResponse:
    """Render the whole page, or only the named partial when htmx asked for it."""
    if wants_partial(request):
        template = f"{template}#{partial}"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def site_of(request: HttpRequest) -> str:
    """Where we were reached, scheme and host: what a link in a mail begins with."""
    return f"{request.scheme}://{request.get_host()}"


def say_done(request: TrustRequest, sentence: str, *, undo_url: str = "") -> None:
    """Say on the next page what was done, with the address that undoes it beside it.

    `undo_url` takes a POST.
    """
    messages.success(request, sentence, extra_tags=undo_url)


def back_to(view: str, request: HttpRequest, *args: object) -> HttpResponse:
    """To the page that a file is made of, asked for the same: where no file can be made
    it says what is wrong with the filters, or that nothing is there yet."""
    return redirect(reverse(view, args=args, query=request.GET))
