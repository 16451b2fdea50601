"""The permission table, as the table of who, what and expected that was agreed."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from trusts.permissions import PERMISSIONS, Permission, allows, public, requires
from trusts.roles import Kind, Role, why_not_held

PRICES = {
    Permission.PRICES_OWN_VIEW,
    Permission.PRICES_PEER_VIEW,
    Permission.GAPS_VIEW,
    Permission.GAPS_WORK,
    Permission.ASKS_MAKE,
    Permission.PRICES_CORRECT,
    Permission.DISPUTES_SETTLE,
    Permission.IMPORTS_VIEW,
    Permission.IMPORTS_MAKE,
}

LOOKS_UP = "organisations products suppliers"
READS = f"own peer gaps imports coverage questions league savings {LOOKS_UP}"
WRITES = "specifications draft comment report adopt"
SIGNS = "specifications comment score sign report"
EXPECTED = {
    Role.TRUST_LEAD: (
        f"{READS} make correct work ask alternatives propose people challenge"
        f" start save {WRITES} exempt"
    ),
    Role.BUYER: (
        f"{READS} make correct work ask alternatives propose start save {WRITES}"
    ),
    Role.TRUST_FINANCE: f"{READS} challenge confirm",
    Role.CLINICAL_REVIEWER: f"organisations products alternatives {SIGNS}",
    Role.CLINICAL_CHAIR: (
        f"organisations products alternatives {SIGNS} draft run notice adopt exempt"
    ),
    Role.REGIONAL_LEAD: (
        f"{READS} ask people release start target remind specifications draft notice"
    ),
    Role.DATA_STEWARD: (
        f"own imports make correct settle coverage same alternatives {LOOKS_UP}"
        " questions propose decide"
    ),
    Role.COUNCIL_OFFICER: LOOKS_UP,
    Role.AUDITOR: f"{READS} record checks specifications",
    Role.ADMINISTRATOR: "organisations change people checks",
}
SHORT = {
    "specifications": Permission.SPECIFICATIONS_VIEW,
    "draft": Permission.SPECIFICATIONS_DRAFT,
    "comment": Permission.SPECIFICATIONS_COMMENT,
    "score": Permission.PRODUCTS_SCORE,
    "sign": Permission.SIGN_OFF,
    "run": Permission.ROUNDS_RUN,
    "adopt": Permission.ADOPTIONS_WORK,
    "exempt": Permission.ADOPTIONS_EXEMPT,
    "checks": Permission.RECORD_CHECKS_VIEW,
    "report": Permission.PROBLEMS_REPORT,
    "notice": Permission.NOTICES_ENTER,
    "own": Permission.PRICES_OWN_VIEW,
    "peer": Permission.PRICES_PEER_VIEW,
    "gaps": Permission.GAPS_VIEW,
    "work": Permission.GAPS_WORK,
    "ask": Permission.ASKS_MAKE,
    "imports": Permission.IMPORTS_VIEW,
    "make": Permission.IMPORTS_MAKE,
    "correct": Permission.PRICES_CORRECT,
    "settle": Permission.DISPUTES_SETTLE,
    "products": Permission.PRODUCTS_VIEW,
    "suppliers": Permission.SUPPLIERS_VIEW,
    "coverage": Permission.COVERAGE_VIEW,
    "same": Permission.SAMENESS_DECIDE,
    "alternatives": Permission.ALTERNATIVES_SAY,
    "questions": Permission.REVIEW_VIEW,
    "propose": Permission.REVIEW_PROPOSE,
    "decide": Permission.REVIEW_DECIDE,
    "organisations": Permission.ORGANISATIONS_VIEW,
    "change": Permission.ORGANISATIONS_MANAGE,
    "people": Permission.PEOPLE_MANAGE,
    "record": Permission.RECORD_VIEW,
    "savings": Permission.SAVINGS_VIEW,
    "start": Permission.INITIATIVES_START,
    "save": Permission.SAVINGS_PROPOSE,
    "confirm": Permission.SAVINGS_CONFIRM,
    "target": Permission.TARGETS_SET,
    "remind": Permission.SAVINGS_REMIND,
    "league": Permission.LEAGUE_VIEW,
    "challenge": Permission.LEAGUE_CHALLENGE,
    "release": Permission.LEAGUE_RELEASE,
}


@pytest.mark.parametrize("role", Role, ids=str)
def test_each_role_carries_what_was_agreed(role):
    assert PERMISSIONS[role] == {SHORT[word] for word in EXPECTED[role].split()}


@pytest.mark.parametrize(
    "role",
    [
        Role.CLINICAL_REVIEWER,
        Role.CLINICAL_CHAIR,
        Role.COUNCIL_OFFICER,
        Role.ADMINISTRATOR,
    ],
)
def test_no_price_reaches_who_needs_none(role):
    assert not any(allows(role, permission) for permission in PRICES)


@pytest.mark.parametrize("role", Role, ids=str)
def test_each_role_says_what_it_is_for(role):
    assert role.description.endswith(".")


@pytest.mark.parametrize(
    ("role", "kind", "why_not"),
    [
        (Role.BUYER, Kind.ACUTE, ""),
        (Role.AUDITOR, Kind.ACUTE, ""),
        (Role.AUDITOR, Kind.REGIONAL_OFFICE, ""),
        (
            Role.BUYER,
            Kind.COUNCIL,
            "The role “Buyer” belongs to a trust, and this is a council.",
        ),
        (
            Role.REGIONAL_LEAD,
            Kind.ACUTE,
            "The role “Regional lead” belongs to a regional office, and this is an "
            "acute trust.",
        ),
    ],
)
def test_why_not_held(role, kind, why_not):
    assert why_not_held(role, kind) == why_not


@requires(Permission.GAPS_VIEW)
def gaps_door(request):
    return HttpResponse("open")


@pytest.mark.django_db
def test_requires_opens_to_the_right_role_and_names_the_reason_to_others(
    rf, amina, carys
):
    request = rf.get("/")
    request.user, request.member = amina.user, amina
    assert gaps_door(request).content == b"open"

    request.user, request.member = carys.user, carys
    with pytest.raises(PermissionDenied) as refusal:
        gaps_door(request)
    assert str(refusal.value) == (
        "Your role here, clinical reviewer, may not see price gaps."
    )


def test_requires_sends_the_signed_out_to_sign_in(rf):
    request = rf.get("/gaps/?search=gloves")
    request.user, request.member = AnonymousUser(), None

    assert gaps_door(request)["Location"] == (
        "/accounts/login/?next=/gaps/%3Fsearch%3Dgloves"
    )


def test_declarations_stay_on_the_view():
    assert gaps_door.required_permission is Permission.GAPS_VIEW
    opened = public(lambda _: HttpResponse())
    assert opened.is_public
    assert not opened.login_required
