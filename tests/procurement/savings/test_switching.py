"""A switch to a standard from adoption to realised months, plainly recomputed."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.matching.models import Match
from catalogue.purchases.models import PurchaseLine
from procurement.savings import actions, figures
from procurement.savings.actions.baselines import baselines_now
from procurement.savings.models import PartSum
from procurement.savings.years import FinancialYear
from tests.factories import make_membership, make_organisation
from tests.procurement.savings import oracle
from tests.procurement.savings.switches import AT, START, TODAY, Dressings
from tests.procurement.savings.test_oracle import lines_now
from tests.region import buy
from trusts.roles import Role
from trusts.rules import Refused

pytestmark = pytest.mark.django_db

JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 1)
YEAR = FinancialYear(2026)
USE = Decimal("3.12")  # £1,560 a month for 400 uses of foam and 100 of film


@pytest.fixture
def world():
    return Dressings()


def buy_of_both(world):
    """July is mixed, August dearer than ever."""
    world.buy(world.gel, (date(2026, 7, 6), "20", "980"))  # £2.45 a use
    world.buy(world.foam, (date(2026, 7, 9), "5", "150"))  # £3: 50p a use leak
    world.buy(world.film, (date(2026, 7, 9), "4", "40"))  # £2: cheap, and no standard
    world.buy(
        world.gel, (date(2026, 8, 4), "20", "1400"), (date(2026, 8, 20), "-1", "-70")
    )


def test_the_baseline_is_one_price_of_a_use_over_all_products(world):
    world.join()
    world.propose()

    baselines = world.by_product(lambda claim: claim.baselines.get())
    assert [each.price_each for each in baselines] == [USE] * 3
    assert [each.units for each in baselines] == [4800, 1200, 0]
    assert [each.lines for each in baselines] == [12, 12, 0]
    assert not any(each.is_last_price for each in baselines)


def test_realised_is_what_uses_cost_before_less_what_was_paid(world):
    world.agree()
    buy_of_both(world)

    def month(which, name):
        return world.by_product(
            lambda claim: getattr(claim.months.get(month=which), name)
        )

    assert month(JULY, "units") == [50, 20, 400]
    assert month(JULY, "cash_releasing") == [
        USE * 50 - 150, USE * 20 - 40, USE * 400 - 980,
    ]  # fmt: skip
    assert month(JULY, "leakage") == [25, 0, 0]
    assert month(JULY, "compliant_units") == [0, 0, 400]
    assert month(AUGUST, "cash_releasing") == [0, 0, USE * 380 - 1330]
    assert month(AUGUST, "leakage") == [0, 0, 380]
    july = PartSum.objects.get(participation=world.part, month=JULY)
    assert july.is_cash_releasing == USE * 470 - 1170 == Decimal("296.40")
    assert july.is_volume_effect == USE * (500 - 470)
    assert (july.units, july.compliant_units) == (470, 400)


def test_an_agreed_year_is_the_difference_times_the_uses_before(world):
    world.agree()

    [agreed] = figures.full_year(world.lead, year=YEAR, on=TODAY)

    assert agreed.stage == "AGREED"
    assert agreed.cash_releasing == (USE - Decimal("2.50")) * 6000
    office = make_organisation("REG", "Regional office", "regional_office")
    rae = make_membership("Rae Okoro", Role.REGIONAL_LEAD, office)
    for by in ((), ("kind",), ("product", "month")):
        whole = figures.pounds(rae, *by, year=YEAR, on=TODAY)
        own = figures.pounds(world.lead, *by, year=YEAR, on=TODAY)
        assert whole == own
    [of_kind] = figures.full_year(rae, "kind", year=YEAR, on=TODAY)
    assert of_kind.key == ("SWITCH",)


def test_a_lowered_baseline_is_that_of_all_products(world):
    world.agree()
    buy_of_both(world)
    film = world.claims()[world.film]

    with pytest.raises(Refused, match="The lines say £3.120000 a use"):
        actions.correct_baseline(
            film, price_each=Decimal("3.2"), reason="x", by=world.finance, at=AT
        )
    actions.correct_baseline(
        film, price_each=Decimal("3"), reason="A rebate.", by=world.finance, at=AT
    )
    actions.keep_savings(on=TODAY)

    standing = world.by_product(lambda claim: claim.baselines.get(ended_at=None))
    assert [each.price_each for each in standing] == [3] * 3
    assert [each.units for each in standing] == [4800, 1200, 0]
    july = PartSum.objects.get(participation=world.part, month=JULY)
    assert july.is_cash_releasing == 3 * 470 - 1170


def test_a_corrected_pack_is_recounted_over_all_products(world):
    world.agree()
    Match.objects.filter(item=world.items[world.foam]).update(eaches=20)

    with pytest.raises(Refused, match="The lines say £1.733333 a use"):
        actions.correct_baseline(
            world.claims()[world.gel], price_each=USE, reason="x", by=None, at=AT
        )


def test_finance_does_not_agree_to_other_lines_than_were_proposed(world):
    world.join()
    world.propose()
    buy(world.items[world.gel], [(date(2026, 6, 30), "1", "50")])

    with pytest.raises(Refused, match="have changed since it was proposed"):
        actions.agree(world.part, by=world.finance, at=AT)


def test_a_switch_has_one_price_and_no_rises(world):
    part = world.join()
    first, *others = part.claims.order_by("pk")
    two = {first.pk: actions.Prices(None, Decimal(2))}
    for claim in others:
        two[claim.pk] = actions.Prices(None, Decimal(3))

    for prices in (two, {first.pk: two[first.pk]}):
        with pytest.raises(Refused, match="one price for a use"):
            actions.set_prices(part, prices, by=world.lead, at=AT)
    with pytest.raises(Refused, match="counts from the month in which"):
        actions.change_participation(
            part, start_month=AUGUST, one_off_cost=Decimal(0), evidence="",
            by=world.lead, at=AT,
        )  # fmt: skip
    with pytest.raises(Refused, match="saves in cash alone"):
        actions.add_uplift(
            first, from_month=START, percent=Decimal(8), evidence="Notice",
            by=world.lead, at=AT,
        )  # fmt: skip
    with pytest.raises(Refused, match="A use of the standard has no agreed price"):
        actions.propose(part, by=world.lead, at=AT)


def test_a_switch_that_saves_nothing_or_has_no_lines_is_not_proposed(world):
    world.join()

    with pytest.raises(Refused, match="nothing would be saved in cash"):
        world.propose(agreed="3.12")
    PurchaseLine.objects.all().update(is_live=False)
    with pytest.raises(Refused, match="no order line of any of these products"):
        world.propose()


amounts = st.tuples(
    st.integers(0, 2), st.integers(1, 6), st.integers(-3, 9).filter(bool),
    st.integers(1, 2000).map(lambda pence: Decimal(pence) / 100),
)  # fmt: skip


@settings(max_examples=15)
@given(st.lists(amounts, max_size=6))
def test_one_price_is_what_the_lines_of_all_products_say(db, orders):
    with transaction.atomic():
        world = Dressings()
        PurchaseLine.objects.all().update(is_live=False)
        world.join()
        of = (world.foam, world.film, world.gel)
        for which, month, quantity, price in orders:
            bought = (date(2026, month, 9), quantity, quantity * price)
            buy(world.items[of[which]], [bought])
        claims = list(world.part.claims.order_by("pk"))
        price, used = oracle.switch_baseline(
            [(lines_now(claim), claim.eaches_per_use) for claim in claims]
        )
        found = baselines_now(claims, date(2025, 7, 1), START)
        assert [(each.price_each, each.units) for each in found] == (
            [] if price is None else [(price, each) for each in used]
        )
        transaction.set_rollback(True)
