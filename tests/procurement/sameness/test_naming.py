"""Names that are probably one company's: which are offered, and which never."""

from decimal import Decimal

import pytest

from catalogue.matching.actions import merge, say_different
from catalogue.products.models import Kind, Manufacturer, Supplier
from procurement.gaps.actions import catch_up as gaps_catch_up
from procurement.sameness import naming
from procurement.sameness.naming import alike, like
from procurement.suppliers.actions import catch_up
from procurement.suppliers.models import SupplierSpend
from tests.procurement.sameness import world
from tests.procurement.sameness.world import AT
from tests.procurement.suppliers.world import supplier

pytestmark = pytest.mark.django_db


def spend(row, pounds):
    SupplierSpend.objects.create(
        supplier=row, spend=pounds, comparable=0, lines=1, last_order_on=world.DAY
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("000032 HARBROOK LIMITED", "Harbrook (UK) Ltd"),
        ("Harbrook & Sons", "HARBROOK AND SONS LTD."),
        ("Harbrook A/S", "Harbrook"),
        ("The Harbrook Company", "HARBROOK CO"),
    ],
)
def test_legal_forms_and_ledger_numbers_are_no_difference(one, other):
    assert supplier(one) == supplier(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harbrook", "Harbrook Medical Ltd"),
        ("Harbrook Healthcare", "Harbrook Medical (UK) Limited"),
        ("Har Brook", "Harbrook"),
        ("Harbrook Devices", "Harbrok Devices"),
        ("Härbrook Devices", "Harbrook Devices"),
        ("Harbrook Surgical Europe", "Harbrook"),
        ("Harbrook Wound Care Leeds", "Harbrook Wound Care"),
    ],
)
def test_these_are_offered(one, other):
    pair = {supplier(one), supplier(other)}

    [found] = alike(Kind.SUPPLIER).pairs

    assert {found.one, found.other} == pair
    assert found.reason
    assert {each.other for each in like(Kind.SUPPLIER, found.one.pk)} < pair


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harbrook Gloves", "Harbrook Dressings"),
        ("Harbrook", "Ellerby"),
        ("Unit 4 Systems", "Unit 5 Systems"),
        ("Medical Supplies Leeds", "Surgical Supplies Leeds"),
    ],
)
def test_these_are_not(one, other):
    supplier(one), supplier(other)

    assert not alike(Kind.SUPPLIER).pairs


def test_pairs_come_by_what_is_spent_and_each_once_over_the_pages(monkeypatch):
    monkeypatch.setattr(naming, "MOST_PAIRS", 4)
    monkeypatch.setattr(naming, "LOOKED_AT", 7)
    for number in range(12):
        name = f"Firm{chr(97 + number) * 9}"
        spend(supplier(name), Decimal(1000 + number))
        supplier(f"{name} Medical")
    names, seen = alike(Kind.SUPPLIER), []

    for _ in range(30):
        seen += names.pairs
        if not names.older:
            break
        names = alike(Kind.SUPPLIER, after=names.older)

    assert [pair.spend for pair in seen] == [1011 - n for n in range(12)]
    assert alike(Kind.SUPPLIER, after="rubbish_x").pairs[0].spend == 1011


def test_what_was_answered_is_not_offered_again():
    one, other = supplier("Harbrook"), supplier("Harbrook Medical")
    third = supplier("Harbrook Medical Leeds")
    assert len(alike(Kind.SUPPLIER).pairs) == 3

    said = {"kind": Kind.SUPPLIER, "by": None, "at": AT}
    merge(from_id=one.pk, into_id=other.pk, **said)
    assert len(alike(Kind.SUPPLIER).pairs) == 1
    say_different(one_id=one.pk, other_id=third.pk, **said)

    assert not alike(Kind.SUPPLIER).pairs


def test_manufacturers_are_offered_too():
    for name in ("HARBROOK", "HARBROOK MEDICAL"):
        Manufacturer.objects.create(name=name.title(), name_key=name)

    [pair] = alike(Kind.MANUFACTURER).pairs

    assert pair.reason == "One name goes on where the other ends."


def test_suppliers_figures_follow_a_merge_by_themselves():
    world.fill()
    catch_up(at=AT)
    short, long = Supplier.objects.filter(name__startswith="Ashdene").order_by("name")
    before = {
        row.supplier: row.spend
        for row in SupplierSpend.objects.filter(organisation=None)
    }

    merge(kind=Kind.SUPPLIER, from_id=short.pk, into_id=long.pk, by=None, at=AT)
    assert not catch_up(at=AT)  # items are not moved yet
    gaps_catch_up(on=world.DAY, at=AT)
    assert catch_up(at=AT)

    [row] = SupplierSpend.objects.filter(organisation=None, supplier__in=[short, long])
    assert (row.supplier, row.spend) == (long, before[short] + before[long])
