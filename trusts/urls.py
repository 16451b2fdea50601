"""Addresses about people and organisations."""

from allauth.mfa.totp.views import activate_totp
from django.conf import settings
from django.urls import path
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override

from trusts import converters  # noqa: F401  # makes <code:code> known
from trusts.views import (
    accepting,
    account,
    invitations,
    membership,
    memberships,
    organisations,
    people,
    record,
    record_checks,
    second_factors,
)

# The square that an authenticator app reads is an image inside the page's address.
_WITH_IMAGE_IN_PAGE = settings.SECURE_CSP | {"img-src": [CSP.SELF, "data:"]}

urlpatterns = [
    path(
        "accounts/2fa/totp/activate/",
        csp_override(_WITH_IMAGE_IN_PAGE)(activate_totp),
        name="mfa_activate_totp",
    ),
    path(
        "accounts/password/set/",
        account.account_set_password,
        name="account_set_password",
    ),
    path("accounts/", account.your_account, name="your_account"),
    path("accounts/name/", account.your_name, name="your_name"),
    path("accounts/sessions/<int:pk>/end/", account.session_end, name="session_end"),
    path(
        "people/<int:pk>/second-step/remove/",
        second_factors.person_second_factor_remove,
        name="person_second_factor_remove",
    ),
    path("people/", people.person_list, name="person_list"),
    path("people/download/", people.person_export, name="person_export"),
    path("people/attest/", memberships.attestation_list, name="attestation_list"),
    path("people/<int:pk>/", people.person_detail, name="person_detail"),
    path("people/<int:pk>/add/", people.membership_add, name="membership_add"),
    path(
        "people/<int:pk>/last-day/",
        memberships.membership_change_end,
        name="membership_change_end",
    ),
    path("people/<int:pk>/end/", memberships.membership_end, name="membership_end"),
    path(
        "people/<int:pk>/reinstate/",
        memberships.membership_reinstate,
        name="membership_reinstate",
    ),
    path("people/invitations/", invitations.invitation_list, name="invitation_list"),
    path("people/invitations/new/", invitations.invitation_new, name="invitation_new"),
    path(
        "people/invitations/<int:pk>/again/",
        invitations.invitation_send_again,
        name="invitation_send_again",
    ),
    path(
        "people/invitations/<int:pk>/withdraw/",
        invitations.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path(
        "invitations/<str:token>/",
        accepting.invitation_accept,
        name="invitation_accept",
    ),
    path("record-checks/", record_checks.record_check_list, name="record_check_list"),
    path("record/", record.record_list, name="record_list"),
    path("record/download/", record.record_export, name="record_export"),
    path("record/<int:pk>/", record.record_detail, name="record_detail"),
    path("choose-membership/", membership.choose_membership, name="choose_membership"),
    path("organisations/", organisations.organisation_list, name="organisation_list"),
    path("organisations/add/", organisations.organisation_add, name="organisation_add"),
    path(
        "organisations/<code:code>/",
        organisations.organisation_detail,
        name="organisation_detail",
    ),
    path(
        "organisations/<code:code>/change/<str:what>/",
        organisations.organisation_change,
        name="organisation_change",
    ),
    path(
        "organisations/<code:code>/take-back/<str:what>/",
        organisations.organisation_take_back,
        name="organisation_take_back",
    ),
]
