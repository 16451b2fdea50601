"""Addresses about people and organisations."""

from allauth.mfa.totp.views import activate_totp
from django.conf import settings
from django.urls import path
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override

from trusts.views import account, membership, organisations, second_factors

# The square that an authenticator app reads is an image inside the page's address.
_WITH_IMAGE_IN_PAGE = settings.SECURE_CSP | {"img-src": [CSP.SELF, "data:"]}

urlpatterns = [
    path(
        "accounts/2fa/totp/activate/",
        csp_override(_WITH_IMAGE_IN_PAGE)(activate_totp),
        name="mfa_activate_totp",
    ),
    path("accounts/", account.your_account, name="your_account"),
    path("accounts/name/", account.your_name, name="your_name"),
    path("accounts/sessions/<int:pk>/end/", account.session_end, name="session_end"),
    path(
        "people/<int:pk>/second-step/remove/",
        second_factors.person_second_factor_remove,
        name="person_second_factor_remove",
    ),
    path("choose-membership/", membership.choose_membership, name="choose_membership"),
    path("organisations/", organisations.organisation_list, name="organisation_list"),
]
