"""Files that are too much or want to run something, in a real browser: refused, or read
as the text they are."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from catalogue.purchases import actions
from catalogue.purchases.models import Import, PurchaseLine
from catalogue.purchases.tasks import run_import
from tests.extracts import extract, row

pytestmark = pytest.mark.django_db(transaction=True)

LINE_MEGABYTES = 199


@pytest.fixture(params=[(1280, 800), (390, 844)], ids=["desktop", "phone"])
def window(request, page):
    width, height = request.param
    page.set_viewport_size({"width": width, "height": height})


@pytest.fixture(autouse=True)
def no_page_asks_on(page):
    """A page that asks for itself would still do so while the tables are emptied."""
    yield
    page.goto("about:blank")


def test_a_file_that_is_too_large_is_told_of_twice(  # noqa: PLR0917 (fixtures)
    page, live_server, amina, browser_sign_in, settings, tmp_path
):
    """Before it travels, by the page; and after, by the answer."""
    settings.EXTRACT_MAX_BYTES = 2**20
    large = tmp_path / "large.csv"
    large.write_bytes(b"x" * 3 * 2**20)
    browser_sign_in(amina)
    page.goto(f"{live_server.url}{reverse('import_upload')}")

    page.get_by_label("Purchase-order extract").set_input_files(large)
    expect(page.get_by_text("would not be taken")).to_be_visible()
    page.get_by_role("button", name="Upload and look at it").click()

    expect(page.get_by_role("alert")).to_contain_text("larger than 1 MB")
    assert not Import.objects.exists()


def test_two_hundred_megabytes_of_one_line_are_refused(
    page, live_server, amina, browser_sign_in, tmp_path
):
    endless = tmp_path / "endless.csv"
    with endless.open("wb") as file:
        for _ in range(LINE_MEGABYTES):
            file.write(b"x" * 2**20)
    browser_sign_in(amina)
    page.goto(f"{live_server.url}{reverse('import_upload')}")

    page.get_by_label("Purchase-order extract").set_input_files(endless)
    page.get_by_role("button", name="Upload and look at it").click()

    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("a line of more than")
    assert not Import.objects.exists()


@pytest.mark.usefixtures("window")
def test_hostile_texts_run_nothing(  # noqa: PLR0917 (fixtures)
    page, live_server, amina, browser_sign_in, check_page, northgate
):
    script = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    asked, _ = actions.receive_file(
        [extract(row(description=script, supplier=script, quantity=script))],
        file_name=script,
        organisation=northgate,
        by=amina,
        at=amina.user.joined_at,
    )
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    browser_sign_in(amina)

    page.goto(f"{live_server.url}{reverse('import_detail', args=[asked.pk])}")
    expect(page.get_by_text(script).first).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Import it all the same").click()
    expect(page.get_by_text("You can leave this page")).to_be_visible()
    run_import(import_id=asked.pk)
    expect(page.get_by_text("row in the file").first).to_be_visible()
    check_page(page)
    assert not PurchaseLine.objects.exists()
