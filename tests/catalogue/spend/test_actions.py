"""Spend is kept of what changed, by whomever; nothing is lost and nothing is wide."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from catalogue.products.models import Supplier
from catalogue.purchases.models import PurchaseLine
from catalogue.spend import queries
from catalogue.spend.actions import is_behind, keep_spend
from catalogue.spend.models import SpendDay, SpendMonth
from tests import region
from tests.catalogue.spend import oracle

pytestmark = pytest.mark.django_db

DAY = date(2026, 9, 30)


@pytest.fixture
def gloves():
    return region.item(region.trust("NGT"), region.product("Gloves"), eaches=100)


@pytest.fixture
def gowns():
    return region.item(region.trust("NGT"), region.product("Gowns"), eaches=None)


def test_keep_spend_sums_by_month_supplier_and_day(gloves, gowns):
    gloves.supplier = Supplier.objects.create(name="Ashdene", name_key="ASHDENE")
    gloves.save(update_fields=["supplier"])
    region.buy(gloves, [(DAY, 10, "65.00"), (DAY, -2, "-13.00")])
    region.buy(gloves, [(date(2026, 8, 1), 1, "6.50")])
    region.buy(gowns, [(date(2026, 9, 1), 1, "30.00")])

    assert keep_spend()

    rows = SpendMonth.objects.order_by("month", "supplier__name").values_list(
        "month", "supplier__name", "lines", "net_value", "comparable_value",
        "last_order_on",
    )  # fmt: skip
    august, september = date(2026, 8, 1), date(2026, 9, 1)
    assert list(rows) == [
        (august, "Ashdene", 1, Decimal("6.50"), Decimal("6.50"), august),
        (september, "Ashdene", 2, Decimal("52.00"), Decimal("52.00"), DAY),
        (september, None, 1, Decimal("30.00"), 0, september),
    ]
    assert SpendDay.objects.get(day=DAY).lines == 2


def test_carriage_is_not_counted(gloves):
    region.buy(gloves, [(DAY, 1, "5.00")])
    PurchaseLine.objects.update(kind="G")

    keep_spend()

    assert oracle.as_kept() == ({}, {})


def test_what_a_match_changes_is_summed_again(gloves, gowns):
    region.buy(gloves, [(DAY, 1, "5.00"), (DAY - timedelta(days=700), 1, "7.00")])
    region.buy(gowns, [(DAY, 1, "30.00")])
    keep_spend()

    gloves.match.pack_status, gloves.match.eaches = "unknown", None
    gloves.match.save()
    gowns.match.delete()

    assert keep_spend()
    assert oracle.as_kept() == oracle.by_month_and_by_day()
    assert set(SpendMonth.objects.values_list("comparable_value", flat=True)) == {0}


def test_another_supplier_of_an_item_takes_its_spend_along(gloves):
    region.buy(gloves, [(DAY, 1, "5.00")])
    keep_spend()

    gloves.supplier = Supplier.objects.create(name="Ashdene", name_key="ASHDENE")
    gloves.save(update_fields=["supplier"])

    assert keep_spend()
    assert SpendMonth.objects.get().supplier == gloves.supplier


def test_what_makes_no_difference_touches_nothing(gloves):
    region.buy(gloves, [(DAY, 1, "5.00")])
    keep_spend()

    gloves.match.eaches = 50
    gloves.match.save()
    gloves.is_live = False
    gloves.save(update_fields=["is_live"])

    assert not is_behind()
    assert not keep_spend()


def test_only_touched_months_of_their_own_trust_are_read(gloves):
    other = region.item(region.trust("SMR"), region.product("Gloves"))
    for item in (gloves, other):
        region.buy(item, [(DAY, 1, "5.00"), (date(2026, 3, 1), 1, "5.00")])
    keep_spend()
    SpendMonth.objects.update(lines=99)

    region.buy(gloves, [(DAY, 1, "5.00")])
    keep_spend()

    summed = SpendMonth.objects.exclude(lines=99)
    assert [(row.organisation.code, row.month, row.lines) for row in summed] == [
        ("NGT", date(2026, 9, 1), 2)
    ]


@pytest.mark.parametrize("name", ["MOST_MONTHS", "MOST_MOVED"])
def test_much_at_once_gives_the_same(gloves, gowns, name, monkeypatch):
    monkeypatch.setattr(queries, name, 0)
    region.buy(gloves, [(DAY, 1, "5.00"), (date(2026, 3, 1), 1, "5.00")])
    keep_spend()
    region.buy(gowns, [(date(2026, 5, 1), 1, "30.00")])
    gloves.match.delete()

    keep_spend()

    assert oracle.as_kept() == oracle.by_month_and_by_day()


def test_nothing_touched_costs_two_looks(django_assert_num_queries):
    with django_assert_num_queries(4):  # two of them begin and end the transaction
        assert not keep_spend()
