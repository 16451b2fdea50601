"""The list of suppliers: who sees what, and that every figure is the kept one."""

import pytest
from pytest_django.asserts import assertRedirects

from procurement.suppliers.models import SupplierSpend
from tests import region
from tests.factories import make_organisation
from tests.procurement.suppliers import world
from tests.procurement.suppliers.pages import csv_of, names_of, words_of

pytestmark = pytest.mark.django_db


def test_supplier_list_says_what_the_trust_spent_and_may_raise(sign_in, amina, gap):
    response = sign_in(amina).get("/suppliers/")

    words = words_of(response)
    assert "You spent £11,000 with 2 suppliers from September 2025 to" in words
    assert "1 price gap worth £1,950 a year can be raised with them." in words
    assert names_of(response) == ["Kestrel Medical Ltd", "Osprey"]
    for figure in ("£1,950", "£10,600", "1 August 2026", "KESTREL MEDICAL"):
        assert figure in words


def test_supplier_list_of_a_trust_is_of_its_own_money_only(sign_in, dilys, gap):
    words = words_of(sign_in(dilys).get("/suppliers/"))

    assert "You spent £5,400 with 2 suppliers" in words
    assert "10,600" not in words


def test_supplier_list_of_the_region_is_the_sum_of_its_trusts(sign_in, rae, gap):
    response = sign_in(rae).get("/suppliers/?sort=spend")

    of_trusts = SupplierSpend.objects.exclude(organisation=None)
    total = sum(of_trusts.values_list("spend", flat=True))
    assert response.context["sums"].spend == total
    assert [row.trusts for row in response.context["rows"]] == [5, 2]


def test_supplier_list_says_what_names_no_supplier(sign_in, amina, gap):
    item = world.buy(gap.organisation, gap.product, world.supplier("Heron"), "123.00")
    item.supplier, item.supplier_name = None, ""
    item.save(update_fields=["supplier", "supplier_name"])
    world.keep(everything=True)

    words = words_of(sign_in(amina).get("/suppliers/"))

    assert "A further £123 stands on order lines that name no supplier." in words


def test_a_steward_sees_spend_and_nothing_of_gaps(sign_in, stella, gap):
    client = sign_in(stella)

    words = words_of(client.get("/suppliers/?sort=gaps"))
    assert "£18,000" in words
    assert "1,950" not in words
    assert "gap" not in words.lower()
    assert not [name for name in csv_of(client)[0] if "Gap" in name]
    osprey = world.supplier("Osprey")
    assert "gap" not in words_of(client.get(f"/suppliers/{osprey.pk}/")).lower()


@pytest.mark.parametrize("query", ["", "?sort=spend", "?sort=gaps&order=asc"])
def test_a_council_officer_sees_names_in_alphabetical_order(sign_in, cora, gap, query):
    client = sign_in(cora)
    response = client.get(f"/suppliers/{query}")

    assert names_of(response) == ["Kestrel Medical Ltd", "Osprey"]
    words = words_of(response)
    assert "£" not in words
    assert "EC-GLOVES" in words
    assert "Trusts" not in words
    [first, _] = csv_of(client, f"/suppliers/export/{query}")
    assert set(first) == {"Supplier", "Other spellings", "Categories"}


def test_a_council_officer_sees_no_money_and_no_trust_of_a_supplier(
    sign_in, cora, kestrel
):
    words = words_of(sign_in(cora).get(f"/suppliers/{kestrel.pk}/"))

    assert "KESTREL MEDICAL" in words
    for hidden in ("£", "Northgate", "Southmere", "Nitrile", "order line with"):
        assert hidden not in words.replace("no order line with it", "")
    address = f"/suppliers/{kestrel.pk}/gaps/export/"
    assert sign_in(cora).get(address).status_code == 403


@pytest.mark.parametrize("text", ["kestrel", "KESTRAL", "kestrel medcal", "medical"])
def test_search_forgives_typing_errors_and_knows_every_spelling(
    sign_in, amina, gap, text
):
    response = sign_in(amina).get("/suppliers/", {"search": text})

    assert names_of(response) == ["Kestrel Medical Ltd"]


def test_search_finds_suppliers_of_others_by_name_alone(sign_in, amina, gap):
    eastwood = make_organisation("EWD")
    world.buy(eastwood, gap.product, world.supplier("Heron"), "40.00")
    world.keep()
    client = sign_in(amina)

    own = words_of(client.get("/suppliers/?search=heron"))
    everybodys = client.get("/suppliers/?search=heron&show=all")

    assert "You buy from no supplier called that" in own
    assert names_of(everybodys) == ["Heron"]
    assert "£" not in words_of(everybodys)


@pytest.mark.parametrize("who", ["amina", "rae", "cora"])
@pytest.mark.parametrize(
    "query", ["", "?sort=spend&order=asc", "?sort=name", "?show=all"]
)
def test_the_file_is_all_pages_of_the_list_in_order(sign_in, request, gap, who, query):
    for number in range(60):
        seller = world.supplier(f"Seller {chr(97 + number % 26)}{number}")
        world.buy(gap.organisation, gap.product, seller, "5.00")
    world.keep()
    client = sign_in(request.getfixturevalue(who))
    first = client.get(f"/suppliers/{query}")
    sign = "&" if query else "?"
    after = first.context["page"].older

    second = client.get(f"/suppliers/{query}{sign}after={after}")

    listed = names_of(first) + names_of(second)
    assert [
        row["Supplier"] for row in csv_of(client, f"/suppliers/export/{query}")
    ] == (listed)
    assert len(listed) == len(set(listed)) == 62


@pytest.mark.parametrize("query", ["?after=rubbish", "?sort=name&after=%00_1"])
def test_a_cursor_that_says_nothing_starts_at_the_beginning(sign_in, amina, gap, query):
    assert len(names_of(sign_in(amina).get(f"/suppliers/{query}"))) == 2


def test_text_from_a_file_is_never_markup_or_formula(sign_in, amina, gap):
    hostile = world.supplier("=cmd|'/c calc'!A0<script>alert(1)</script>")
    world.buy(gap.organisation, gap.product, hostile, "1.00")
    world.keep()
    client = sign_in(amina)

    for address in ("/suppliers/", f"/suppliers/{hostile.pk}/"):
        assert b"<script>alert" not in client.get(address).content
    assert [r for r in csv_of(client) if r["Supplier"].startswith("'=cmd")]


def test_supplier_list_says_when_there_is_nothing_yet(sign_in, amina, cora):
    for member in (amina, cora):
        assert "No suppliers yet" in words_of(sign_in(member).get("/suppliers/"))
    assertRedirects(sign_in(amina).get("/suppliers/export/"), "/suppliers/")


def test_pages_need_few_queries_however_many_rows(
    sign_in, amina, rae, gap, django_assert_max_num_queries
):
    kestrel = world.supplier("Kestrel Medical Ltd")
    for number in range(60):
        seller = world.supplier(f"Seller {number}")
        world.buy(gap.organisation, region.product(f"P{number}"), seller, "5.00")
        world.buy(gap.organisation, region.product(f"P{number}"), kestrel, "5.00")
    world.keep()

    for member in (amina, rae):
        client = sign_in(member)
        for address in ("/suppliers/", "/suppliers/?sort=name&search=seller"):
            with django_assert_max_num_queries(15):
                assert len(client.get(address).context["rows"]) == 50
        with django_assert_max_num_queries(17):
            page = client.get(f"/suppliers/{kestrel.pk}/")
        assert len(page.context["product_rows"]) == 20
