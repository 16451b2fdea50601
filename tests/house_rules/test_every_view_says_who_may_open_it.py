"""A view that forgets to say who may open it fails here, not in production."""

import pytest
from django.urls import reverse

from procurement.ui import nav
from tests.house_rules.the_house import our_patterns
from trusts.permissions import Permission

VIEWS = {pattern.name: pattern.callback for pattern, _ in our_patterns()}


def declarations(view):
    return [
        isinstance(getattr(view, "required_permission", None), Permission),
        getattr(view, "is_for_every_role", False),
        getattr(view, "is_for_anybody_signed_in", False),
        getattr(view, "is_public", False),
    ]


def test_there_are_views_to_check():
    assert len(VIEWS) > 3


def test_view_says_who_may_open_it():
    said = {name: declarations(view) for name, view in VIEWS.items()}

    assert {name: each for name, each in said.items() if sum(each) != 1} == {}


def test_the_rule_notices_a_view_that_says_nothing():
    assert sum(declarations(lambda request: request)) == 0


def test_only_the_load_balancer_needs_no_sign_in():
    public = {p.name for p, _ in our_patterns() if hasattr(p.callback, "is_public")}

    assert public == {
        "accessibility_statement",
        "alive",
        "healthy",
        "how_figures_work",
        "invitation_accept",
        "mail_detail",
        "mail_list",
        "privacy_notice",
    }


def test_every_permission_is_asked_for_somewhere():
    asked = {
        getattr(p.callback, "required_permission", None) for p, _ in our_patterns()
    }
    # These two are asked for inside pages, where prices of the own trust or of
    # others are shown or not.
    inside = {Permission.PRICES_OWN_VIEW, Permission.PRICES_PEER_VIEW}

    assert set(Permission) - inside <= asked


@pytest.mark.parametrize(
    "place",
    [place for section in nav.SECTIONS for place in section.places],
    ids=lambda place: place.url_name,
)
def test_navigation_asks_for_what_the_page_asks_for(place):
    [view] = [p.callback for p, _ in our_patterns() if p.name == place.url_name]

    assert view.required_permission is place.permission
    assert reverse(place.url_name)
