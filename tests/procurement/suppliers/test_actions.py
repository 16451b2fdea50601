"""Keeping suppliers' figures: what counts where, and only what changed."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest

from catalogue.matching.models import Match
from catalogue.purchases.models import Import, PurchaseLine
from catalogue.spend.actions import is_behind, keep_spend
from procurement.gaps.actions import refresh_gaps
from procurement.gaps.models import Gap
from procurement.suppliers.actions import catch_up
from procurement.suppliers.models import (
    GapSupplier,
    Kept,
    SupplierGaps,
    SupplierName,
    SupplierProduct,
    SupplierSpend,
)
from tests import region
from tests.factories import make_organisation
from tests.procurement.suppliers import world

pytestmark = pytest.mark.django_db

FIRST, UNTIL = date(2025, 9, 1), date(2026, 9, 1)


def spends():
    """Pounds by place and supplier; the region's under no place."""
    rows = SupplierSpend.objects.values_list(
        "organisation__code", "supplier__name", "spend"
    )
    return {(code, name): spend for code, name, spend in rows}


def spends_by_the_plain_rule():
    sums = defaultdict(Decimal)
    lines = PurchaseLine.objects.filter(is_live=True).exclude(kind="G")
    for line in lines.select_related("organisation", "item__supplier"):
        if line.item.supplier:
            in_year = FIRST <= line.order_date < UNTIL
            for code in (line.organisation.code, None):
                value = line.net_value if in_year else 0
                sums[code, line.item.supplier.name] += value
    return sums


def everything_kept():
    return [
        sorted(model.objects.values_list(*fields), key=str)
        for model, fields in (
            (SupplierSpend, ("organisation", "supplier", "spend", "lines")),
            (SupplierProduct, ("organisation", "supplier", "product", "spend")),
            (SupplierGaps, ("organisation", "supplier", "gaps", "gap_value")),
            (SupplierName, ("organisation", "supplier", "name")),
            (GapSupplier, ("gap", "supplier", "suppliers")),
        )
    ]


def test_keep_suppliers_sums_full_months_by_trust_and_for_the_region():
    world.fill()
    early = world.supplier("Osprey")
    world.buy(make_organisation(), region.product("Masks"), early, "7", on=UNTIL)
    world.buy(
        make_organisation(), region.product("Masks"), early, "9", on=date(2025, 8, 31)
    )
    world.keep()

    assert spends() == spends_by_the_plain_rule()
    assert spends()["NGT", "Osprey"] == 365
    assert spends()[None, "Osprey"] == 565


def test_a_gap_counts_once_under_the_supplier_most_was_spent_with():
    gap = world.fill()

    counted = GapSupplier.objects.get(gap=gap)
    assert (counted.supplier.name, counted.suppliers) == ("Kestrel Medical Ltd", 2)
    listed = sum(Gap.objects.listed().values_list("gap_value", flat=True))
    for places in ({"organisation": None}, {"organisation__isnull": False}):
        sums = SupplierGaps.objects.filter(**places)
        assert sum(sums.values_list("gap_value", flat=True)) == listed == 1950


def test_a_gap_follows_the_spend_to_another_supplier():
    gap = world.fill()
    world.buy(gap.organisation, gap.product, world.supplier("Osprey"), "99999")
    world.keep()

    assert GapSupplier.objects.get(gap=gap).supplier.name == "Osprey"


def test_a_gap_that_is_gone_counts_nowhere():
    gap = world.fill()
    Gap.objects.filter(pk=gap.pk).update(state="GONE")

    world.keep()

    assert not GapSupplier.objects.exists()
    assert set(SupplierGaps.objects.values_list("gap_value", flat=True)) == {0}


def test_what_changed_alone_comes_to_the_same_as_everything_afresh():
    gap = world.fill()
    eastwood = make_organisation("EWD")
    world.buy(eastwood, gap.product, world.supplier("Heron"), "40.00")
    moved = Match.objects.filter(organisation=gap.organisation).order_by("pk").last()
    moved.product = region.product("Aprons")
    moved.save(update_fields=["product"])
    PurchaseLine.objects.filter(item__supplier__name="Osprey").filter(
        organisation__code="SMR"
    ).update(is_live=False)
    world.keep()
    kept = everything_kept()

    world.keep(everything=True)

    assert everything_kept() == kept
    assert ("EWD", "Heron") in spends()
    assert SupplierProduct.objects.filter(product__description="Aprons").exists()


def test_catch_up_works_when_spend_or_gaps_changed_and_not_otherwise():
    gap = world.fill()
    assert not catch_up(at=region.AT)

    world.buy(gap.organisation, gap.product, world.supplier("Osprey"), "12")
    another = Import.objects.filter(organisation=gap.organisation).first()
    another.pk = None
    another.save()
    assert is_behind()
    assert not catch_up(at=region.AT)
    keep_spend()
    assert catch_up(at=region.AT)
    assert not catch_up(at=region.AT)
    assert spends()["NGT", "Osprey"] == 377

    refresh_gaps(on=world.DAY, at=region.AT)
    assert catch_up(at=region.AT)

    refresh_gaps(on=date(2026, 10, 1), at=region.AT)
    assert catch_up(at=region.AT)
    assert Kept.objects.get().first_month == date(2025, 10, 1)


def test_catch_up_waits_until_prices_were_compared():
    assert not catch_up(at=region.AT)
    assert not Kept.objects.exists()


def test_rows_that_stay_as_they_are_keep_their_place_in_a_list():
    world.fill()
    before = list(SupplierSpend.objects.order_by("pk").values_list("pk", "supplier"))

    world.keep(everything=True)

    assert (
        list(SupplierSpend.objects.order_by("pk").values_list("pk", "supplier"))
        == before
    )
