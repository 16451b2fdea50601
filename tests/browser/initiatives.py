"""Initiatives of the small region that every page is looked at in."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from catalogue.products.models import Product
from procurement.savings import actions as savings
from procurement.savings.actions import Prices
from procurement.savings.models import Benefit, Claim, InitiativeKind, Participation
from tests import region
from tests.procurement.savings.switches import adopt, adopted_version, consider
from trusts.models import Membership


def initiative_rows(amina: Membership) -> dict[str, object]:
    """One that waits for finance, with a paper; and one that its lead still prices."""
    at = timezone.now()
    gloves, masks = region.product("Nitrile gloves"), region.product("Masks for dust")
    start = timezone.localdate(at).replace(day=1)
    bought = region.item(amina.organisation, gloves, eaches=100)
    region.buy(bought, [(start - timedelta(days=40), "100", "650")])
    part, claim = _part("Gloves at the lowest price", gloves, amina, at=at)
    savings.set_prices(
        part, {claim.pk: Prices(Decimal("0.052"), Decimal("0.052"))}, by=amina, at=at
    )
    paper = savings.add_evidence_file(
        part, name="quote.pdf", content=b"A quote", by=amina, at=at
    )
    savings.propose(part, by=amina, at=at)
    identified, other = _part("Masks", masks, amina, at=at, benefit="COST_AVOIDANCE")
    rise = savings.add_uplift(
        other, from_month=start, percent=Decimal(8), evidence="Notice 12", by=amina,
        at=at,
    )  # fmt: skip
    return {
        "initiative": part.initiative,
        "part": part,
        "claim": claim,
        "paper": paper,
        "identified": identified,
        "identified_claim": other,
        "rise": rise,
        **_switch(amina, at=at),
    }


def _switch(amina: Membership, *, at: datetime) -> dict[str, object]:
    """A trust's part of the switch to a standard, of which a use takes two."""
    version = adopted_version(amina.organisation, name="Dust masks", chair=amina)
    consider(version, region.product("Masks of paper"), is_standard=True)
    consider(version, region.product("Masks that fold"), eaches_per_use=2)
    adopt(version)
    part = savings.join_switch(
        version,
        amina.organisation,
        start_month=timezone.localdate(at).replace(day=1),
        by=amina,
        at=at,
    )
    return {"switch": part}


def _part(
    name: str, product: Product, amina: Membership, *, at: datetime, **said: str
) -> tuple[Participation, Claim]:
    initiative = savings.start_initiative(
        name,
        kind=InitiativeKind.NO_SWITCH,
        benefit=Benefit(said.get("benefit", "CASH_RELEASING")),
        is_recurrent=True,
        organisations=[amina.organisation],
        start_month=timezone.localdate(at).replace(day=1),
        by=amina,
        at=at,
    )
    part = initiative.participations.get()
    [claim] = savings.claim_products(part, {product: None}, by=amina, at=at)
    return part, claim
