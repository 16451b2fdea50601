"""Where a form leads once it is done: the page it was on, if that says so."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from trusts.http import TrustRequest


def go_back(request: TrustRequest, otherwise: str) -> HttpResponse:
    """To the address in the form's `next`, where it is one of ours."""
    to = request.POST.get("next", "")
    is_ours = to.startswith("/") and url_has_allowed_host_and_scheme(
        to, allowed_hosts=None
    )
    return redirect(to if is_ours else otherwise)
