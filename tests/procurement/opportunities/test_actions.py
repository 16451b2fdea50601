"""Keeping opportunities: each gap in one row, purchases and suspects beside."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import Sum

from procurement.asks.models import AgreedPrice
from procurement.gaps.models import Gap
from procurement.opportunities.models import By, Opportunity
from procurement.savings.models import Claim
from procurement.suppliers.models import ProductCategory
from tests import region
from tests.factories import make_membership, make_organisation
from tests.procurement.opportunities import world
from tests.procurement.suppliers import world as suppliers
from trusts.roles import Role

pytestmark = pytest.mark.django_db

GAPS = ("gaps", "gap_value", "trusts")


def test_each_listed_gap_stands_in_one_category_and_under_one_supplier():
    gap = world.fill()

    by_category = world.rows(By.CATEGORY, *GAPS)
    by_supplier = world.rows(By.SUPPLIER, *GAPS)

    one = (1, Decimal("1950.00"), 1)
    assert by_category["NGT", "EC-GLOVES"] == by_category[None, "EC-GLOVES"] == one
    assert by_supplier[None, "Kestrel Medical Ltd"] == one
    assert by_supplier[None, "Osprey"] == (0, 0, 0)
    assert gap.gap_value == Decimal("1950.00")


def test_the_region_is_the_sum_of_its_trusts_whatever_they_are_told_apart_by():
    world.fill()

    for by in By:
        rows = Opportunity.objects.filter(by=by)
        sums = [
            rows.filter(organisation__isnull=is_region).aggregate(
                *(Sum(name) for name in ("gap_value", "spend", "left_out", "suspect"))
            )
            for is_region in (True, False)
        ]
        assert sums[0] == sums[1]
        assert sums[0]["gap_value__sum"] == Decimal("1950.00")


def test_what_cannot_be_compared_and_what_is_suspect_stands_beside():
    world.fill()

    found = world.rows(By.CATEGORY, "spend", "left_out", "suspect")

    # 200 a month for a year at Holt Moor, a price ten times the others'.
    assert found[None, "EC-GLOVES"] == (Decimal(18538), Decimal(70), Decimal(2100))


def test_products_in_common_are_those_that_two_trusts_buy():
    world.fill()
    suppliers.buy(
        make_organisation(), region.product("Masks"), suppliers.supplier("Osprey"), "9"
    )
    world.keep()

    found = world.rows(By.SUPPLIER, "products", "common")

    assert found[None, "Osprey"] == (3, 2)
    assert found["NGT", "Osprey"] == (3, 2)
    assert found["SMR", "Osprey"] == (1, 1)


def test_a_products_category_is_the_catalogues_else_the_one_most_lines_carry():
    gap = world.fill()
    product, northgate = gap.product, make_organisation()
    for _ in range(2):
        item = suppliers.buy(northgate, product, suppliers.supplier("Osprey"), "1")
        item.category = "EC-HANDS"
        item.save(update_fields=["category"])
    world.keep(everything=True)
    assert ProductCategory.objects.get(product=product).category == "EC-HANDS"

    product.category, product.is_declared = "Gloves", True
    product.save(update_fields=["category", "is_declared"])
    world.keep(everything=True)

    assert ProductCategory.objects.get(product=product).category == "Gloves"
    assert world.rows(By.CATEGORY, *GAPS)[None, "Gloves"][0] == 1


def test_a_gap_that_an_initiative_claims_is_taken_up_until_the_claim_ends():
    gap = world.fill()

    world.claim(gap)
    assert world.keep()

    columns = ("claimed", "claimed_value", "free_value")
    taken = (1, Decimal("1950.00"), 0)
    assert world.rows(By.CATEGORY, *columns)[None, "EC-GLOVES"] == taken
    Claim.objects.update(is_live=False)
    assert world.keep()
    free = (0, 0, Decimal("1950.00"))
    assert world.rows(By.CATEGORY, *columns)[None, "EC-GLOVES"] == free


def test_nothing_is_kept_again_when_nothing_changed_and_everything_gives_the_same():
    world.fill()
    before = world.rows(By.CATEGORY, "id", *GAPS)

    assert not world.keep()
    assert world.keep(everything=True)

    assert world.rows(By.CATEGORY, "id", *GAPS) == before


def test_agreed_prices_that_end_within_half_a_year_are_counted():
    gap = world.fill()
    lead = make_membership("Amina Shah", Role.TRUST_LEAD, gap.organisation)
    for until, product in ((date(2026, 12, 1), gap.product), (date(2028, 1, 1), None)):
        AgreedPrice.objects.create(
            organisation=gap.organisation,
            supplier=suppliers.supplier("Osprey"),
            product=product or region.product("Gowns, sterile"),
            price_each="0.05",
            from_on=date(2026, 1, 1),
            until_on=until,
            evidence="Letter",
            agreed_at=region.AT,
            agreed_by=lead,
        )
    assert world.keep()

    found = world.rows(By.SUPPLIER, "ending", "ends_on")

    assert found[None, "Osprey"] == found["NGT", "Osprey"] == (1, date(2026, 12, 1))


def test_an_accepted_gap_is_no_opportunity():
    gap = world.fill()
    Gap.objects.update(
        stage="ACCEPTED",
        accept_reason="CLINICAL",
        accepted_value=gap.gap_value,
        review_on=date(2027, 1, 1),
    )
    world.keep(everything=True)

    assert world.rows(By.CATEGORY, *GAPS)[None, "EC-GLOVES"] == (0, 0, 0)
