"""Who gives barcode numbers: by trust and supplier, and the numbers that are none."""

from decimal import Decimal

import pytest
from django.db.models import Sum
from pytest_django.asserts import assertRedirects

from catalogue.purchases.models import Item, PurchaseLine
from procurement.suppliers.models import GtinShare, UnreadGtin
from tests.factories import make_organisation
from tests.files import rows_of
from tests.procurement.suppliers import world
from tests.procurement.suppliers.test_views import words_of
from trusts.models import AuditEvent

pytestmark = pytest.mark.django_db

HERE, UNREAD = "/coverage/gtins/", "/coverage/gtins/unreadable/"
GTIN = "09521234543213"


@pytest.fixture
def bought(amina, dilys):
    """Everybody's gloves of Kestrel have a GTIN; Osprey's have damaged ones or none."""
    world.fill()
    Item.objects.filter(supplier__name="Kestrel Medical Ltd").update(
        gtin=GTIN, gtin_key=GTIN
    )
    northgate = Item.objects.filter(
        supplier__name="Osprey", organisation=amina.organisation
    )
    northgate.filter(description__startswith="Gowns").update(gtin="5.01235E+12")
    northgate.exclude(description__startswith="Gowns").update(gtin="9521234543214")
    world.keep(everything=True)


def csv_of(client, address):
    return rows_of(client.get(address))


def names_of(response):
    rows = response.context["rows"]
    return [(row.organisation or row.supplier).name for row in rows]


def test_a_trust_sees_its_own_suppliers(sign_in, amina, bought):
    response = sign_in(amina).get(HERE)

    words = words_of(response)
    assert "£10,600 of £11,000 is on items with a valid GTIN" in words
    assert "GTINs that cannot be read2What is wrong with each" in words
    assert names_of(response) == ["Osprey", "Kestrel Medical Ltd"]
    assert "Osprey 0% £365 £365 0 of 2 2" in words
    assert "Southmere" not in words


def test_the_region_sees_its_trusts_then_one_trusts_suppliers(sign_in, rae, bought):
    client = sign_in(rae)

    by_trust = client.get(HERE)
    assert names_of(by_trust)[:2] == [
        "Northgate University Hospitals",
        "Southmere Hospitals",
    ]
    assert "By supplier instead" in words_of(by_trust)
    assert names_of(client.get(f"{HERE}?by=supplier")) == [
        "Osprey",
        "Kestrel Medical Ltd",
    ]
    southmere = words_of(client.get(f"{HERE}?trust=SMR"))
    assert "Osprey 0% £200 £200 0 of 1 0" in southmere


def test_the_sums_are_those_of_the_order_lines(bought):
    year = PurchaseLine.objects.filter(
        is_live=True, order_date__gte="2025-09-01", order_date__lt="2026-09-01"
    ).exclude(kind="G")

    for share in GtinShare.objects.exclude(organisation=None):
        lines = year.filter(
            organisation=share.organisation, item__supplier=share.supplier
        )
        valid = lines.exclude(item__gtin_key="")
        assert share.spend == lines.aggregate(all=Sum("net_value"))["all"]
        assert share.gtin_spend == (valid.aggregate(all=Sum("net_value"))["all"] or 0)
        assert share.items == lines.values("item").distinct().count()
        assert share.gtin_items == valid.values("item").distinct().count()
        assert share.missing == share.spend - share.gtin_spend
    of_trusts = GtinShare.objects.exclude(organisation=None)
    of_region = GtinShare.objects.filter(organisation=None)
    for name in ("spend", "gtin_spend", "items", "gtin_items", "unread"):
        assert (
            of_trusts.aggregate(all=Sum(name))["all"]
            == of_region.aggregate(all=Sum(name))["all"]
        )


