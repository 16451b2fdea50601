"""The pages of gaps in a browser: at two widths, by keyboard, without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from catalogue.products.models import Product
from catalogue.purchases.models import Item
from tests import region
from tests.procurement.gaps import world

pytestmark = pytest.mark.django_db(transaction=True)

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def gap(amina):
    gap = world.fill()
    world.make_gaps(amina.organisation, 60)
    return gap


@pytest.fixture
def amina_works(browser_sign_in, amina, gap):
    browser_sign_in(amina)
    return gap


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_list_that_finds_nothing_or_is_asked_wrongly_is_fit_to_be_read(
    page, live_server, amina_works, check_page, size
):
    page.set_viewport_size(size)
    for address in ("/gaps/?search=nothing", "/gaps/?least_value=much"):
        page.goto(live_server.url + address)
        expect(page.locator("h1")).to_be_visible()
        closed = page.locator("details:not([open]) > summary:visible")
        while closed.count():
            closed.first.click()
        page.wait_for_load_state("networkidle")
        check_page(page)


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_words_without_end_or_backwards_do_not_break_a_page(
    page, live_server, amina_works, check_page, size
):
    page.set_viewport_size(size)
    endless = "\u202e" + "W" * 3000
    Product.objects.update(description=endless)
    Item.objects.update(
        description=endless, supplier_name=endless, local_code=endless[:500]
    )

    for address in ("/gaps/", f"/gaps/{amina_works.pk}/", "/gaps/left-out/items/"):
        page.goto(live_server.url + address)
        closed = page.locator("details:not([open]) > summary:visible")
        while closed.count():
            closed.first.click()
        page.wait_for_load_state("networkidle")
        check_page(page)


def test_the_region_sees_the_totals_of_its_trusts(
    page, live_server, browser_sign_in, request, check_page
):
    request.getfixturevalue("gap")
    browser_sign_in(request.getfixturevalue("rae"))
    page.goto(f"{live_server.url}/gaps/")
    page.get_by_text("Totals by trust").click()
    page.wait_for_load_state("networkidle")

    check_page(page)
    page.get_by_role("link", name="Northgate University Hospitals").first.click()
    expect(page).to_have_url(f"{live_server.url}/gaps/?trust=NGT")


def test_a_filter_changes_the_table_and_the_address(
    page, live_server, amina_works, check_page
):
    page.goto(f"{live_server.url}/gaps/")

    page.get_by_label("Product", exact=True).fill("nitrile")
    page.get_by_label("Product", exact=True).press("Enter")

    expect(page.get_by_text("1 gap matches, £1,950.00 a year.")).to_be_visible()
    expect(page).to_have_url(re.compile("search=nitrile"))
    page.reload()
    expect(page.get_by_role("row")).to_have_count(2)
    check_page(page)


def test_what_is_left_out_arrives_by_itself(page, live_server, amina_works):
    page.goto(f"{live_server.url}/gaps/")

    expect(
        page.get_by_text("Every purchase is matched with a known pack.")
    ).to_be_visible()


def test_from_the_list_to_the_lines_by_keyboard(page, live_server, amina_works):
    page.goto(f"{live_server.url}/gaps/?sort=value&order=asc")
    page.get_by_role("link", name="Product 0").focus()

    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="Nitrile gloves, medium")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Nitrile gloves, medium")
    page.get_by_text("Show as a table").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("cell", name="6.50p").first).to_be_visible()


def test_older_lines_come_in_place(page, live_server, amina_works, check_page):
    item = region.item(amina_works.organisation, amina_works.product)
    region.buy(item, [(world.DAY, n, "1.00") for n in range(1, 16)])
    page.goto(f"{live_server.url}/gaps/{amina_works.pk}/")

    page.get_by_role("link", name="Older lines").click()

    expect(page.get_by_role("link", name="Newer lines")).to_be_visible()
    expect(page.get_by_role("heading", name="Prices paid")).to_be_visible()
    check_page(page)


def test_everything_works_without_javascript(browser, live_server, amina_works, amina):
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    context.add_cookies(_cookies(amina, live_server))
    page = context.new_page()

    page.goto(f"{live_server.url}/gaps/")
    page.get_by_role("link", name="More gaps").click()
    page.get_by_role("link", name="Previous gaps").click()
    expect(page).to_have_url(re.compile("before="))
    page.get_by_label("Product", exact=True).fill("nitrile")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("1 gap matches, £1,950.00 a year.")).to_be_visible()
    page.get_by_role("link", name="Nitrile gloves, medium").click()
    expect(page.get_by_role("img")).to_be_visible()
    page.get_by_text("Show as a table").click()
    expect(page.get_by_role("cell", name="6.50p").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as CSV").click()
    assert download.value.suggested_filename.startswith("order-lines-")
    context.close()


def _cookies(member, live_server):
    from django.conf import settings

    from tests.cast import signed_in_client

    cookie = signed_in_client(member).cookies[settings.SESSION_COOKIE_NAME]
    return [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
