"""Pages that start where the last one ended, both ways, whatever is equal."""

from datetime import date
from decimal import Decimal

import pytest

from procurement.gaps.models import Gap
from tests import region
from trusts.paging import Order, page_of, read_decimal

pytestmark = pytest.mark.django_db

VALUES = ["900.00", "700.00", "700.00", "700.00", "650.10", "600.00", "600.00"]
BY_VALUE = Order("gap_value", True, read_decimal)


@pytest.fixture
def gaps():
    """Seven gaps, some worth the same."""
    for number, value in enumerate(VALUES):
        make_gap(region.product(f"Product {number}"), value)
    return Gap.objects.all()


def make_gap(product, value):
    return Gap.objects.create(
        organisation=region.trust("NGT"),
        product=product,
        price_each=Decimal(2),
        lowest_price=Decimal(1),
        lowest_organisation=region.trust("SMR"),
        median_price=Decimal(1),
        units_12m=Decimal(value),
        gap_value=Decimal(value),
        gap_percent=Decimal("0.5"),
        median_gap_value=Decimal(value),
        trusts=3,
        lowest_last_order_on=date(2026, 9, 1),
        state="FOUND",
        found_on=date(2026, 9, 30),
        changed_on=date(2026, 9, 30),
    )


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
def test_page_of_reaches_every_row_once_and_goes_back(gaps, descending, size):
    order = Order("gap_value", descending, read_decimal)
    pages = [page_of(gaps, order, size=size)]
    while pages[-1].older:
        pages.append(page_of(gaps, order, after=pages[-1].older, size=size))

    seen = [gap.pk for page in pages for gap in page.rows]
    sign = "-" if descending else ""
    assert seen == list(
        gaps.order_by(f"{sign}gap_value", f"{sign}id").values_list("pk", flat=True)
    )
    for page, newer in zip(pages[1:], pages, strict=False):
        back = page_of(gaps, order, before=page.newer, size=size)
        assert [gap.pk for gap in back.rows] == [gap.pk for gap in newer.rows]
    assert pages[0].newer == ""


@pytest.mark.parametrize(
    "cursor", ["", "x", "_", "1", "x_1", "700.00_x", "NaN_1", "sNaN_1", "1e999999999_1",
               "700.00_99999999999999999999999", "\0_1", "1_1\0"]
)  # fmt: skip
def test_page_of_takes_no_harm_from_a_broken_cursor(gaps, cursor):
    for page in (
        page_of(gaps, BY_VALUE, after=cursor, size=3),
        page_of(gaps, BY_VALUE, before=cursor, size=3),
    ):
        assert len(page.rows) in (1, 3)


def test_page_of_begins_again_where_nothing_is_left(gaps):
    page = page_of(gaps, BY_VALUE, after="1.00_1", size=3)

    assert [gap.gap_value for gap in page.rows][0] == Decimal(900)
