"""The pages of coverage in a browser, at two widths, from region to order line."""

import pytest
from playwright.sync_api import expect

from tests.procurement.coverage import world

pytestmark = pytest.mark.django_db(transaction=True)

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def rae_works(browser_sign_in, rae, northgate):
    world.fill()
    browser_sign_in(rae)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_from_the_region_to_an_order_line(
    page, live_server, rae_works, check_page, size
):
    page.set_viewport_size(size)
    page.goto(f"{live_server.url}/coverage/")

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "3 of 4 trusts have given data"
    )
    page.get_by_text("Show as a table").click()
    page.get_by_role("link", name="Order lines", exact=True).click()
    expect(page.get_by_role("table", name="order lines")).to_be_visible()
    check_page(page)

    page.get_by_role("link", name="Northgate University Hospitals").click()
    expect(page.get_by_role("img", name="Value by month")).to_be_visible()
    check_page(page)

    page.get_by_role("link", name="September 2026", exact=True).click()
    expect(page.get_by_role("table", name="By supplier")).to_be_visible()
    check_page(page)

    page.get_by_role("link", name="1 order line of no supplier named").click()
    expect(page.get_by_text("the pack is not known")).to_be_visible()
    check_page(page)
