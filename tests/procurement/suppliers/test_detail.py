"""The page of one supplier: own figures, everybody's, other names, its gaps."""

import pytest

from catalogue.products.models import Manufacturer, ManufacturerName
from procurement.suppliers.models import SupplierGaps
from tests.factories import make_organisation
from tests.procurement.suppliers import world
from tests.procurement.suppliers.pages import csv_of, words_of
from trusts.models import AuditEvent

pytestmark = pytest.mark.django_db


def test_supplier_detail_shows_the_trust_its_own_figures(sign_in, amina, kestrel):
    words = words_of(sign_in(amina).get(f"/suppliers/{kestrel.pk}/"))

    assert "£10,600" in words
    assert "Bought from 2 suppliers, most from this one" in words
    assert "6.50p 5.20p" in words
    assert "KESTREL MEDICAL Southmere" in words
    assert "£5,200" not in words
    assert "Spend by trust" not in words


def test_supplier_detail_shows_the_region_every_trust_and_their_sum(
    sign_in, rae, kestrel
):
    response = sign_in(rae).get(f"/suppliers/{kestrel.pk}/")

    words = words_of(response)
    bars = response.context["by_trust"]
    assert bars[0].label.code == "NGT"
    assert bars[0].length == 100
    assert sum(bar.amount for bar in bars) == response.context["spent"].spend
    assert "Southmere Hospitals £5,200.00" in words
    assert "£1,950 at 1 trust" in words


def test_the_months_of_the_year_add_up_to_the_spend(sign_in, amina, kestrel):
    context = sign_in(amina).get(f"/suppliers/{kestrel.pk}/").context

    assert len(context["months"]) == 24
    in_year = sum(bar.amount for bar in context["months"][-12:])
    products = sum(row.spend for row in context["product_rows"])
    assert in_year == context["spent"].spend == products + context["unmatched"]


def test_supplier_detail_says_whether_a_manufacturer_goes_by_the_name(
    sign_in, amina, gap
):
    client = sign_in(amina)
    kestrel = world.supplier("Kestrel")
    maker = Manufacturer.objects.get(name="Kestrel")
    ManufacturerName.objects.get_or_create(name_key="KESTREL", manufacturer=maker)

    osprey = world.supplier("Osprey")
    assert "A manufacturer goes by this name" in words_of(
        client.get(f"/suppliers/{kestrel.pk}/")
    )
    words = words_of(client.get(f"/suppliers/{osprey.pk}/"))
    assert "probably distributes what others make" in words
    assert "Kestrel £65 1" in words


def test_supplier_detail_names_others_that_may_be_the_same(sign_in, cora, kestrel):
    for name in ("Kestrel", "Kestrel Medical Distribution", "Kestrels", "Medical"):
        world.supplier(name)

    page = sign_in(cora).get(f"/suppliers/{kestrel.pk}/")

    names = [each.name for each in page.context["similar"]]
    assert names == ["Kestrel", "Kestrel Medical Distribution"]
    assert "They may be the same company." in words_of(page)


def test_supplier_detail_of_one_the_trust_does_not_buy_from(sign_in, amina, gap):
    heron = world.supplier("Heron")
    world.buy(make_organisation("EWD"), gap.product, heron, "40.00")
    world.keep()

    words = words_of(sign_in(amina).get(f"/suppliers/{heron.pk}/"))

    assert "None of your order lines names this supplier." in words
    assert "40" not in words


def test_gaps_of_a_supplier_as_a_file_are_those_of_its_sum(sign_in, rae, kestrel):
    client = sign_in(rae)
    rows = csv_of(client, f"/suppliers/{kestrel.pk}/gaps/export/")

    assert [row["Gap a year (pounds)"] for row in rows] == ["1950"]
    [sums] = SupplierGaps.objects.filter(supplier=kestrel, organisation=None)
    assert sums.gap_value == 1950
    [event] = AuditEvent.objects.filter(action="file_exported")
    assert event.target == f"Price gaps at supplier {kestrel.pk}, Kestrel Medical Ltd"
