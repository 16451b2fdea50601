"""What trusts' years come to is kept, and never told when their claims say another."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.products.models import Supplier
from procurement.savings import actions, figures
from procurement.savings.models import (
    Claim,
    ClaimMonth,
    Initiative,
    KeptYear,
    Participation,
    PartSum,
    ToldBy,
    TouchedTrust,
    YearPounds,
)
from procurement.savings.years import FinancialYear
from procurement.suppliers.models import ProductCategory, SupplierProduct
from tests.factories import make_membership, make_organisation
from tests.procurement.savings.kept import is_relied_on, kept_says_what_claims_say
from tests.procurement.savings.world import START, TODAY, Gloves
from tests.region import product, trust
from trusts.roles import Role

pytestmark = pytest.mark.django_db

YEAR, OCTOBER = FinancialYear.of(TODAY), date(2026, 10, 1)


@pytest.fixture
def world(db):
    """July is confirmed, August waits; the product has a category and a supplier."""
    gloves = Gloves()
    gloves.agree()
    gloves.buy((date(2026, 7, 6), "100", "520"), (date(2026, 8, 31), "100", "700"))
    gloves.confirm(START)
    ProductCategory.objects.create(product=gloves.product, category="Gloves")
    gloves.supplier = Supplier.objects.create(name="Meridian", name_key="meridian")
    SupplierProduct.objects.create(
        organisation=gloves.trust, supplier=gloves.supplier, product=gloves.product,
        spend=7800, last_order_on=TODAY,
    )  # fmt: skip
    office = make_organisation("REG", "Regional office", "regional_office")
    gloves.rae = make_membership("Rae Okoro", Role.REGIONAL_LEAD, office)
    gloves.other = trust("SMR")
    actions.keep_pounds(on=TODAY)
    return gloves


def names_of(world, told):
    rows = figures.pounds_by_name(world.rae, told, year=YEAR, on=TODAY)
    return {row.key[0] for row in rows}


def test_what_is_kept_is_read_and_nothing_is_worked_out(world):
    assert is_relied_on(world.trust, month=OCTOBER)
    kept_says_what_claims_say(world.rae, year=YEAR, on=TODAY)
    kept_says_what_claims_say(world.rae, year=YEAR.before, on=TODAY)
    assert names_of(world, ToldBy.CATEGORY) == {"Gloves"}
    assert names_of(world, ToldBy.SUPPLIER) == {"Meridian"}

    YearPounds.objects.update(cash_releasing=Decimal("4711.00"))
    with CaptureQueriesContext(connection) as queries:
        rows = figures.trusts_and_months(world.rae, year=YEAR, on=TODAY)
    assert {row.cash_releasing for row in rows} == {Decimal("4711.00")}
    assert len(queries) == 1


def test_a_trust_sees_its_own_only(world):
    outsider = make_membership("Olu Day", Role.TRUST_LEAD, world.other)

    assert figures.trusts_and_months(outsider, year=YEAR, on=TODAY) == []
    own = figures.trusts_and_months(world.lead, year=YEAR, on=TODAY)
    assert own
    assert {*own} == {*figures.trusts_and_months(world.rae, year=YEAR, on=TODAY)}


@pytest.mark.parametrize(
    ("year", "on"),
    [
        (YEAR, date(2026, 11, 1)),  # the month under way is another
        (YEAR, date(2026, 9, 30)),
        (YEAR.after, TODAY),  # of no year that is kept
        (YEAR.before.before, TODAY),
    ],
)
def test_what_is_not_kept_is_worked_out(world, year, on):
    YearPounds.objects.update(cash_releasing=Decimal("4711.00"))

    kept_says_what_claims_say(world.rae, year=year, on=on)


def of(model):
    return model.objects.all()


CHANGES = {
    "a claim": lambda world: of(Claim).update(agreed_price=Decimal("0.05")),
    "a claim that ends": lambda world: of(Claim).update(end_month=date(2026, 12, 1)),
    "a claim not live": lambda world: of(Claim).update(is_live=False),
    "a claim more": lambda world: Claim.objects.create(
        participation=world.part, organisation=world.trust, product=product("Gowns"),
        first_month=START, end_month=date(2027, 7, 1),
    ),
    "a stage": lambda world: of(Participation).update(stage="AGREED"),
    "a kind": lambda world: of(Initiative).update(kind="DEMAND"),
    "a benefit": lambda world: of(Initiative).update(benefit="COST_AVOIDANCE"),
    "a month's sum": lambda world: of(PartSum).update(is_leakage=Decimal(3)),
    "a month": lambda world: of(ClaimMonth).update(leakage=Decimal(3)),
    "months gone": lambda world: of(PartSum).delete(),
    "a confirmation": lambda world: world.confirm(date(2026, 8, 1)),
    "a merge": lambda world: type(world.product).objects.filter(
        pk=world.product.pk).update(merged_into=product("Gloves, nitrile")),
    "a category": lambda world: of(ProductCategory).update(category="Theatre"),
    "no category": lambda world: of(ProductCategory).delete(),
    "a supplier": lambda world: of(SupplierProduct).delete(),
    "a supplier's name": lambda world: of(Supplier).update(name="Meridian Ltd"),
    "a day of closing": lambda world: type(world.trust).objects.filter(
        pk=world.trust.pk).update(closed_on=date(2026, 9, 15)),
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_changes_a_trusts_pounds_touches_it(world, what):
    CHANGES[what](world)

    assert not is_relied_on(world.trust, month=OCTOBER)
    asked = {"year": YEAR, "on": TODAY}
    live = {*figures.trusts_and_months(world.rae, **asked)}
    names = [names_of(world, told) for told in _NAMES]
    kept_before = KeptYear.objects.filter(organisation=world.other).get(
        first_month=YEAR.first_month
    )

    touched = TouchedTrust.objects.values_list("organisation_id").distinct().count()
    assert actions.keep_pounds(on=TODAY) == touched

    assert is_relied_on(world.trust, month=OCTOBER)
    assert {*figures.trusts_and_months(world.rae, **asked)} == live
    assert [names_of(world, told) for told in _NAMES] == names
    if what != "a supplier's name":  # which may be anybody's
        kept_before.refresh_from_db()  # nobody else was added up again


_NAMES = (ToldBy.CATEGORY, ToldBy.SUPPLIER)


def test_nothing_touched_is_nothing_kept_again_but_in_another_month(world):
    assert actions.keep_pounds(on=TODAY) == 0
    assert actions.keep_pounds(on=date(2026, 10, 31)) == 0
    trusts = 3  # with the office

    assert actions.keep_pounds(on=date(2026, 11, 1)) == trusts
    assert actions.keep_pounds(on=date(2026, 11, 1), everything=True) == trusts
    assert set(KeptYear.objects.values_list("as_at", flat=True)) == {date(2026, 11, 1)}


def test_in_the_month_in_which_a_trust_closes_nobody_relies_on_what_is_kept(world):
    """Until that day its parts run for a full year; from then on they do not."""
    world.trust.closed_on = date(2026, 10, 25)
    world.trust.save(update_fields=["closed_on"])
    actions.keep_pounds(on=TODAY)
    YearPounds.objects.update(cash_releasing=Decimal("4711.00"))

    for on in (TODAY, date(2026, 10, 24), date(2026, 10, 25)):
        kept_says_what_claims_say(world.rae, year=YEAR, on=on)
