"""The list of gaps when there are many: filters, orders, pages, and the same as CSV."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from catalogue.products.models import Manufacturer, NationalCode, Pack, Supplier
from tests import files, region
from tests.procurement.gaps import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(sign_in, amina):
    return sign_in(amina)


@pytest.fixture
def gaps(amina, southmere):
    return world.make_gaps(amina.organisation, 120)


def rows_of(client, address):
    """The products listed, page after page by its own links."""
    names = []
    while address:
        response = client.get(address)
        page = response.context["page"]
        names += [gap.product.description for gap in page.rows]
        link = response.context.get("page").older
        address = link and _next_address(response)
    return names


def _next_address(response):
    content = response.content.decode()
    tag = content[: content.index("More gaps")].rpartition('href="')[2]
    return "/gaps/" + tag.partition('"')[0].replace("&amp;", "&")


def csv_of(client, query=""):
    return files.rows_of(client.get(f"/gaps/export/{query}"))


@pytest.mark.parametrize(
    "query",
    ["", "?sort=value&order=asc", "?sort=percent", "?sort=price&order=asc",
     "?sort=trusts", "?sort=trusts&order=asc", "?sort=age", "?sort=age&order=asc",
     "?least_value=50000", "?state=FOUND_AGAIN&sort=age", "?least_trusts=5"],
)  # fmt: skip
def test_the_file_is_all_pages_of_the_list_in_order(client, gaps, query):
    listed = rows_of(client, f"/gaps/{query}")

    assert [row["Product"] for row in csv_of(client, query)] == listed
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 120),
        ("?least_value=100000", 21),
        ("?least_value=1e5", 21),
        ("?least_trusts=6", 24),
        ("?state=FOUND", 80),
        ("?state=FOUND_AGAIN", 40),
        ("?search=product+119", 1),
        ("?search=PRODUCT", 120),
        ("?search=nothing", 0),
        ("?supplier=nobody", 0),
        ("?sort=rubbish&order=sideways", 120),
        ("?after=rubbish", 120),
    ],
)
def test_filters_narrow_the_list(client, gaps, query, count):
    assert len(rows_of(client, f"/gaps/{query}")) == count


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?least_value=much", "Give an amount in pounds, such as 500."),
        ("?least_trusts=2.5", "Give a whole number of trusts, such as 3."),
        ("?least_value=-1", "greater than or equal to 0"),
        ("?state=LOST", "not one of the available choices"),
        ("?search=%00", "Null characters"),
        ("?search=" + "x" * 201, "at most 200 characters"),
    ],
)
def test_a_filter_that_cannot_be_read_says_so_and_keeps_what_was_typed(
    client, gaps, query, words
):
    response = client.get(f"/gaps/{query}")

    assert words in response.content.decode()
    assert "There is a problem" in response.content.decode()
    assert words in client.get(f"/gaps/export/{query}", follow=True).content.decode()


def test_ages_sort_by_what_is_shown(client, gaps):
    [oldest] = client.get("/gaps/?sort=age").context["page"].rows[:1]
    [newest] = client.get("/gaps/?sort=age&order=asc").context["page"].rows[:1]

    assert (oldest.lowest_last_order_on.day, newest.lowest_last_order_on.day) == (1, 28)


@pytest.mark.parametrize(
    "text",
    ["kestrel", "catheter silicone", "KG 44.17/M", "kg4417m", "5012345678900",
     "05012345678900", "fth123", "FTH 123", "loc-77", "LOC-77", "09521000000018"],
)  # fmt: skip
def test_search_finds_words_and_codes(client, gaps, amina, text):
    product = gaps[7].product
    product.description = "Foley catheter 14 Ch silicone"
    product.manufacturer = Manufacturer.objects.create(name="Kestrel", name_key="K")
    product.save(update_fields=["description", "manufacturer"])
    item = region.item(amina.organisation, product)
    item.local_code, item.part_key, item.gtin_key = (
        "LOC-77",
        "KG4417M",
        "09521000000018",
    )
    item.save(update_fields=["local_code", "part_key", "gtin_key"])
    Pack.objects.create(product=product, unit="BX", gtin="05012345678900", eaches=10)
    NationalCode.objects.create(npc="FTH123", product=product)

    assert rows_of_search(client, text) == ["Foley catheter 14 Ch silicone"]


def rows_of_search(client, text):
    rows = client.get("/gaps/", {"search": text}).context["page"].rows
    return [gap.product.description for gap in rows]


def test_search_does_not_reveal_local_codes_of_another_trust(client, gaps, southmere):
    item = region.item(southmere, gaps[7].product)
    item.local_code = "SECRET-1"
    item.save(update_fields=["local_code"])

    assert rows_of_search(client, "SECRET-1") == []


def test_supplier_is_whom_the_trust_itself_buys_from(client, gaps, amina, southmere):
    supplier = Supplier.objects.create(name="Broadmere Medical", name_key="B")
    for organisation, number in ((amina.organisation, 7), (southmere, 8)):
        item = region.item(organisation, gaps[number].product)
        item.supplier = supplier
        item.save(update_fields=["supplier"])

    assert rows_of(client, "/gaps/?supplier=medical broad") == ["Product 7"]


def test_the_file_is_exact_and_no_cell_is_a_formula(client, gaps):
    product = gaps[119].product
    product.description = "=cmd|' /C calc'!A0"
    product.save(update_fields=["description"])

    first = csv_of(client)[0]

    assert first["Product"] == "'=cmd|' /C calc'!A0"
    assert first["Gap a year (pounds)"] == "120000"
    assert first["Paid each (pounds)"] == "121"
    assert first["Lowest price paid by"] == "Southmere Hospitals"
    assert first["As at"] == "2026-09-30"


def test_htmx_gets_the_table_alone(client, gaps):
    whole = client.get("/gaps/?least_value=100000")
    part = client.get("/gaps/?least_value=100000", headers={"HX-Request": "true"})

    assert b"<html" in whole.content
    assert b"<html" not in part.content
    assert b"21 gaps match" in part.content
    assert "HX-Request" in part["Vary"]


def test_the_ten_largest_are_summed_above_the_list(client, gaps):
    response = client.get("/gaps/?sort=value&order=asc")

    largest = sorted((gap.gap_value for gap in gaps), reverse=True)[:10]
    assert response.context["largest"] == sum(largest)
    assert "The 10 largest make £1.2m of it." in response.content.decode()


def test_filters_can_be_cleared_where_they_narrow_the_list(client, gaps):
    assert b"Clear the filters" in client.get("/gaps/?least_trusts=3").content
    assert b"Clear the filters" not in client.get("/gaps/?sort=age").content


def test_an_order_is_chosen_in_the_form_too(client, gaps):
    form = client.get("/gaps/?sort=age").context["filters"]

    assert '<option value="age" selected>' in str(form["sort"])


def test_the_workbook_holds_what_the_file_holds(client, gaps):
    query = "?least_value=50000&sort=percent"

    answer = client.get(f"/gaps/export/{query}&format=xlsx")

    book = load_workbook(BytesIO(answer.content), read_only=True)
    headings, *rows = book["Price gaps"].iter_rows(values_only=True)
    in_csv = csv_of(client, query)
    assert list(headings) == list(in_csv[0])
    assert [row[3] for row in rows] == [row["Product"] for row in in_csv]
    assert [f"{row[6]:g}" for row in rows] == [
        f"{float(row['Gap a year (pounds)']):g}" for row in in_csv
    ]
    said = dict(book["About"].iter_rows(min_row=2, values_only=True))
    assert "Worth at least, £ a year: 50000" in said["Narrowed to"]
    assert "Lowest qualifying price" in said