def test_kept_again_after_a_change_of_one_trust(bought, amina):
    before = {share.pk for share in GtinShare.objects.all()}
    Item.objects.filter(organisation=amina.organisation).update(gtin="", gtin_key="")
    world.keep(everything=True)

    northgate = GtinShare.objects.filter(organisation=amina.organisation)
    assert {share.gtin_spend for share in northgate} == {Decimal(0)}
    assert not UnreadGtin.objects.exists()
    assert {share.pk for share in GtinShare.objects.all()} == before


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("", "Osprey"),
        ("sort=missing&order=asc", "Kestrel Medical Ltd"),
        ("sort=share", "Kestrel Medical Ltd"),
        ("sort=share&order=asc", "Osprey"),
        ("sort=spend", "Kestrel Medical Ltd"),
        ("sort=name", "Kestrel Medical Ltd"),
        ("sort=name&order=desc", "Osprey"),
        ("sort=nonsense&order=sideways&after=x_y", "Osprey"),
    ],
)
def test_the_table_is_sorted_by_any_column(sign_in, amina, bought, query, first):
    assert names_of(sign_in(amina).get(f"{HERE}?{query}"))[0] == first


@pytest.mark.parametrize("sort", ["missing", "share", "spend", "name"])
def test_pages_go_on_where_the_last_ended(sign_in, amina, bought, sort, monkeypatch):
    monkeypatch.setattr(
        "trusts.paging.page_of.__kwdefaults__", {"after": "", "before": "", "size": 1}
    )
    client = sign_in(amina)

    first = client.get(f"{HERE}?sort={sort}")
    older = first.context["page"].older
    second = client.get(HERE, {"sort": sort, "after": older})

    assert {*names_of(first), *names_of(second)} == {"Osprey", "Kestrel Medical Ltd"}
    assert second.context["page"].newer


def test_numbers_that_are_none_say_what_to_do(sign_in, amina, dilys, bought):
    words = words_of(sign_in(amina).get(UNREAD))

    assert "5.01235E+12 Shortened. A spreadsheet cut its last digits off." in words
    assert "Wrong check digit. The check digit of 9521234543214 is wrong" in words
    assert words.index("Shortened") < words.index("Wrong check digit")  # £300 and £65
    assert "Nothing to put right" in words_of(sign_in(dilys).get(UNREAD))
    by_text = words_of(sign_in(amina).get(f"{UNREAD}?sort=said&order=desc"))
    assert by_text.index("Wrong check digit") < by_text.index("Shortened")


def test_the_files_are_whole_and_on_the_record(sign_in, amina, rae, bought):
    own = csv_of(sign_in(amina), f"{HERE}export/?sort=spend")
    assert [row["Supplier"] for row in own] == ["Kestrel Medical Ltd", "Osprey"]
    assert own[1]["Without (pounds)"] == "365"
    assert {row["Trust code"] for row in own} == {amina.organisation.code}
    assert len(csv_of(sign_in(rae), f"{HERE}export/")) == 5
    assert len(csv_of(sign_in(rae), f"{HERE}export/?by=supplier")) == 2

    unread = csv_of(sign_in(amina), f"{UNREAD}export/")
    assert [row["Problem"] for row in unread] == ["Shortened", "Wrong check digit"]
    assert AuditEvent.objects.filter(action="file_exported").count() == 4


def test_a_trust_cannot_ask_for_another(sign_in, amina, bought):
    make_organisation("SMR")

    response = sign_in(amina).get(f"{HERE}?trust=SMR&by=trust")

    assert "Southmere" not in words_of(response)
    assert "£11,000" in words_of(response)


def test_without_price_rights_nobody_comes_in(sign_in, carys, bought):
    for address in (HERE, UNREAD, f"{HERE}export/", f"{UNREAD}export/"):
        assert sign_in(carys).get(address).status_code == 403


def test_before_anything_is_kept_the_page_says_so(sign_in, amina):
    assert "Nothing to show yet" in words_of(sign_in(amina).get(HERE))
    assertRedirects(sign_in(amina).get(f"{HERE}export/"), HERE)
    assert "Nothing to put right" in words_of(sign_in(amina).get(UNREAD))


@pytest.mark.parametrize("address", [HERE, f"{HERE}?by=supplier", UNREAD])
def test_a_page_takes_few_queries(
    sign_in, rae, bought, address, django_assert_max_num_queries
):
    client = sign_in(rae)
    client.get(address)

    with django_assert_max_num_queries(13):
        client.get(address)
