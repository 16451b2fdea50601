"""Sums of parts' months: they hold what the months hold, whoever changed one."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from procurement.savings import (
    actions,
    figures,
    month_queries,
    part_pound_queries,
    pound_queries,
)
from procurement.savings.actions.keeping import keep_sums
from procurement.savings.models import FIGURES, ConfirmedMonth, PartSum, ToldBy
from procurement.savings.years import FinancialYear
from procurement.suppliers.models import ProductCategory
from tests.procurement.savings.world import AT, TODAY, Gloves
from tests.region import buy, item, product

pytestmark = pytest.mark.django_db

JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 1)
YEAR = FinancialYear.of(TODAY)


@pytest.fixture
def two_products(db):
    """Gloves and masks in one part, both bought in two of its months."""
    gloves = Gloves()
    masks = product("Masks")
    masks_item = item(gloves.trust, masks, eaches=100)
    buy(masks_item, [(date(2025, m, 5), "50", "400") for m in range(7, 13)])
    part = gloves.start()
    [claim] = actions.claim_products(
        part, {masks: Decimal("0.06")}, by=gloves.lead, at=AT
    )
    price = Decimal("0.06")
    prices = {claim.pk: actions.Prices(price, price, None)}
    actions.set_prices(part, prices, by=gloves.lead, at=AT)
    gloves.propose()
    actions.agree(part, by=gloves.finance, at=AT)
    buy(masks_item, [(date(2026, 7, 9), "5", "31"), (date(2026, 8, 9), "5", "30")])
    gloves.buy((date(2026, 7, 6), "100", "520"), (date(2026, 8, 3), "100", "700"))
    actions.keep_savings(on=TODAY, everything=True)
    return gloves


def kept():
    names = [each.attname for each in PartSum._meta.fields if each.name != "id"]
    return sorted(PartSum.objects.values_list(*names))


def afresh():
    PartSum.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(month_queries.KEEP_SUMS.format(of_parts="true"))
    return kept()


def pounds_of(statement):
    """What a statement says of the year, by part and month."""
    for name, columns in (
        ("groups", "{columns}, stage"),
        ("columns", "participation_id, month"),
        ("of_claims", ""),
    ):
        statement = statement.replace(f"{{{name}}}", columns)
    values = {"organisations": None, "on": TODAY}
    values |= {"first": YEAR.first_month, "end": YEAR.end_month}
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def test_keep_sums_follows_lines_confirmations_and_late_lines(two_products):
    gloves = two_products
    row = PartSum.objects.get(month=JULY)
    assert (row.products, row.confirmed, row.differs) == (2, 0, True)
    assert row.is_cash_releasing == Decimal("139.00")

    seen = actions.SeenMonth(gloves.part.pk, JULY, row.is_cash_releasing, Decimal())
    actions.confirm_months([seen], by=gloves.finance, at=AT)
    row.refresh_from_db()
    assert (row.confirmed, row.differs) == (2, False)

    gloves.buy((date(2026, 7, 30), "10", "52"))
    row.refresh_from_db()
    assert row.differs
    assert row.was_cash_releasing == Decimal("139.00")
    assert kept() == afresh()


def test_lapse_leaves_no_sum(two_products):
    gloves = two_products
    actions.lapse(gloves.part, reason="OTHER", note="No", by=gloves.lead, at=AT)

    assert not PartSum.objects.exists()


@pytest.fixture
def half_confirmed(two_products):
    """Of July and August only one of the products is confirmed."""
    gloves = two_products
    for month in (JULY, AUGUST):
        for row in gloves.part.claims.first().months.filter(month=month):
            ConfirmedMonth.objects.create(
                claim_id=row.claim_id,
                organisation_id=row.organisation_id,
                product_id=row.product_id,
                month=month,
                confirmed_at=AT,
                confirmed_by=gloves.finance,
                **{name: getattr(row, name) for name in FIGURES},
            )
    keep_sums([gloves.part.pk])
    return gloves


def test_pounds_of_parts_are_those_of_their_products(half_confirmed):
    """Also in a month of which only one product is confirmed."""
    by_part = pounds_of(part_pound_queries.POUNDS)

    assert by_part == pounds_of(pound_queries.POUNDS_OF_PRODUCTS)
    assert {stage for _, month, stage, *_ in by_part if month == JULY} == {
        "AGREED",
        "REALISED",
    }


def test_trusts_and_months_say_each_pound_once(half_confirmed):
    scope = {"year": YEAR, "on": TODAY}
    lead = half_confirmed.lead

    told = figures.trusts_and_months(lead, **scope)

    plain = figures.pounds(lead, "organisation", "product", "month", **scope)
    months = Counter()
    for each in plain:
        organisation, _, month = each.key
        months[organisation, month, each.stage] += each.cash_releasing
    assert months == {
        (each.organisation, each.month, each.stage): each.cash_releasing
        for each in told
        if each.month
    }
    a_year = figures.full_year(lead, "participation", **scope)
    assert [(each.key[0], each.stage, each.cash_releasing) for each in a_year] == [
        (each.participation, each.stage, each.cash_releasing)
        for each in told
        if not each.month
    ]


def test_pounds_by_name_are_those_of_the_products_so_called(half_confirmed):
    """One product was merged into another since: it is called as that one."""
    other = product("Nitrile gloves, other name")
    half_confirmed.product.merged_into = other
    half_confirmed.product.save(update_fields=["merged_into"])
    masks = half_confirmed.part.claims.exclude(product=half_confirmed.product).get()
    ProductCategory.objects.create(product=other, category="Gloves")
    ProductCategory.objects.create(product=masks.product, category="Masks")
    names = {half_confirmed.product.pk: "Gloves", masks.product_id: "Masks"}
    scope = {"year": YEAR, "on": TODAY}

    told = figures.pounds_by_name(half_confirmed.lead, ToldBy.CATEGORY, **scope)

    plain = figures.pounds(half_confirmed.lead, "product", **scope)
    assert {(each.key, each.stage): each for each in told} == {
        (key, each.stage): each._replace(key=key)
        for each in plain
        for key in [(names[each.key[0]],)]
    }
    assert {each.stage for each in told} == {"AGREED", "REALISED"}
