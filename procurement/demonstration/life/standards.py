"""What trusts that have gone over to a standard agree with their finance about it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import F, Sum

from catalogue.purchases.models import LineKind, PurchaseLine
from procurement.demonstration import papers
from procurement.demonstration.life.moments import Event, People, at_time
from procurement.demonstration.life.struck import PRICE_DECIMALS
from procurement.demonstration.papers.paper import Paper
from procurement.savings import actions
from procurement.savings.models import Participation, SavingStage
from procurement.savings.years import months_after
from trusts.models import Membership
from trusts.rules import Refused

LOWER = Decimal("0.97")  # of what they paid before: what is hoped for


def standard_events(people: People, today: date) -> list[Event]:
    """A week after each went live; of those that are agreed, finance says so a week
    later."""
    tell = (
        (papers.GLOVES, "ALD", 260, False),
        (papers.GLOVES, "STM", 230, False),
        (papers.GLOVES, "HBR", 200, False),
        (papers.GLOVES, "CLF", 12, True),
        (papers.NEEDLES, "ALD", 180, True),
        (papers.WIPES, "ALD", 170, True),
        (papers.WIPES, "WRN", 160, True),
    )
    events = []
    for paper, code, live, is_agreed in tell:
        part = _Part(
            paper, people.of(code, "trust_lead"), people.of(code, "trust_finance")
        )
        events.append(Event(at_time(today - timedelta(days=live - 5)), part.price))
        if is_agreed:
            events += [
                Event(at_time(today - timedelta(days=live - 6), 11), part.propose),
                Event(at_time(today - timedelta(days=live - 9), 15), part.agree),
            ]
    return events


@dataclass(slots=True)
class _Part:
    """A trust's part of the switch to a standard; none where it was not joined, or
    where it bought nothing of it before."""

    paper: Paper
    lead: Membership
    finance: Membership
    part: Participation | None = None

    def price(self, at: datetime) -> None:
        part = (
            Participation.objects.filter(
                initiative__version__specification__name=self.paper.name,
                organisation=self.lead.organisation,
                stage=SavingStage.IDENTIFIED,
            )
            .order_by("-pk")
            .first()
        )
        before = _paid_before(part) if part else None
        if part is None or before is None:
            return
        price = (before * LOWER).quantize(PRICE_DECIMALS)
        claims = part.claims.filter(is_live=True).values_list("pk", flat=True)
        actions.set_prices(
            part,
            dict.fromkeys(claims, actions.Prices(price, price)),
            by=self.lead,
            at=at,
        )
        self.part = part

    def propose(self, at: datetime) -> None:
        if self.part is None:
            return
        actions.change_participation(
            self.part,
            start_month=self.part.start_month,
            one_off_cost=Decimal(0),
            evidence="The maker’s offer to all trusts that go over to the standard",
            by=self.lead,
            at=at,
        )
        try:
            actions.propose(self.part, by=self.lead, at=at)
        except Refused:  # they paid less than that already
            self.part = None

    def agree(self, at: datetime) -> None:
        if self.part is not None:
            actions.agree(self.part, by=self.finance, at=at)


def _paid_before(part: Participation) -> Decimal | None:
    """For an each of all that it claims, in the twelve months before it starts."""
    bought = PurchaseLine.objects.live().filter(
        organisation=part.organisation,
        kind=LineKind.ORDER,
        item__match__eaches__isnull=False,
        item__match__product__in=part.claims.filter(is_live=True).values("product"),
        order_date__gte=months_after(part.start_month, -12),
        order_date__lt=part.start_month,
    )
    paid = bought.aggregate(
        net=Sum("net_value"), eaches=Sum(F("quantity") * F("item__match__eaches"))
    )
    return paid["net"] / paid["eaches"] if paid["eaches"] else None
