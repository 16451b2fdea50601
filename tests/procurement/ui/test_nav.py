"""Where each role may go, in the order of the navigation."""

import pytest

from procurement.ui import nav

pytestmark = pytest.mark.django_db

LOOKED_UP = "Coverage, Products, Suppliers, Organisations"


@pytest.mark.parametrize(
    ("who", "labels"),
    [
        ("amina", f"Price gaps, Imports, {LOOKED_UP}, People"),
        ("rae", f"Price gaps, Imports, {LOOKED_UP}, People"),
        ("stella", f"Imports, {LOOKED_UP}"),
        ("aldo", f"Price gaps, Imports, {LOOKED_UP}, Record"),
        ("carys", "Products, Organisations"),
        ("petra", "Organisations, People"),
    ],
)
def test_links_are_what_the_role_may_open(request, who, labels):
    member = request.getfixturevalue(who)

    assert ", ".join(link.label for link in nav.links(member, "/")) == labels


def test_links_mark_the_place_one_is_in(amina):
    links = nav.links(amina, "/gaps/12/")

    assert [link.label for link in links if link.is_current] == ["Price gaps"]


def test_links_are_none_without_a_membership():
    assert nav.links(None, "/gaps/") == []
