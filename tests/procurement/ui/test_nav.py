"""Where each role may go, in the order of the navigation."""

import pytest

from procurement.ui import nav

pytestmark = pytest.mark.django_db

BOUGHT = (
    "Price gaps: Price gaps, Where to save next, Supplier packs",
    "Savings: Savings, Initiatives, Months, League table",
    "Specifications: Specifications, Adoption, Product problems",
)
WORKED_ON = (
    "Data: Questions, Imports, Corrections, Coverage",
    "Look up: Products, Suppliers, Organisations",
)


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("amina", [*BOUGHT, *WORKED_ON, "People: People"]),
        ("ben", [*BOUGHT, *WORKED_ON]),
        ("stella", [*WORKED_ON]),
        (
            "carys",
            [
                "Waiting for you: Waiting for you",
                "Products to score: Products to score",
                "Specifications: Specifications, Adoption, Product problems",
                "Look up: Products, Organisations",
            ],
        ),
        (
            "petra",
            [
                "Organisations: Organisations",
                "People: People",
                "Checks of the record: Checks of the record",
            ],
        ),
    ],
)
def test_links_are_what_the_role_may_open(request, who, expected):
    member = request.getfixturevalue(who)

    shown = [
        f"{link.label}: {', '.join(place.label for place in link.places)}"
        for link in nav.links(member, "/")
    ]

    assert shown == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/opportunities/12/", ("Price gaps", ["Where to save next"])),
        ("/savings/parts/3/months/2026-10/", ("Savings", ["Months"])),
        ("/sign-off/duties/", ("Specifications", ["Specifications"])),
    ],
)
def test_links_mark_the_section_and_the_place_one_is_in(amina, path, expected):
    links = nav.links(amina, path)

    [section] = [link for link in links if link.is_current]
    current = [place.label for place in section.places if place.is_current]
    assert (section.label, current) == expected


def test_links_are_none_without_a_membership():
    assert nav.links(None, "/gaps/") == []
