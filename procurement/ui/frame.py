"""What stands around every page: the site's name, the navigation, the banner."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from procurement.ui import nav
from trusts.permissions import sees_prices


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context for base.html. Works too where no middleware has run (an error page)."""
    member = getattr(request, "member", None)
    return {
        "site_name": settings.SITE_NAME,
        "contact": settings.CONTACT,
        "is_demonstration": settings.DEMONSTRATION,
        "sends_email": settings.SENDS_EMAIL,
        "keeps_mail": settings.KEEPS_MAIL,
        "single_sign_on": settings.OIDC_NAME if settings.OIDC_SERVER_URL else "",
        "member": member,
        "sees_prices": member is not None and sees_prices(member.role),
        "can_switch": len(getattr(request, "memberships", [])) > 1,
        "nav": nav.links(member, request.path),
    }
