"""The first page in a browser: a lead's way in and on, and what is said when a part of
a page does not come."""

import re

import pytest
from playwright.sync_api import expect

from procurement.gaps.models import Gap
from tests.procurement.gaps import world

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}


def test_a_lead_comes_from_the_worth_to_the_best_gap(
    page, live_server, amina, browser_sign_in, check_page
):
    gap = world.fill()
    Gap.objects.update(found_on=amina.user.joined_at.date())
    browser_sign_in(amina)
    page.goto(live_server.url)
    expect(page.get_by_text("Every purchase is matched with a known")).to_be_visible()
    check_page(page)

    page.get_by_role("link", name="Nitrile gloves, medium").click()

    expect(page).to_have_url(f"{live_server.url}/gaps/{gap.pk}/")
    page.go_back()
    page.get_by_role("link", name="all new").click()
    expect(page.get_by_text("1 gap matches, £1,950.00 a year.")).to_be_visible()


def test_a_clinician_looks_a_product_up_on_a_phone(
    page, live_server, carys, browser_sign_in, check_page
):
    world.fill()
    page.set_viewport_size(PHONE)
    browser_sign_in(carys)
    page.goto(live_server.url)
    expect(page.get_by_text("When a specification is put before you")).to_be_visible()
    check_page(page)

    page.get_by_label("Look up a product").fill("nitrile gloves")
    page.get_by_role("button", name="Search").click()

    expect(page.get_by_role("link", name="Nitrile gloves, medium")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("£")


def test_what_cannot_be_loaded_is_said_aloud(page, live_server, amina, browser_sign_in):
    world.fill()
    world.make_gaps(amina.organisation, 60)
    browser_sign_in(amina)
    page.goto(f"{live_server.url}/gaps/")
    page.route("**/gaps/?*", lambda route: route.fulfill(status=500, body="broken"))

    page.get_by_label("Product", exact=True).fill("nitrile")
    page.get_by_label("Product", exact=True).press("Enter")

    trouble = page.locator("[data-trouble]").filter(has_text="went wrong on our side")
    expect(trouble).to_be_visible()
    expect(trouble.get_by_role("link", name="Load the page again")).to_be_visible()
    page.unroute("**/gaps/?*")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("1 gap matches")).to_be_visible()
    expect(trouble).to_have_count(0)


def test_who_is_signed_out_meanwhile_finds_no_sign_in_page_inside_a_table(
    page, live_server, amina, browser_sign_in
):
    world.fill()
    browser_sign_in(amina)
    page.goto(f"{live_server.url}/gaps/")
    page.context.clear_cookies()

    page.get_by_label("Product", exact=True).fill("nitrile")
    page.get_by_label("Product", exact=True).press("Enter")

    expect(page.get_by_role("heading", name="Sign in", level=1)).to_be_visible()
    expect(page).to_have_url(re.compile("/accounts/login/"))
    expect(page.get_by_role("navigation", name="Menu")).to_have_count(0)
