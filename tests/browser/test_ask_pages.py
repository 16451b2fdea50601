"""From a supplier's page to a letter on paper and a price that is watched: on a phone,
by keyboard, and without JavaScript."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from procurement.asks.models import AgreedPrice
from tests.conftest import PATIENCE
from tests.procurement.asks import world

pytestmark = pytest.mark.django_db(transaction=True)

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def looked_at(page, check_page):
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        check_page(page)


def heading(page, text):
    expect(page.get_by_role("heading", level=1)).to_contain_text(text)


def test_a_lead_writes_to_a_supplier_and_keeps_its_word_under_watch(
    page, live_server, browser_sign_in, check_page, amina
):
    kestrel = world.fill()
    browser_sign_in(amina)
    page.goto(f"{live_server.url}/suppliers/{kestrel.pk}/")
    page.get_by_role("link", name="Supplier pack: write to it").click()
    heading(page, "New supplier pack")
    looked_at(page, check_page)

    page.get_by_role("button", name="Draft the letter").click()
    heading(page, "Kestrel Medical Ltd")
    looked_at(page, check_page)

    page.get_by_role("link", name="Change the letter").click()
    heading(page, "Change the letter")
    page.get_by_label("Ask for of Masks").select_option("PRICE")
    page.get_by_label("Price, £ each of Masks").fill("6.17")
    page.get_by_role("button", name="Change it").press("Enter")
    expect(page.get_by_text("There is a problem")).to_be_visible()
    looked_at(page, check_page)
    page.get_by_label("Price, £ each of Masks").fill("6.50")
    page.get_by_role("button", name="Change it").press("Enter")
    expect(page.get_by_role("article", name="The letter")).to_contain_text("£6.50")

    page.get_by_role("button", name="Keep as sent").click()
    expect(page.get_by_text("Kept as sent.")).to_be_visible()
    looked_at(page, check_page)
    with page.expect_download() as letter:
        page.get_by_role("link", name="Letter as PDF").click()
    assert letter.value.suggested_filename.endswith(".pdf")

    page.get_by_role("link", name="Write down the reply").click()
    heading(page, "answered")
    looked_at(page, check_page)
    page.get_by_label("Where is it written?").fill("E-mail of today")
    day = (timezone.localdate() + timedelta(days=3)).isoformat()
    page.get_by_label("First day of the agreed prices").fill(day)
    page.get_by_label("Answer for Masks").select_option("AGREED")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("No orders yet")).to_be_visible()
    looked_at(page, check_page)

    page.get_by_role("link", name="Masks").first.click()
    heading(page, "Masks")
    looked_at(page, check_page)
    assert str(AgreedPrice.objects.get().price_each) == "6.5000000"

    address = f"{live_server.url}/asks/new/?supplier={kestrel.pk}"
    plain = without_javascript(page, address)
    expect(plain.get_by_text("was asked in the last three months")).to_be_visible()
    plain.get_by_role("button", name="Draft the letter").click()
    plain.get_by_role("button", name="Keep as sent").click()
    expect(plain.get_by_text("Kept as sent.")).to_be_visible()
    plain.get_by_role("link", name="Write down the reply").click()
    plain.get_by_role("button", name="Write it down").click()
    expect(plain.get_by_text("There is a problem")).to_be_visible()
    plain.context.close()


def without_javascript(page, address):
    plain = page.context.browser.new_context(java_script_enabled=False, viewport=PHONE)
    plain.set_default_timeout(PATIENCE)
    plain.add_cookies(page.context.cookies())
    same = plain.new_page()
    same.goto(address)
    return same
