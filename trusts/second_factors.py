"""Whether somebody has a second factor, and whether they need one where they are."""

from urllib.parse import urlsplit

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from trusts.models import User
from trusts.permissions import needs_second_factor

# Recovery codes stand in for one of these and are none of their own.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)

# Where a session keeps the page that waits until a second factor is set up.
WAITING_PAGE = "page_after_second_factor"


def has_second_factor(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


def second_factors_of(user: User) -> list[str]:
    """What somebody signs in with beside the password, in words."""
    rows = Authenticator.objects.filter(user=user, type__in=FACTORS)
    kinds = list(rows.values_list("type", flat=True))
    keys = kinds.count(Authenticator.Type.WEBAUTHN)
    found = ["an authenticator app"] if Authenticator.Type.TOTP in kinds else []
    if keys:
        found.append("a passkey or security key" if keys == 1 else f"{keys} keys")
    return found


def is_missing(request: HttpRequest) -> bool:
    """Say whether the role in use may not go on before a second factor is set up."""
    member = getattr(request, "member", None)
    return (
        settings.SECOND_FACTOR_REQUIRED
        and member is not None
        and needs_second_factor(member.role)
        and not _came_by_provider(request)
        and not has_second_factor(member.user)
    )


def keep_waiting_page(request: HttpRequest) -> None:
    """Remember the page somebody wanted; of a part of a page, the page around it."""
    page = request.get_full_path() if request.method == "GET" else ""
    if request.headers.get("HX-Request"):
        page = page_around(request)
    # A path of another site may look like one of ours: "//elsewhere/".
    if page.startswith("/") and not page.startswith(("//", "/\\")):
        request.session[WAITING_PAGE] = page


def page_around(request: HttpRequest) -> str:
    """Path and query of the page a part belongs to, as htmx says; "" if unreadable."""
    try:
        around = urlsplit(request.headers.get("HX-Current-URL", ""))
    except ValueError:
        return ""
    return around._replace(scheme="", netloc="", fragment="").geturl()


def _came_by_provider(request: HttpRequest) -> bool:
    """Whether a provider that always asks for a second factor vouched for them."""
    if not settings.OIDC_MFA:
        return False
    methods = get_authentication_records(request, request.user)
    return any(each.get("method") == "socialaccount" for each in methods)
