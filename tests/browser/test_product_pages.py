"""From the search to a product: a lead at desk and phone, a clinician on a phone."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from catalogue.products.models import Product
from tests.cast import signed_in_client
from tests.procurement.gaps import world

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}
PRICE = re.compile(r"£|\d(\.\d+)?p\b")


@pytest.fixture
def gloves(amina, carys):
    gap = world.fill()
    Product.objects.filter(pk=gap.product_id).update(is_declared=True)
    return gap.product


@pytest.fixture
def amina_works(browser_sign_in, amina, gloves):
    browser_sign_in(amina)


def open_all(page):
    closed = page.locator("details:not([open]) > summary:visible")
    while closed.count():
        closed.first.click()


def test_a_lead_goes_from_a_slip_of_the_pen_to_the_gap(
    page, live_server, amina_works, check_page
):
    page.goto(f"{live_server.url}/products/")
    check_page(page)
    page.get_by_label("Search").fill("nitrlie gloves")
    page.get_by_label("Search").press("Enter")
    expect(page.get_by_text("Nothing is spelt “nitrlie”")).to_be_visible()
    expect(page).to_have_url(re.compile("q=nitrlie"))
    check_page(page)

    page.get_by_role("link", name="Nitrile gloves, medium").click()
    expect(page.get_by_role("heading", name="Prices over 24 months")).to_be_visible()
    open_all(page)
    check_page(page)
    page.set_viewport_size(PHONE)
    check_page(page)

    page.get_by_role("link", name="Price gap worth £1,950.00 a year").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nitrile gloves, medium")


def test_a_clinician_on_a_phone_without_javascript_meets_no_price(
    browser, live_server, carys, gloves
):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    cookie = signed_in_client(carys).cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies(
        [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
    )
    page = context.new_page()

    page.goto(f"{live_server.url}/products/?q=nothing")
    page.get_by_label("Search").fill("glove kestrel")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("1 product, best match first")).to_be_visible()
    assert not PRICE.search(page.locator("main").inner_text())

    page.get_by_role("link", name="Nitrile gloves, medium").click()
    expect(page.get_by_role("heading", name="Packs and codes")).to_be_visible()
    assert not PRICE.search(page.locator("main").inner_text())
    assert not PRICE.search(page.content().split("<main")[1].split("</main>")[0])
    context.close()
