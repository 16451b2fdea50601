"""A trust goes over to the standard of the specification of dressings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from catalogue.products.models import Product
from catalogue.purchases.models import LineKind, PurchaseLine
from procurement.demonstration import papers
from procurement.demonstration.deals import Deal
from procurement.demonstration.life.moments import Event, People, at_time
from procurement.demonstration.life.struck import PRICE_DECIMALS
from procurement.savings import actions
from procurement.savings.models import Participation
from procurement.savings.years import month_of
from procurement.specifications.models import Version
from trusts.models import Membership
from trusts.rules import Refused


def moved_products(switch: Sequence[Deal]) -> list[Product]:
    """What the trust's order lines go over to, then what from."""
    codes = [deal.to_code for deal in switch[:1]] + [each.local_code for each in switch]
    found = [_bought(switch[0].trust, code) for code in codes]
    return list(dict.fromkeys(each for each in found if each is not None))


def switch_events(switch: Sequence[Deal], people: People) -> list[Event]:
    """Joined when the standard goes into use, agreed a week later."""
    if not switch:
        return []
    first = switch[0]
    switching = _Switch(
        first,
        people.of(first.trust, "trust_lead"),
        people.of(first.trust, "trust_finance"),
    )
    return [
        Event(at_time(first.starts_on + timedelta(days=2), 11), switching.join),
        Event(at_time(first.starts_on + timedelta(days=5), 11), switching.propose),
        Event(at_time(first.starts_on + timedelta(days=9), 15), switching.agree),
    ]


@dataclass(slots=True)
class _Switch:
    """The trust's part of it; none where it could not be joined."""

    deal: Deal
    lead: Membership
    finance: Membership
    part: Participation | None = None

    def join(self, at: datetime) -> None:
        """Where its going into use has not joined it already."""
        named = Version.objects.filter(specification__name=papers.DRESSINGS.name)
        version = named.in_force().select_related("specification").first()
        if version is None:
            return
        try:
            self.part = actions.join_switch(
                version,
                self.lead.organisation,
                start_month=month_of(self.deal.starts_on),
                by=self.lead,
                at=at,
            )
        except Refused:  # a gap of one of the products is in another initiative
            return

    def propose(self, at: datetime) -> None:
        price = _price_after(self.deal)
        if self.part is None or price is None:
            return
        claims = self.part.claims.filter(is_live=True).values_list("pk", flat=True)
        prices = dict.fromkeys(claims, actions.Prices(price, price))
        actions.set_prices(self.part, prices, by=self.lead, at=at)
        actions.change_participation(
            self.part,
            start_month=self.part.start_month,
            one_off_cost=Decimal(480),
            evidence="The framework’s price list; two days of training on wards",
            by=self.lead,
            at=at,
        )
        try:
            actions.propose(self.part, by=self.lead, at=at)
        except Refused:  # too little was bought of them before
            self.part = None

    def agree(self, at: datetime) -> None:
        if self.part is not None:
            actions.agree(self.part, by=self.finance, at=at)


def _bought(trust: str, local_code: str) -> Product | None:
    line = _lines(trust, local_code).first()
    return line.item.match.product if line else None


def _price_after(deal: Deal) -> Decimal | None:
    """Of an each of the standard, as the lines after the start say."""
    lines = _lines(deal.trust, deal.to_code).filter(order_date__gte=deal.starts_on)
    each = [
        line.net_value / line.quantity / line.item.match.eaches
        for line in lines.order_by("order_date", "id")[:5]
        if line.item.match.eaches
    ]
    return min(each).quantize(PRICE_DECIMALS) if each else None


def _lines(trust: str, local_code: str) -> QuerySet[PurchaseLine]:
    return PurchaseLine.objects.filter(
        organisation__code=trust,
        item__local_code=local_code,
        item__match__product__isnull=False,
        item__match__eaches__isnull=False,
        is_live=True,
        kind=LineKind.ORDER,
        quantity__gt=0,
    ).select_related("item__match__product")
