"""Catheters that three trusts adopted, and what Northgate and Southmere buy of them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from catalogue.products.models import Product
from procurement.adoption import actions
from procurement.adoption.models import Adoption, AdoptionState
from procurement.signoff import actions as signoff
from procurement.specifications import actions as specifications
from tests import region
from tests.factories import make_membership
from tests.procurement.specifications import world as specified
from trusts.models import Membership
from trusts.roles import Role

AT = datetime(2026, 10, 12, 9, tzinfo=UTC)  # a Monday, the week after the round opened
LIVE_ON = date(2026, 10, 12)
PLAN = {
    "go_live_on": LIVE_ON,
    "stock_weeks": 3,
    "catalogue_reference": "CAT-88",
    "super_users": "Sister Hughes, ward 4",
    "fallback": "The former catheter, from the urology store",
}


@dataclass
class Adopted:
    """`lead` and `buyer` of Northgate, `southmere` its lead there."""

    signed: specified.World
    lead: Membership
    southmere: Membership
    other: Product  # considered, not the standard

    @property
    def version(self):
        self.signed.version.refresh_from_db()
        return self.signed.version

    @property
    def standard(self) -> Product:
        return self.version.considered.get(is_standard=True).product

    def start(self, by: Membership | None = None, **plan) -> Adoption:
        return actions.start_adoption(
            self.version, by=by or self.lead, at=AT, **PLAN | plan
        )

    def go_live(self, adoption: Adoption, *, at: datetime = AT) -> Adoption:
        for state in (S.TRAINING, S.STOCK_RUN_DOWN, S.LIVE):
            adoption = actions.move_adoption(
                adoption, state, note="Nobody needs it.", by=adoption.owner, at=at
            )
        return adoption

    def buy(self, product: Product, *orders, trust: str = "NGT"):
        """Boxes of ten: a day and how many."""
        item = region.item(region.trust(trust), product, eaches=10)
        return region.buy(item, [(day, boxes, boxes * 5) for day, boxes in orders])


S = AdoptionState


def make_adopted(
    decisions: dict[str, str] | None = None, *, other_takes: Decimal = Decimal(1)
) -> Adopted:
    """Adopted on 7 October; `decisions` by first name, all others approve. One use of
    the other product takes so many eaches."""
    signed = specified.make_world()
    other = Product.objects.create(description="Latex catheter", is_declared=True)
    specifications.consider(
        signed.version, other, is_standard=False, by=signed.drafter, at=specified.AT
    )
    signed.version.considered.filter(product=other).update(eaches_per_use=other_takes)
    specified.put_to_sign_off(signed)
    signed.seats["Glenys"] = signed.specification.seats.get(user=signed.chair.user)
    for name in signed.seats:
        specified.sign(signed, name, (decisions or {}).get(name, "APPROVE"))
    at = specified.AT + timedelta(days=2)
    signoff.close_round(signed.round, by=signed.chair, at=at)
    southmere = make_membership("Sioned Rees", Role.TRUST_LEAD, signed.trusts[1])
    return Adopted(signed, signed.drafter, southmere, other)
