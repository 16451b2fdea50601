"""Initiatives that came to something, those that did not, and those just begun."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from procurement.demonstration.life.moments import (
    Event,
    People,
    at_time,
    late_trusts,
)
from procurement.demonstration.life.struck import PRICE_DECIMALS, Struck
from procurement.gaps.models import Gap
from procurement.savings import actions
from procurement.savings.models import (
    Benefit,
    InitiativeKind,
    LapseReason,
    Participation,
)
from procurement.savings.years import months_after
from trusts.models import Membership
from trusts.rules import Refused

GAPS_LOOKED_AT = 4  # of each trust's largest


def initiative_events(struck: Struck, people: People, today: date) -> list[Event]:
    """Started six weeks before the price came down, agreed ten days before; at trusts
    that are late the newest ones still wait for finance."""
    code = struck.trust.code
    saving = _Saving(
        struck, people.of(code, "trust_lead"), people.of(code, "trust_finance")
    )
    events = [
        Event(at_time(struck.starts_on - timedelta(days=45)), saving.start),
        Event(at_time(struck.starts_on - timedelta(days=20), 11), saving.propose),
        Event(at_time(struck.starts_on - timedelta(days=10), 15), saving.agree),
    ]
    is_new = struck.starts_on > months_after(today.replace(day=1), -3)
    return events[:2] if is_new and code in late_trusts(people) else events


@dataclass(slots=True)
class _Saving:
    """One trust's part, on its way; none once it has lapsed."""

    struck: Struck
    lead: Membership
    finance: Membership
    part: Participation | None = None

    def start(self, at: datetime) -> None:
        part = _started(
            f"{_short(self.struck.product)}: lower price",
            by=self.lead,
            start_month=self.struck.starts_on,
            at=at,
        )
        price = self.struck.price_each
        try:
            [claim] = actions.claim_products(
                part, {self.struck.product: price}, by=self.lead, at=at
            )
        except Refused as refused:  # bought under two codes: it is claimed already
            self._lapse(part, LapseReason.ELSEWHERE, refused, at=at)
            return
        prices = {claim.pk: actions.Prices(price, price)}
        actions.set_prices(part, prices, by=self.lead, at=at)
        self.part = part

    def propose(self, at: datetime) -> None:
        if self.part is None:
            return
        actions.change_participation(
            self.part,
            start_month=self.struck.starts_on,
            one_off_cost=Decimal(0),
            evidence=f"Quotation of {at:%-d %B %Y}, kept with the contract",
            by=self.lead,
            at=at,
        )
        try:
            actions.propose(self.part, by=self.lead, at=at)
        except Refused as refused:  # the price had come down before
            self._lapse(self.part, LapseReason.DATA_WRONG, refused, at=at)
            self.part = None

    def agree(self, at: datetime) -> None:
        if self.part is not None:
            actions.agree(self.part, by=self.finance, at=at)

    def _lapse(
        self, part: Participation, reason: LapseReason, why: Refused, *, at: datetime
    ) -> None:
        actions.lapse(part, reason=reason, note=str(why), by=self.lead, at=at)


def identified_events(people: People, today: date) -> list[Event]:
    """What is being looked at now: initiatives on the largest gaps of each trust."""

    def event(lead: Membership, days: int) -> Event:
        return Event(
            at_time(today - timedelta(days=days)),
            lambda at: _identify(lead, at=at, today=today),
        )

    leads = people.at_trusts("trust_lead")
    return [event(lead, days) for days, lead in enumerate(leads, 12)]


def _identify(lead: Membership, *, at: datetime, today: date) -> None:
    gaps = Gap.objects.visible_to(lead).listed().order_by("-gap_value")
    part = _started(
        f"Largest gaps of {today:%B %Y}",
        by=lead,
        start_month=months_after(today.replace(day=1), 1),
        at=at,
    )
    for gap in gaps.select_related("product")[:GAPS_LOOKED_AT]:
        target = {gap.product: gap.lowest_price.quantize(PRICE_DECIMALS)}
        try:
            actions.claim_products(part, target, by=lead, at=at)
        except Refused:
            continue  # a deal is on it already


def _started(
    name: str, *, by: Membership, start_month: date, at: datetime
) -> Participation:
    initiative = actions.start_initiative(
        name,
        kind=InitiativeKind.NO_SWITCH,
        benefit=Benefit.CASH_RELEASING,
        is_recurrent=True,
        organisations=[by.organisation],
        start_month=start_month,
        by=by,
        at=at,
    )
    return initiative.participations.get()


def _short(product: object) -> str:
    return str(product).partition(",")[0][:80]
