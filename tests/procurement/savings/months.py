"""A trust's saving as at today, for pages and browsers: a month that is confirmed and
asks again, one that waits, one that cost more, and a leak in each."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from catalogue.matching.models import TouchedProduct
from catalogue.spend.actions import keep_spend
from procurement.savings import actions
from procurement.savings.month_reading import MonthState, months_page
from procurement.savings.years import FinancialYear, month_of, months_after
from tests import region
from trusts.models import Membership


def months_of_savings(lead: Membership, finance: Membership) -> dict[str, object]:
    """Wipes at 6.5p an each for a year, agreed at 5.2p from three months ago on."""
    at, today = timezone.now(), timezone.localdate()
    first = months_after(month_of(today), -3)
    wipes = region.product("Wipes for surfaces")
    item = region.item(lead.organisation, wipes, eaches=100)
    before = [months_after(first, -count) for count in range(1, 13)]
    region.buy(item, [(month, "100", "650") for month in before])
    actions.set_target(
        FinancialYear.of(today),
        amount=Decimal(15_000_000),
        note="Board",
        by=None,
        at=at,
    )
    part = actions.start_initiative(
        "Wipes at the lowest price", kind="NO_SWITCH", benefit="CASH_RELEASING",
        is_recurrent=True, organisations=[lead.organisation], start_month=first,
        by=lead, at=at,
    ).participations.get()  # fmt: skip
    price = Decimal("0.052")
    [claim] = actions.claim_products(part, {wipes: price}, by=lead, at=at)
    prices = {claim.pk: actions.Prices(price, price, None)}
    actions.set_prices(part, prices, by=lead, at=at)
    actions.change_participation(
        part, start_month=first, one_off_cost=Decimal(40), evidence="Quote 12",
        by=lead, at=at,
    )  # fmt: skip
    actions.propose(part, by=lead, at=at)
    part.refresh_from_db()
    actions.agree(part, by=finance, at=at)
    second, third = months_after(first, 1), months_after(first, 2)
    buy_more(item, (first, "100", "520"), (second, "10", "65"))
    buy_more(item, (second, "100", "700"), (month_of(today), "100", "520"))
    buy_more(item, (third + timedelta(days=9), "100", "520"))
    confirm(finance, first)
    buy_more(item, (first + timedelta(days=20), "10", "60"))
    check = actions.check_savings(on=today, at=at)
    return {
        "saving_part": part,
        "saving_month": f"{first:%Y-%m}",
        "saving_item": item,
        "check": check,
    }


def buy_more(item, *orders):
    """As an import leaves it: lines, then everything that stands on them."""
    region.buy(item, orders)
    TouchedProduct.objects.create(
        product_id=item.match.product_id,
        organisation_id=item.organisation_id,
        import_id=1,
    )
    keep_spend()
    actions.keep_savings(on=timezone.localdate())


def confirm(finance: Membership, *months: date) -> None:
    on = timezone.localdate()
    shown = months_page(finance, MonthState, on=on).rows
    seen = [
        actions.SeenMonth(
            each.participation_id,
            each.month,
            each.now.cash_releasing,
            each.now.cost_avoidance,
        )
        for each in shown
        if each.month in months
    ]
    actions.confirm_months(seen, by=finance, at=timezone.now())
