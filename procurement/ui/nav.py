"""The links along the top of every page: a few sections, each with its places.

A section's link leads to the first of its places that the member may open; the others
stand in a second row on every page of the section. A section with one place has that
place's name. A new page that belongs there is one more line in SECTIONS.
"""

from dataclasses import dataclass, field

from django.urls import reverse

from trusts.models import Membership
from trusts.permissions import Permission

P = Permission


@dataclass(frozen=True, slots=True)
class Place:
    """A page with its name in the navigation and what it takes to open it; `also` are
    the beginnings of other paths that lie in it."""

    label: str
    url_name: str
    permission: Permission
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Places that belong to one kind of work."""

    label: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """To a section, with `places`; or to a place."""

    label: str
    url: str
    is_current: bool
    places: list["Link"] = field(default_factory=list)


SECTIONS = (
    Section(
        "Price gaps",
        (
            Place("Price gaps", "gap_list", P.GAPS_VIEW),
            Place("Where to save next", "opportunity_list", P.GAPS_VIEW),
            Place("Supplier packs", "ask_list", P.GAPS_VIEW),
        ),
    ),
    Section(
        "Savings",
        (
            Place("Savings", "dashboard", P.SAVINGS_VIEW),
            Place("Initiatives", "initiative_list", P.SAVINGS_VIEW),
            Place("Months", "month_list", P.SAVINGS_VIEW, ("/savings/",)),
            Place("League table", "league", P.LEAGUE_VIEW),
        ),
    ),
    # What clinicians come for stands alone: one press on a phone.
    Section("Waiting for you", (Place("Waiting for you", "waiting_list", P.SIGN_OFF),)),
    Section(
        "Products to score",
        (Place("Products to score", "sheet_list", P.PRODUCTS_SCORE),),
    ),
    Section(
        "Specifications",
        (
            Place(
                "Specifications",
                "specification_list",
                P.SPECIFICATIONS_VIEW,
                ("/sign-off/duties/",),
            ),
            Place("Adoption", "adoption_list", P.SPECIFICATIONS_VIEW),
            Place("Product problems", "problem_list", P.SPECIFICATIONS_VIEW),
        ),
    ),
    Section(
        "Data",
        (
            Place("Questions", "question_list", P.REVIEW_VIEW),
            Place("Imports", "import_list", P.IMPORTS_VIEW),
            Place("Corrections", "correction_list", P.PRICES_OWN_VIEW),
            Place("Coverage", "coverage", P.COVERAGE_VIEW),
        ),
    ),
    Section(
        "Look up",
        (
            Place("Products", "product_list", P.PRODUCTS_VIEW),
            Place("Suppliers", "supplier_list", P.SUPPLIERS_VIEW),
            Place("Organisations", "organisation_list", P.ORGANISATIONS_VIEW),
        ),
    ),
    Section("People", (Place("People", "person_list", P.PEOPLE_MANAGE),)),
    Section(
        "Record",
        (
            Place("Record", "record_list", P.RECORD_VIEW),
            Place("Checks of the record", "record_check_list", P.RECORD_CHECKS_VIEW),
        ),
    ),
)


def links(member: Membership | None, path: str) -> list[Link]:
    """The sections with a place that the member may open; the one that `path` lies in
    is current, and so is the place in it."""
    if member is None:
        return []
    several = [(section, _places(section, member, path)) for section in SECTIONS]
    return [
        Link(
            section.label if len(places) > 1 else places[0].label,
            places[0].url,
            any(place.is_current for place in places),
            places,
        )
        for section, places in several
        if places
    ]


def _places(section: Section, member: Membership, path: str) -> list[Link]:
    return [
        Link(place.label, url, path.startswith((url, *place.also)))
        for place in section.places
        if member.may(place.permission) and (url := reverse(place.url_name))
    ]
