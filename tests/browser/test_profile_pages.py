"""Profiles in a real browser: by mouse, by keyboard, without JavaScript."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from catalogue.purchases.models import Import, PurchaseLine
from tests.extracts import extract, import_bytes, row

pytestmark = pytest.mark.django_db(transaction=True)

WINDOWS = [(1280, 800), (390, 844)]
NEXT = extract(row(po_number="2"), row(po_number="3", quantity="lots"))
DRIFTED = extract(row(po_number="9")).replace(b"Unit Price", b"Unit Price inc VAT")


@pytest.fixture(params=WINDOWS, ids=["desktop", "phone"])
def window(request, page):
    width, height = request.param
    page.set_viewport_size({"width": width, "height": height})


@pytest.fixture
def profile(northgate):
    return import_bytes(extract(row()), northgate).profile


@pytest.fixture
def files(tmp_path):
    for name, content in (("next.csv", NEXT), ("drifted.csv", DRIFTED)):
        (tmp_path / name).write_bytes(content)
    return tmp_path


@pytest.fixture
def plain(browser, page, browser_sign_in, amina):
    """A page without JavaScript, signed in as Amina."""
    browser_sign_in(amina)
    context = browser.new_context(
        java_script_enabled=False, storage_state=page.context.storage_state()
    )
    yield context.new_page()
    context.close()


@pytest.mark.usefixtures("window", "profile")
def test_a_profile_is_changed_tried_saved_deleted_and_brought_back(  # noqa: PLR0917 (fixtures)
    page, live_server, amina, browser_sign_in, check_page, files
):
    browser_sign_in(amina)
    page.goto(f"{live_server.url}{reverse('import_list')}")
    page.get_by_role("link", name="Import profiles").click()
    expect(page.locator("h1")).to_have_text("Import profiles")
    check_page(page)
    page.get_by_role("link", name="Purchase orders").click()
    expect(page.get_by_role("link", name="Change or try it")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="Change or try it").click()
    expect(page.get_by_role("button", name="Try it on this file")).to_be_visible()
    check_page(page)

    page.get_by_label("Prices").select_option("yes")
    page.get_by_label("Or another file").set_input_files(files / "next.csv")
    page.get_by_role("button", name="Try it on this file").click()
    expect(page.get_by_text("1 row where the quantity is not a number")).to_be_visible()
    check_page(page)
    assert PurchaseLine.objects.count() == 1
    page.get_by_label("Quantity").fill("")
    page.get_by_role("button", name="Save the profile").click()
    expect(page.get_by_role("alert")).to_contain_text("every extract must have it")
    check_page(page)
    page.get_by_label("Quantity").fill("Qty")
    page.get_by_role("button", name="Save the profile").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_role("cell", name="including VAT")).to_be_visible()
    check_page(page)

    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("is back.")).to_be_visible()
    page.get_by_role("link", name="Make another like it").click()
    page.get_by_label("Name of the new profile").fill("Pharmacy")
    check_page(page)
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_role("heading", name="Change “Pharmacy”")).to_be_visible()


@pytest.mark.usefixtures("window", "profile")
def test_a_drift_is_shown_side_by_side_and_asked_about_once(  # noqa: PLR0917 (fixtures)
    page, live_server, amina, browser_sign_in, check_page, files
):
    browser_sign_in(amina)
    page.goto(f"{live_server.url}{reverse('import_upload')}")
    check_page(page)
    page.get_by_label("Purchase-order extract").set_input_files(files / "drifted.csv")
    page.get_by_role("button", name="Upload and look at it").click()

    expect(page.get_by_role("heading", name="What is not as it was")).to_be_visible()
    check_page(page)
    page.get_by_label("Yes, the prices include VAT").check()
    page.get_by_role("button", name="Read it this way").first.click()
    expect(page.get_by_role("button", name="Import 1 row")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Import 1 row").click()
    expect(page.get_by_text("You can leave this page")).to_be_visible()

    assert Import.objects.newest_first()[0].profile.layout["prices_include_vat"]


def test_a_profile_is_tried_and_saved_by_keyboard_without_javascript(
    plain, live_server, profile
):
    plain.goto(f"{live_server.url}{reverse('profile_edit', args=[profile.pk])}")
    plain.get_by_label("A file that was imported").focus()
    plain.keyboard.press("ArrowDown")
    plain.get_by_role("button", name="Try it on this file").focus()
    plain.keyboard.press("Enter")
    expect(plain.get_by_text("The file is as the profile says.")).to_be_visible()

    plain.get_by_label("Name", exact=True).focus()
    plain.keyboard.press("ControlOrMeta+a")
    plain.keyboard.type("Main system")
    plain.get_by_role("button", name="Save the profile").focus()
    plain.keyboard.press("Enter")

    expect(plain.get_by_role("heading", name="Main system")).to_be_visible()
