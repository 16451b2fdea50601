"""From the region's savings to an order line in four clicks, in a real browser."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.procurement.savings.world import Gloves

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)], ids=["desktop", "phone"])
def test_four_clicks_lead_from_the_total_to_the_order_lines(  # noqa: PLR0917
    page, live_server, rae, browser_sign_in, check_page, size
):
    gloves = Gloves()
    gloves.agree()
    gloves.buy((date(2026, 7, 6), "100", "520"))
    browser_sign_in(rae)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{live_server.url}/dashboard/?year=2026")
    expect(page.locator("#realised-since-april .app-chart__live svg")).to_be_visible()
    check_page(page)

    table = page.locator(".dashboard-table")
    table.get_by_role("link", name=gloves.trust.name).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(gloves.trust.name)
    expect(page.locator("#by-each .app-chart__live svg")).to_be_visible()
    check_page(page)
    table.get_by_role("link", name="Gloves at the lowest price").click()
    expect(page).to_have_url(
        f"{live_server.url}/savings/parts/{gloves.part.pk}/months/"
    )
    page.get_by_role("link", name="July 2026").first.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("July 2026")
