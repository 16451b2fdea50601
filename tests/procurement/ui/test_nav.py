"""Where each role may go, in the order of the navigation."""

import pytest

from procurement.ui import nav

pytestmark = pytest.mark.django_db

WORKED_ON = "Questions, Imports, Corrections, Coverage, Products, Organisations"
SAVED = (
    "Product problems, Price gaps, Supplier packs, Savings, Initiatives, Months, "
    "Where to save next, League table"
)


@pytest.mark.parametrize(
    ("who", "labels"),
    [
        (
            "amina",
            f"Specifications, {SAVED}, {WORKED_ON}, Suppliers, People",
        ),
        ("ben", f"Specifications, {SAVED}, {WORKED_ON}, Suppliers"),
        ("stella", f"{WORKED_ON}, Suppliers"),
        (
            "carys",
            "Waiting for you, Products to score, Specifications, Product problems, "
            "Products, Organisations",
        ),
        ("petra", "People, Organisations, Checks of the record"),
    ],
)
def test_links_are_what_the_role_may_open(request, who, labels):
    member = request.getfixturevalue(who)

    shown = {link.label for link in nav.links(member, "/")}

    assert shown == set(labels.split(", "))


def test_links_mark_the_place_one_is_in(amina):
    links = nav.links(amina, "/gaps/12/")

    assert [link.label for link in links if link.is_current] == ["Price gaps"]


def test_links_are_none_without_a_membership():
    assert nav.links(None, "/gaps/") == []
