"""A price is corrected and disputed in a browser: by keyboard, on a phone, without
JavaScript, and undone."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from procurement.gaps.actions import catch_up, refresh_gaps
from procurement.gaps.models import Gap
from tests import region
from tests.cast import signed_in_client

pytestmark = pytest.mark.django_db(transaction=True)

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def gap(northgate, southmere):
    """Northgate pays 6p and Southmere 5p, in orders of the last days."""
    today, gloves = timezone.localdate(), region.product("Gloves")
    for trust, value in ((northgate, "60000"), (southmere, "50000")):
        days = [today - timedelta(days=number) for number in (3, 4, 5)]
        item = region.item(trust, gloves, eaches=100)
        region.buy(item, [(day, 10_000, value) for day in days])
    refresh_gaps(on=today, at=timezone.now())
    return Gap.objects.get()


@pytest.fixture
def amina_works(browser_sign_in, amina, gap):
    browser_sign_in(amina)
    return gap


def follow_up():
    catch_up(on=timezone.localdate(), at=timezone.now())


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_rebate_is_said_seen_on_the_gap_and_ended(
    page, live_server, amina_works, check_page, size
):
    gap = amina_works
    page.set_viewport_size(size)
    page.goto(f"{live_server.url}/gaps/{gap.pk}/")
    page.get_by_role("link", name="Something is wrong with this price").press("Enter")
    expect(page.locator("h1")).to_contain_text("Something is wrong with this price")
    check_page(page)
    page.get_by_role("link", name="The price is really another").press("Enter")
    expect(page.locator("h1")).to_contain_text("The price is really another")
    page.get_by_role("button", name="Adjust the price").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Say by how much")
    check_page(page)
    page.get_by_label("Rebate").check()
    page.get_by_label("By how many per cent?").fill("5")
    page.get_by_label("Where is that written?").fill("Contract 4711")
    page.get_by_role("button", name="Adjust the price").press("Enter")
    expect(page.get_by_text("Every figure it touches")).to_be_visible()
    check_page(page)

    follow_up()
    page.goto(f"{live_server.url}/gaps/{gap.pk}/")
    expect(page.get_by_text("is adjusted; the orders say 6.00p")).to_be_visible()
    check_page(page)
    page.goto(f"{live_server.url}/prices/")
    check_page(page)
    page.get_by_role("button", name="End it").press("Enter")
    expect(page.get_by_text("Figures are as they were before")).to_be_visible()
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.get_by_text("It counts again.")).to_be_visible()


def test_a_price_is_disputed_and_withdrawn_without_javascript(
    new_context, live_server, dilys, gap
):
    context = new_context(java_script_enabled=False, viewport=PHONE)
    cookie = signed_in_client(dilys).cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies(
        [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
    )
    page = context.new_page()
    page.goto(f"{live_server.url}/products/{gap.product_id}/")
    page.get_by_role("link", name="This is not what you pay").click()
    page.get_by_role("link", name="This is not what we pay").click()
    page.get_by_label("What is wrong with it?").fill("We pay 6.1p since March.")
    page.get_by_role("button", name="Dispute the price").click()
    expect(page.get_by_text("no reference until that is settled")).to_be_visible()

    follow_up()
    assert not Gap.objects.listed().exists()
    page.get_by_role("button", name="Withdraw the dispute").click()
    expect(page.get_by_text("counts as any other again")).to_be_visible()
    follow_up()
    assert Gap.objects.listed().exists()
