"""One trust's saving from first to last, for tests: gloves at 6.5p, agreed at 5.2p."""

from datetime import UTC, date, datetime
from decimal import Decimal

from catalogue.matching.models import TouchedProduct
from catalogue.spend.actions import keep_spend
from procurement.savings import actions
from procurement.savings.models import Benefit, InitiativeKind
from tests.factories import make_membership
from tests.region import buy, item, product, trust
from trusts.roles import Role

TODAY = date(2026, 10, 20)
AT = datetime(2026, 10, 20, 12, tzinfo=UTC)
START = date(2026, 7, 1)


class Gloves:
    """Northgate bought 100 boxes a month at £6.50 a box of 100, then at £5.20."""

    def __init__(self):
        self.trust = trust("NGT")
        self.product = product("Nitrile gloves")
        self.item = item(self.trust, self.product, eaches=100)
        self.lead = make_membership("Amina Shah", Role.TRUST_LEAD, self.trust)
        self.finance = make_membership("Femi Ade", Role.TRUST_FINANCE, self.trust)
        buy(self.item, [(date(2025, m, 5), "100", "650") for m in range(7, 13)])
        buy(self.item, [(date(2026, m, 5), "100", "650") for m in range(1, 7)])

    def start(self, **said):
        options = {
            "kind": InitiativeKind.NO_SWITCH,
            "benefit": Benefit.CASH_RELEASING,
            "is_recurrent": True,
            "organisations": [self.trust],
            "start_month": START,
            "by": self.lead,
            "at": AT,
        } | said
        initiative = actions.start_initiative("Gloves at the lowest price", **options)
        self.part = initiative.participations.get()
        [self.claim] = actions.claim_products(
            self.part, {self.product: Decimal("0.052")}, by=self.lead, at=AT
        )
        return self.part

    def propose(self, agreed="0.052"):
        prices = actions.Prices(Decimal("0.052"), Decimal(agreed), None)
        actions.set_prices(self.part, {self.claim.pk: prices}, by=self.lead, at=AT)
        actions.change_participation(
            self.part,
            start_month=START,
            one_off_cost=Decimal(0),
            evidence="Quote 4711 of 3 June",
            by=self.lead,
            at=AT,
        )
        actions.propose(self.part, by=self.lead, at=AT)
        self.part.refresh_from_db()

    def agree(self):
        self.start()
        self.propose()
        actions.agree(self.part, by=self.finance, at=AT)
        self.part.refresh_from_db()

    def buy(self, *orders):
        """More lines, as an import would leave them: touched."""
        lines = buy(self.item, orders)
        self.touch()
        return lines

    def touch(self):
        TouchedProduct.objects.create(
            product_id=self.product.pk, organisation_id=self.trust.pk, import_id=1
        )
        keep_spend()
        actions.keep_savings(on=TODAY)

    def month(self, month):
        return self.claim.months.get(month=month)

    def see(self, month):
        row = self.month(month)
        return actions.SeenMonth(
            self.part.pk, month, row.cash_releasing, row.cost_avoidance
        )

    def confirm(self, *months):
        seen = [self.see(month) for month in months]
        return actions.confirm_months(seen, by=self.finance, at=AT)
