"""What finance and the regional lead do: targets, months confirmed, parts closed."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from procurement.demonstration.life.moments import (
    Event,
    People,
    at_time,
    late_trusts,
)
from procurement.savings import actions
from procurement.savings.models import ClaimMonth, Participation, SavingStage
from procurement.savings.years import FinancialYear, months_after, months_between
from trusts.models import Membership

TARGET = Decimal(600_000)


def confirmation_events(people: People, today: date) -> list[Event]:
    """Each trust's finance confirms a month on the 16th of the next."""
    events = []
    first = months_after(today.replace(day=1), -20)
    for finance in people.at_trusts("trust_finance"):
        last = months_after(today.replace(day=1), -1)
        if finance.organisation.code in late_trusts(people):
            last = months_after(last, -1)
        for month in months_between(first, months_after(last, 1)):
            events.append(_confirmation(finance, month))
    return [each for each in events if timezone.localdate(each.at) <= today]


def _confirmation(finance: Membership, month: date) -> Event:
    def confirm(at: datetime) -> None:
        actions.keep_savings(on=timezone.localdate())
        sums: dict[int, list[Decimal]] = {}
        for row in ClaimMonth.objects.filter(
            organisation=finance.organisation,
            month=month,
            claim__participation__stage__in=[SavingStage.AGREED, SavingStage.REALISED],
        ).select_related("claim"):
            so_far = sums.setdefault(row.claim.participation_id, [Decimal(), Decimal()])
            so_far[0] += row.cash_releasing
            so_far[1] += row.cost_avoidance
        if sums:
            seen = [
                actions.SeenMonth(part_id, month, cash, avoided)
                for part_id, (cash, avoided) in sums.items()
            ]
            actions.confirm_months(seen, by=finance, at=at)

    return Event(at_time(months_after(month, 1) + timedelta(days=15), 14), confirm)


def closing_events(people: People, today: date) -> list[Event]:
    """Finance closes what has run its twelve months."""

    def close(at: datetime) -> None:
        over = Participation.objects.filter(
            stage=SavingStage.REALISED, end_month__lte=timezone.localdate(at)
        )
        for part in over.select_related("organisation"):
            finance = people.of(part.organisation.code, "trust_finance")
            actions.close(part, note="Twelve months are over.", by=finance, at=at)

    months = months_between(
        months_after(today.replace(day=1), -6), today.replace(day=1)
    )
    return [Event(at_time(month + timedelta(days=25), 16), close) for month in months]


def target_events(people: People, today: date) -> list[Event]:
    year = FinancialYear.of(today)

    def set_one(of: FinancialYear, share: Decimal) -> Event:
        return Event(
            at_time(of.first_month, 9),
            lambda at: actions.set_target(
                of,
                amount=TARGET * share,
                note="Agreed by the programme board.",
                by=people.regional_lead,
                at=at,
            ),
        )

    return [set_one(year.before, Decimal("0.5")), set_one(year, Decimal(1))]
