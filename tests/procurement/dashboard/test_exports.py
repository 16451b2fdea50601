"""The workbook: every sheet adds up to the first, to the penny."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from catalogue.products.models import Product
from procurement.dashboard.breakdowns import NOT_CLASSIFIED, NOT_TOLD_APART, by_category
from procurement.dashboard.exports import about, sheets
from procurement.dashboard.page import place_of
from procurement.dashboard.reading import Reading
from procurement.dashboard.waiting import confirmed
from procurement.gaps.models import Gap
from procurement.opportunities.models import By, Opportunity
from procurement.suppliers.models import ProductCategory
from tests.factories import make_organisation
from tests.procurement.gaps.world import make_gaps
from tests.procurement.savings.world import AT, TODAY, Gloves
from trusts.workbooks import xlsx_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def gloves(db):
    """A saving that is partly realised, and at each of two trusts a gap that five
    twelfths of round up by half a penny."""
    world = Gloves()
    world.agree()
    world.buy((date(2026, 7, 6), "100", "520"), (date(2026, 8, 30), "50", "325"))
    world.confirm(date(2026, 7, 1))
    make_gaps(world.trust, 1)
    make_gaps(make_organisation("EWD", "Eastwood"), 1)
    Gap.objects.update(gap_value=Decimal("1000.02"))
    for name in ("EC-GLOVES", "EC-GOWNS"):
        opportunity(By.CATEGORY, category=name, free_value=Decimal("1000.02"))
    opportunity(By.SUPPLIER, free_value=Decimal("2000.04"))
    return world


def opportunity(by, **said):
    return Opportunity.objects.create(by=by, **said)


def reading(member, **asked):
    return Reading(place_of(asked, member=member, on=TODAY))


def book_of(member):
    found = reading(member)
    said = about("Savings", found.place, at=AT)
    told = sheets(found, confirmed(found.place, found.trusts, at=AT))
    return load_workbook(BytesIO(xlsx_bytes(told, about=said)))


def sums_of(sheet):
    """Each column of pounds, added up, in pence."""
    heads, *rows = sheet.iter_rows(values_only=True)
    return {
        head: sum(round(row[place] * 100) for row in rows)
        for place, head in enumerate(heads)
        if place
    }


def test_every_sheet_adds_up_to_the_first(gloves, rae):
    book = book_of(rae)

    first = {
        f"{what} (£)": round(pounds * 100)
        for what, pounds in book["Savings"].iter_rows(min_row=2, values_only=True)
    }
    first["Waiting (£)"] = first["Waiting for finance (£)"]
    first["Cost avoidance, in year (£)"] = 0
    assert first["Identified, in year (£)"] == 83336
    told_apart = [name for name in book.sheetnames if name.startswith("By ")]
    assert len(told_apart) == 6
    for name in told_apart:
        for head, pence in sums_of(book[name]).items():
            assert (name, head, pence) == (name, head, first[head])


def test_what_a_full_year_cannot_be_told_of_has_no_such_column(gloves, rae):
    book = book_of(rae)

    for name in ("By category", "By supplier", "By month"):
        assert not [head for head in sums_of(book[name]) if "full year" in head]


def test_gaps_that_changed_since_they_were_added_up_stand_by_themselves(gloves, rae):
    Opportunity.objects.filter(category="EC-GOWNS").delete()

    rows = {row.name: row.sums.identified.in_year for row in by_category(reading(rae))}

    assert rows["EC-GLOVES"] == Decimal("416.68")
    assert rows[NOT_TOLD_APART] == Decimal("416.68")


def test_a_claim_on_a_merged_product_counts_as_what_it_was_merged_into(gloves, rae):
    kept = Product.objects.create(description="Gloves, nitrile", is_declared=False)
    Product.objects.filter(pk=gloves.product.pk).update(merged_into=kept)
    ProductCategory.objects.create(product=kept, category="EC-GLOVES")

    rows = {row.name: row.sums for row in by_category(reading(rae))}

    assert rows["EC-GLOVES"].realised.in_year == Decimal("130.00")
    assert NOT_CLASSIFIED not in rows


def test_last_year_has_no_gaps_of_today(gloves, rae):
    found = reading(rae, year="2025")

    assert (found.gaps, found.open_gaps) == (0, {})
    assert reading(rae).gaps == 2
