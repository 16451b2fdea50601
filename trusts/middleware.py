"""Puts the membership somebody is working under on the request, and keeps the answer
out of every cache."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from trusts import second_factors
from trusts.actions import CHOSEN
from trusts.actions.sessions import mark_seen
from trusts.models import Membership, User

# The page that says why nothing opens, and ends the session of who has left.
WAY_OUT = "choose_membership"


class MembershipMiddleware:
    """Sets `request.memberships` (those active today) and `request.member` (in use).

    One membership is in use without asking; of several, the one chosen in this
    session. With none, or none chosen yet, `request.member` is None.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        memberships = _active_memberships(request)
        request.memberships = memberships  # type: ignore[attr-defined]
        request.member = _in_use(memberships, request)  # type: ignore[attr-defined]
        if request.user.is_authenticated and request.session.session_key:
            mark_seen(request.session.session_key, at=timezone.now())
        response = self.get_response(request)
        if request.headers.get("HX-Request"):
            response = _whole_page(request, response)
        if request.user.is_authenticated:
            # Not even the browser's: after signing out, "back" shows no prices.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable, *_: Any
    ) -> HttpResponseBase | None:
        """Where a second factor is required, lead to setting one up first.

        This stands before every page, part of a page and file that asks for a
        permission or goes by the role; the pages that set one up ask for none. Whoever
        is signed in and holds no role today, having left, is led out, from every page
        but those that open to everybody.
        """
        if _has_left(request) and not (
            hasattr(view, "is_public") or request.path == reverse(WAY_OUT)
        ):
            return redirect(WAY_OUT)
        if not _is_of_a_role(view):
            return None
        if not second_factors.is_missing(request):
            request.session.pop(second_factors.WAITING_PAGE, None)
            return None
        second_factors.keep_waiting_page(request)
        messages.info(request, "Set up a second step for signing in before you go on.")
        if request.headers.get("HX-Request"):
            return HttpResponseClientRedirect(reverse("mfa_index"))
        return redirect("mfa_index")


def _active_memberships(request: HttpRequest) -> list[Membership]:
    user = request.user
    if not isinstance(user, User) or not user.is_authenticated:
        return []
    memberships = user.memberships.active(on=timezone.localdate())
    return list(memberships.select_related("organisation", "user").by_organisation())


def _in_use(memberships: list[Membership], request: HttpRequest) -> Membership | None:
    if len(memberships) == 1:
        return memberships[0]
    chosen = request.session.get(CHOSEN) if memberships else None
    return next((each for each in memberships if each.pk == chosen), None)


def _is_of_a_role(view: Callable) -> bool:
    return hasattr(view, "required_permission") or hasattr(view, "is_for_every_role")


def _has_left(request: HttpRequest) -> bool:
    return request.user.is_authenticated and not request.memberships  # type: ignore[attr-defined]


def _whole_page(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """A part of a page that leads out of it takes the page along: htmx would put the
    sign-in page into a table."""
    to = urlsplit(response.headers.get("Location", ""))
    if to.path == reverse("account_login"):
        page = second_factors.page_around(request)
        query = f"?{urlencode({'next': page})}" if page else ""
        return HttpResponseClientRedirect(to.path + query)
    if to.path == reverse(WAY_OUT):
        return HttpResponseClientRedirect(to.path)
    return response
