"""The two suppliers of the suppliers' world, with gloves that are classified and gowns
that are not, and what stands at suspect prices."""

from datetime import date

from procurement.gaps.models import Gap
from procurement.opportunities.actions import keep_opportunities
from procurement.opportunities.models import By, Opportunity
from procurement.savings.actions import claim_products, start_initiative
from procurement.savings.models import Benefit, InitiativeKind
from tests import region
from tests.factories import make_membership
from tests.procurement.suppliers import world as suppliers
from trusts.roles import Role


def fill() -> Gap:
    """Answers Northgate's gap on gloves, worth £1,950.00 a year."""
    gap = suppliers.fill()
    keep()
    return gap


def keep(*, everything: bool = False) -> bool:
    suppliers.keep(everything=everything)
    return keep_opportunities(at=region.AT, everything=everything)


def rows(by: By, *columns: str) -> dict[tuple[str | None, str], tuple]:
    """Some columns by place (None is the region) and category or supplier."""
    found = Opportunity.objects.filter(by=by).values_list(
        "organisation__code", "category", "supplier__name", *columns
    )
    return {
        (code, category or supplier or ""): tuple(values)
        for code, category, supplier, *values in found
    }


def claim(gap: Gap) -> None:
    """Takes the gap up in an initiative of its trust."""
    lead = make_membership("Amina Shah", Role.TRUST_LEAD, gap.organisation)
    initiative = start_initiative(
        "Gloves at the lowest price",
        kind=InitiativeKind.NO_SWITCH,
        benefit=Benefit.CASH_RELEASING,
        is_recurrent=True,
        organisations=[gap.organisation],
        start_month=date(2026, 11, 1),
        by=lead,
        at=region.AT,
    )
    part = initiative.participations.get()
    claim_products(part, {gap.product: gap.lowest_price}, by=lead, at=region.AT)
