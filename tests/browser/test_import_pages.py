"""Importing an extract in a real browser: by mouse, by keyboard, without JavaScript."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from catalogue.purchases.models import Import, ImportState
from catalogue.purchases.tasks import run_import
from procurement.gaps.actions import catch_up, refresh_gaps
from procurement.rollbacks.tasks import work_out_waiting_previews
from tests.extracts import extract, import_bytes, row
from tests.procurement.gaps.test_import_views import orders

pytestmark = pytest.mark.django_db(transaction=True)

WINDOWS = [(1280, 800), (390, 844)]
UNSURE = extract(
    row(order_date="03/04/2026"),
    row(order_date="05/06/2026", line_number="2", quantity="lots"),
)


@pytest.fixture(params=WINDOWS, ids=["desktop", "phone"])
def window(request, page):
    width, height = request.param
    page.set_viewport_size({"width": width, "height": height})


@pytest.fixture(autouse=True)
def no_page_asks_on(page):
    """A page that asks for itself would still do so while the tables are emptied."""
    yield
    page.goto("about:blank")


@pytest.fixture
def unsure_file(tmp_path):
    path = tmp_path / "march <script>.csv"
    path.write_bytes(UNSURE)
    return path


def finish(of_import):
    """What a worker does with the queued import."""
    run_import(import_id=of_import.pk)


@pytest.mark.usefixtures("window")
def test_an_extract_goes_from_the_file_to_its_control_totals(  # noqa: PLR0917 (fixtures)
    page, live_server, amina, browser_sign_in, check_page, unsure_file
):
    browser_sign_in(amina)
    page.goto(f"{live_server.url}{reverse('import_list')}")
    check_page(page)
    page.get_by_role("link", name="Import an extract").first.click()
    expect(page.locator("h1")).to_have_text("Import an extract")
    check_page(page)

    page.get_by_role("button", name="Upload and look at it").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose the file to import.")
    check_page(page)

    page.get_by_label("Purchase-order extract").set_input_files(unsure_file)
    page.get_by_role("button", name="Upload and look at it").click()
    expect(page.get_by_role("heading", name="This is how we read it")).to_be_visible()
    check_page(page)

    read_again = page.get_by_role("button", name="Read it this way").first
    read_again.click()
    expect(page.get_by_role("alert")).to_contain_text("Choose an answer")
    check_page(page)
    page.get_by_label("3 April 2026").check()
    read_again.click()
    expect(page.get_by_role("cell", name="3 April 2026")).to_be_visible()
    expect(page).to_have_url(f"{live_server.url}/imports/{_only().pk}/?date_order=dmy")
    page.get_by_text("Correct how it is read").click()
    page.locator("summary", has_text="Which column is what").click()
    check_page(page)

    page.get_by_role("button", name="Import 1 of 2 rows").click()
    expect(page.get_by_text("You can leave this page")).to_be_visible()
    check_page(page)

    finish(_only())
    expect(page.get_by_text("rows in the file")).to_be_visible()
    expect(page.get_by_text("1 row where the quantity is not a number")).to_be_visible()
    expect(page.get_by_text("being worked out")).to_be_visible()
    check_page(page)

    page.get_by_role("link", name="Roll this import back").click()
    expect(page.get_by_text("What it changes is being worked out")).to_be_visible()
    check_page(page)
    work_out_waiting_previews()
    expect(page.get_by_role("rowheader", name="Order lines")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Roll it back").click()
    expect(page.get_by_role("button", name="Import this file again")).to_be_visible()
    check_page(page)


def _only():
    return Import.objects.get()


@pytest.mark.usefixtures("window")
def test_what_an_import_changed_is_shown_on_its_page_and_opens_to_the_gaps(  # noqa: PLR0917 (fixtures)
    page, live_server, amina, browser_sign_in, check_page, northgate, southmere
):
    refresh_gaps(on=timezone.localdate(), at=timezone.now())
    import_bytes(orders("5.20"), southmere)
    of_import = import_bytes(orders("6.50"), northgate)
    browser_sign_in(amina)
    page.goto(f"{live_server.url}{reverse('import_detail', args=[of_import.pk])}")
    expect(page.get_by_text("being worked out")).to_be_visible()

    catch_up(on=timezone.localdate(), at=timezone.now())

    expect(page.get_by_text("1 gap found")).to_be_visible()
    check_page(page)
    page.get_by_role("link", name="See them").click()
    expect(page.get_by_role("link", name="Nitrile gloves medium")).to_be_visible()
    check_page(page)


@pytest.mark.parametrize(
    "state", [ImportState.FAILED, ImportState.DISCARDED, ImportState.ROLLED_BACK]
)
@pytest.mark.usefixtures("window")
def test_an_import_that_is_over_has_an_accessible_page(  # noqa: PLR0917 (fixtures)
    page, live_server, amina, browser_sign_in, check_page, northgate, state
):
    of_import = import_bytes(extract(row()), northgate)
    message = "Row 7 is cut short." if state == ImportState.FAILED else ""
    when = of_import.finished_at if state == ImportState.ROLLED_BACK else None
    Import.objects.update(state=state, message=message, rolled_back_at=when)
    browser_sign_in(amina)

    page.goto(f"{live_server.url}{reverse('import_detail', args=[of_import.pk])}")

    expect(page.get_by_text(state.label, exact=True).first).to_be_visible()
    check_page(page)


@pytest.fixture
def plain(browser, page, browser_sign_in, amina):
    """A page without JavaScript, signed in as Amina."""
    browser_sign_in(amina)
    context = browser.new_context(
        java_script_enabled=False, storage_state=page.context.storage_state()
    )
    yield context.new_page()
    context.close()


def test_an_extract_is_imported_without_javascript(plain, live_server, unsure_file):
    plain.goto(f"{live_server.url}{reverse('import_upload')}")
    plain.get_by_label("Purchase-order extract").set_input_files(unsure_file)
    plain.get_by_role("button", name="Upload and look at it").click()
    plain.get_by_label("4 March 2026").check()
    plain.get_by_role("button", name="Read it this way").first.click()
    expect(plain.get_by_role("cell", name="4 March 2026")).to_be_visible()
    plain.get_by_role("button", name="Import 1 of 2 rows").click()
    expect(plain.get_by_text("You can leave this page")).to_be_visible()

    finish(_only())
    plain.get_by_role("link", name="Refresh").click()

    expect(plain.get_by_text("rows in the file")).to_be_visible()
    plain.get_by_role("link", name="What changed in the price gaps").click()
    expect(plain.get_by_role("heading", name="What changed")).to_be_visible()


def test_an_extract_is_imported_by_keyboard(
    page, live_server, amina, browser_sign_in, unsure_file
):
    browser_sign_in(amina)
    page.goto(f"{live_server.url}{reverse('import_upload')}")
    page.get_by_label("Purchase-order extract").set_input_files(unsure_file)
    page.get_by_label("Purchase-order extract").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    _tab_to(page, page.get_by_label("3 April 2026"))
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("cell", name="3 April 2026")).to_be_visible()
    _tab_to(page, page.get_by_role("button", name="Import 1 of 2 rows"))
    page.keyboard.press("Enter")

    expect(page.get_by_text("You can leave this page")).to_be_visible()
    assert _only().state == ImportState.QUEUED


def _tab_to(page, target):
    expect(target).to_be_visible()
    for _ in range(60):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {target}")


def test_a_file_dropped_on_the_area_is_chosen(
    page, live_server, amina, browser_sign_in
):
    browser_sign_in(amina)
    page.goto(f"{live_server.url}{reverse('import_upload')}")
    dropped = page.evaluate_handle(
        """() => {
            const held = new DataTransfer();
            held.items.add(new File(["PO Number"], "dropped.csv"));
            return held;
        }"""
    )

    page.locator("[data-drop-file]").dispatch_event("drop", {"dataTransfer": dropped})

    expect(page.get_by_label("Purchase-order extract")).to_have_value(
        re.compile(r"dropped\.csv$")
    )


def test_who_uploads_is_told_that_it_takes_a_while(
    page, live_server, amina, browser_sign_in
):
    browser_sign_in(amina)
    page.goto(f"{live_server.url}{reverse('import_upload')}")

    page.locator("form[enctype]").dispatch_event("submit")

    expect(page.get_by_text("is being uploaded and looked at")).to_be_visible()
