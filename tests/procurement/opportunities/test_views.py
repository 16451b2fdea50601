"""The page of opportunities: whose rows, what they lead to, how many queries."""

import csv
import io
from decimal import Decimal

import pytest
from django.urls import reverse

from procurement.gaps.forms import NOT_CLASSIFIED
from procurement.opportunities.models import By, Opportunity
from procurement.suppliers.models import ProductCategory
from tests.factories import make_organisation
from tests.procurement.opportunities import world

pytestmark = pytest.mark.django_db

PAGE = "/opportunities/"


def text_of(answer):
    return b"".join(answer.streaming_content).decode("utf-8-sig")


def test_opportunity_list_leads_to_exactly_the_gaps_that_a_row_counts(rae, sign_in):
    world.fill()
    client = sign_in(rae)

    for by, address in (("category", "?category="), ("supplier", "?under=")):
        page = client.get(PAGE, {"by": by})
        row = next(row for row in page.context["rows"] if row.figures.gaps)
        assert address in row.gaps_url
        gaps = client.get(row.gaps_url).context
        assert gaps["shown"].value == row.figures.gap_value == Decimal("1950.00")


def test_opportunity_list_of_a_product_without_a_category_leads_to_its_gaps(
    rae, sign_in
):
    world.fill()
    ProductCategory.objects.all().delete()
    world.keep()

    page = sign_in(rae).get(reverse("gap_list"), {"category": NOT_CLASSIFIED})

    assert page.context["shown"].gaps == 1


def test_opportunity_list_shows_a_trust_its_own_rows_only(amina, rae, sign_in):
    world.fill()
    southmere = make_organisation("SMR")
    Opportunity.objects.filter(organisation=southmere).update(gaps=3, gap_value=77_777)

    own = sign_in(amina).get(PAGE, {"trust": southmere.code})
    region = sign_in(rae).get(PAGE, {"trust": southmere.code})

    assert own.context["place"] == amina.organisation
    assert "77,8" not in own.content.decode()
    assert {row.figures.organisation_id for row in own.context["rows"]} == {
        amina.organisation_id
    }
    assert region.context["place"] == southmere
    assert "£77,8" in region.content.decode()


def test_opportunity_list_narrows_and_sorts_as_asked(rae, sign_in):
    world.fill()
    client = sign_in(rae)

    def names(**asked):
        page = client.get(PAGE, {"by": "supplier"} | asked)
        return [row.name for row in page.context["rows"]]

    assert names() == ["Kestrel Medical Ltd", "Osprey"]
    assert names(sort="spend", order="asc") == ["Osprey", "Kestrel Medical Ltd"]
    assert names(sort="name", order="desc") == ["Osprey", "Kestrel Medical Ltd"]
    assert names(search="ospr") == ["Osprey"]
    assert names(least_trusts="1") == ["Kestrel Medical Ltd"]
    assert names(sort="nonsense", order="sideways")
    mistaken = client.get(PAGE, {"least_trusts": "many"})
    assert "Give a whole number of trusts" in mistaken.content.decode()


@pytest.mark.parametrize("sort", ["free_value", "ends_on", "name", "trusts"])
def test_opportunity_list_goes_on_where_a_page_ended(rae, sign_in, sort):
    world.fill()
    rows = [
        Opportunity(by=By.CATEGORY, category=f"C{n:03}", gaps=1, gap_value=n)
        for n in range(120)
    ]
    Opportunity.objects.bulk_create(rows)
    client, seen, address = sign_in(rae), [], f"{PAGE}?sort={sort}"

    while address:
        page = client.get(address).context
        seen += [row.name for row in page["rows"]]
        older = page["page"].older
        address = f"{PAGE}?sort={sort}&after={older}" if older else ""

    assert len(seen) == len(set(seen)) == 121


def test_opportunity_list_asks_as_little_for_many_rows(
    rae, sign_in, django_assert_max_num_queries
):
    world.fill()
    client = sign_in(rae)

    with django_assert_max_num_queries(15):
        client.get(PAGE, {"by": "supplier"})


def test_opportunity_export_holds_the_rows_and_what_the_words_mean(rae, sign_in):
    world.fill()
    Opportunity.objects.filter(by=By.CATEGORY).update(category="=cmd|calc")

    answer = sign_in(rae).get("/opportunities/export/", {"trust": "NGT"})

    rows = list(csv.reader(io.StringIO(text_of(answer))))
    assert rows[1][:4] == ["'=cmd|calc", "1950", "1", "1"]
    assert ["About this file"] in rows
    assert any(row[:1] == ["Confidentiality"] for row in rows)


def test_opportunity_list_says_why_it_is_empty(rae, sign_in):
    page = sign_in(rae).get(PAGE)

    assert "Nothing to choose from yet" in page.content.decode()
