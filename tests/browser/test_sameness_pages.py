"""What is the same, in a browser: looked at, merged, undone; by keyboard, on a phone,
without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from catalogue.products.models import Equivalence, Merge
from tests.cast import signed_in_client
from tests.procurement.sameness import world

pytestmark = pytest.mark.django_db(transaction=True)

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def test_a_steward_looks_at_the_money_merges_and_undoes(
    page, live_server, browser_sign_in, check_page, stella
):
    world.fill()
    one = world.product("AM1234")
    browser_sign_in(stella)
    page.goto(f"{live_server.url}/products/{one.pk}/")
    page.get_by_role("link", name="The same as another product").click()
    expect(page.locator("h1")).to_have_text("Which other product is it?")
    check_page(page)
    page.get_by_role("link", name="Glove AM-1234X").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Are these the same product?"
    )
    page.locator("summary").first.click()
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        check_page(page)

    page.get_by_label("Why are they the same?").fill("One glove")
    page.get_by_label("Why are they the same?").press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Merged into this product")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Undo").press("Enter")

    expect(page.get_by_role("status")).to_contain_text("are parted again")
    assert not Merge.objects.in_force().exists()


def test_names_are_answered_one_click_each_without_javascript(
    browser, live_server, settings, stella
):
    world.fill()
    cookie = signed_in_client(stella).cookies[settings.SESSION_COOKIE_NAME]
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    context.add_cookies(
        [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
    )
    page = context.new_page()
    page.goto(f"{live_server.url}/same/names/")

    page.get_by_role("button", name=re.compile("^Same")).click()
    expect(page.get_by_role("status")).to_contain_text("stands under")
    expect(page.get_by_text("No names are left that are alike")).to_be_visible()
    assert Merge.objects.in_force().count() == 1
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("are parted again")
    page.goto(f"{live_server.url}/same/names/")
    page.get_by_role("button", name="Not the same").click()

    expect(page.get_by_role("status")).to_contain_text("Remembered")
    assert not Merge.objects.in_force().exists()
    context.close()


def test_a_buyer_records_an_alternative_on_a_phone(
    page, live_server, browser_sign_in, check_page, amina
):
    world.fill()
    one = world.product("AM1234")
    page.set_viewport_size(PHONE)
    browser_sign_in(amina)
    page.goto(f"{live_server.url}/products/{one.pk}/")
    page.get_by_role("link", name="Record an alternative").click()
    page.get_by_label("Search for it").fill("AM-1234X")
    page.get_by_label("Search for it").press("Enter")
    page.get_by_role("link", name="Glove AM-1234X").click()
    expect(page.locator("h1")).to_have_text("What is it to this product?")
    check_page(page)
    page.get_by_label("Direct alternative", exact=True).check()
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("alert")).to_contain_text("only the data steward")
    check_page(page)

    page.get_by_label("Indirect alternative").check()
    page.get_by_role("button", name="Record it").click()

    expect(page.get_by_role("heading", name="Indirect alternative")).to_be_visible()
    check_page(page)
    assert Equivalence.objects.in_force().count() == 1
