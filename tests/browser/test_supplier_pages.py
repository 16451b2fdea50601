"""Suppliers in a browser: a lead finds whom to ring, a council officer no money."""

import pytest
from playwright.sync_api import expect

from tests.factories import make_membership, make_organisation
from tests.procurement.suppliers import world
from trusts.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def open_everything(page):
    closed = page.locator("details:not([open]) > summary:visible")
    while closed.count():
        closed.first.click()
    page.wait_for_load_state("networkidle")


def test_a_lead_goes_from_a_half_remembered_name_to_the_gap_to_raise(
    page, live_server, browser_sign_in, check_page, amina
):
    world.fill()
    browser_sign_in(amina)
    page.goto(f"{live_server.url}/suppliers/")
    page.get_by_label("Supplier", exact=True).fill("kestral")
    page.get_by_label("Supplier", exact=True).press("Enter")
    expect(page.get_by_text("Suppliers called something like")).to_be_visible()
    expect(page.get_by_role("row")).to_have_count(2)
    check_page(page)

    page.get_by_role("link", name="Kestrel Medical Ltd").click()
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        open_everything(page)
        check_page(page)
    page.locator("#gaps + p + table").get_by_role("link").first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Nitrile gloves, medium")
    page.get_by_role("link", name="Everything to raise with your supplier").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kestrel Medical Ltd")


def test_the_region_looks_on_a_phone_and_a_council_officer_sees_no_money(
    page, live_server, browser_sign_in, check_page, rae
):
    world.fill()
    kestrel = world.supplier("Kestrel Medical Ltd")
    addresses = ("/suppliers/", "/suppliers/?search=zzz", f"/suppliers/{kestrel.pk}/")
    page.set_viewport_size(PHONE)
    browser_sign_in(rae)
    for address in addresses:
        page.goto(live_server.url + address)
        check_page(page)
    expect(page.get_by_role("heading", name="Spend by trust")).to_be_visible()

    council = make_organisation("CNC", "Harbour Council", "council")
    browser_sign_in(make_membership("Cora Blythe", Role.COUNCIL_OFFICER, council))
    for address in addresses:
        page.goto(live_server.url + address)
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator("main")).not_to_contain_text("£")
        check_page(page)
