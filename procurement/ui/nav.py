"""The links along the top of every page: what a member may open, in a fixed order.

A new page that belongs there is one more line in PLACES.
"""

from dataclasses import dataclass

from django.urls import reverse

from trusts.models import Membership
from trusts.permissions import Permission


@dataclass(frozen=True, slots=True)
class Place:
    """A page with its name in the navigation and what it takes to open it.

    `is_work` says whether somebody comes here to do something; the rest is to look up.
    """

    label: str
    url_name: str
    permission: Permission
    is_work: bool = True


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str
    is_current: bool
    is_work: bool


PLACES = (
    Place("Waiting for you", "waiting_list", Permission.SIGN_OFF),
    Place("Price gaps", "gap_list", Permission.GAPS_VIEW),
    Place("Supplier packs", "ask_list", Permission.GAPS_VIEW),
    Place("Savings", "dashboard", Permission.SAVINGS_VIEW),
    Place("Initiatives", "initiative_list", Permission.SAVINGS_VIEW),
    Place("Months", "month_list", Permission.SAVINGS_VIEW),
    # The first place of clinicians, who see none of those above.
    Place("Products to score", "sheet_list", Permission.PRODUCTS_SCORE),
    Place("Specifications", "specification_list", Permission.SPECIFICATIONS_VIEW),
    Place("Product problems", "problem_list", Permission.SPECIFICATIONS_VIEW, False),
    Place("Questions", "question_list", Permission.REVIEW_VIEW),
    Place("Where to save next", "opportunity_list", Permission.GAPS_VIEW, False),
    Place("Imports", "import_list", Permission.IMPORTS_VIEW),
    Place("Corrections", "correction_list", Permission.PRICES_OWN_VIEW, False),
    Place("Coverage", "coverage", Permission.COVERAGE_VIEW, False),
    Place("Products", "product_list", Permission.PRODUCTS_VIEW, False),
    Place("Suppliers", "supplier_list", Permission.SUPPLIERS_VIEW, False),
    Place("League table", "league", Permission.LEAGUE_VIEW, False),
    Place("Organisations", "organisation_list", Permission.ORGANISATIONS_VIEW, False),
    Place("People", "person_list", Permission.PEOPLE_MANAGE),
    Place("Record", "record_list", Permission.RECORD_VIEW),
    Place(
        "Checks of the record",
        "record_check_list",
        Permission.RECORD_CHECKS_VIEW,
        False,
    ),
)


def links(member: Membership | None, path: str) -> list[Link]:
    """The places the member may open; the one that `path` lies in is current."""
    if member is None:
        return []
    return [
        Link(place.label, url, path.startswith(url), place.is_work)
        for place in PLACES
        if member.may(place.permission) and (url := reverse(place.url_name))
    ]
