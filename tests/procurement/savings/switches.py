"""A trust's switch to a standard, for tests: two dressings give way to a third."""

from datetime import UTC, date, datetime
from decimal import Decimal

from catalogue.matching.models import TouchedProduct
from catalogue.spend.actions import keep_spend
from procurement.savings import actions
from procurement.specifications.models import (
    ConsideredProduct,
    ParticipatingTrust,
    RiskTier,
    Specification,
    Version,
    VersionState,
)
from tests.factories import make_membership, make_organisation
from tests.region import buy, item, product, trust
from trusts.models import Membership
from trusts.roles import Role

TODAY = date(2026, 10, 20)
AT = datetime(2026, 10, 20, 12, tzinfo=UTC)
START = date(2026, 7, 1)


def adopted_version(*trusts, name="Wound dressings", chair=None):
    """One that trusts are to buy by once it is `adopt`ed. Of who signed it nothing is
    made."""
    specification = Specification.objects.create(
        name=name, tier=RiskTier.LOW, chair=chair or _chair(), started_at=AT
    )
    version = Version.objects.create(
        specification=specification, number=1, state=VersionState.DRAFT,
        drafted_at=AT, moved_at=AT,
    )  # fmt: skip
    for place in trusts:
        ParticipatingTrust.objects.create(
            specification=specification, organisation=place, joined_at=AT
        )
    return version


def _chair():
    office = make_organisation("OFF", "Regional Office", "regional_office")
    there = Membership.objects.filter(organisation=office).first()
    return there or make_membership("Glenys Price", Role.CLINICAL_CHAIR, office)


def consider(version, of, *, is_standard=False, **said):
    return ConsideredProduct.objects.create(
        version=version,
        product=of,
        description=of.description,
        is_standard=is_standard,
        **said,
    )


def adopt(version):
    version.state = VersionState.ADOPTED
    version.save(update_fields=["state"])


class Dressings:
    """Northgate bought 40 boxes of foam and 20 of film a month, both of 10 dressings,
    at £30 and £18 a box; then the standard, gel in boxes of 20. A use takes two films.
    """

    def __init__(self, *others):
        self.trust = trust("NGT")
        self.lead = make_membership("Amina Shah", Role.TRUST_LEAD, self.trust)
        self.finance = make_membership("Femi Ade", Role.TRUST_FINANCE, self.trust)
        self.foam, self.film, self.gel = map(
            product, ("Foam dressing", "Film dressing", "Gel dressing")
        )
        self.items = {
            of: item(self.trust, of, eaches=eaches)
            for of, eaches in ((self.foam, 10), (self.film, 10), (self.gel, 20))
        }
        for of, boxes, paid in ((self.foam, "40", "1200"), (self.film, "20", "360")):
            buy(self.items[of], [(date(2025, m, 5), boxes, paid) for m in range(7, 13)])
            buy(self.items[of], [(date(2026, m, 5), boxes, paid) for m in range(1, 7)])
        self.version = adopted_version(self.trust, *others)
        self.consider()
        adopt(self.version)

    def consider(self):
        consider(self.version, self.foam)
        consider(self.version, self.film, eaches_per_use=2)
        consider(self.version, self.gel, is_standard=True)

    def join(self, **said):
        options = {"start_month": START, "by": self.lead, "at": AT} | said
        place = options.pop("organisation", self.trust)
        self.part = actions.join_switch(self.version, place, **options)
        return self.part

    def propose(self, agreed="2.50"):
        """With one price of a use, as it stands in a quote."""
        price = actions.Prices(Decimal(agreed), Decimal(agreed))
        prices = dict.fromkeys(self.part.claims.values_list("pk", flat=True), price)
        actions.set_prices(self.part, prices, by=self.lead, at=AT)
        self.part.evidence = "Quote 4711 of 3 June"
        self.part.save(update_fields=["evidence"])
        actions.propose(self.part, by=self.lead, at=AT)
        self.part.refresh_from_db()

    def agree(self, agreed="2.50"):
        self.join()
        self.propose(agreed)
        actions.agree(self.part, by=self.finance, at=AT)
        self.part.refresh_from_db()

    def claims(self):
        return {claim.product: claim for claim in self.part.claims.all()}

    def by_product(self, rows):
        """What `rows` says of each claim, in the order foam, film, gel."""
        claims = self.claims()
        return [rows(claims[of]) for of in (self.foam, self.film, self.gel)]

    def buy(self, of, *orders):
        """More lines, as an import would leave them: touched."""
        lines = buy(self.items[of], orders)
        TouchedProduct.objects.create(
            product_id=of.pk, organisation_id=self.trust.pk, import_id=1
        )
        keep_spend()
        actions.keep_savings(on=TODAY)
        return lines
