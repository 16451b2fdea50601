"""An administrator closes an organisation by a merger and takes it back, on a phone."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.usefixtures("dilys", "northgate")
def test_a_merger_is_previewed_made_and_taken_back(
    page, live_server, browser_sign_in, check_page, petra
):
    browser_sign_in(petra)
    page.set_viewport_size({"width": 390, "height": 844})

    page.goto(f"{live_server.url}/organisations/")
    check_page(page)
    page.get_by_role("link", name="Southmere Hospitals").click()
    page.get_by_role("link", name="Record a merger, an acquisition or a split").click()
    expect(page.get_by_label("From which day")).to_be_visible()
    check_page(page)
    page.get_by_label("It merged into another, and closes").check()
    page.get_by_label("The other organisation").select_option("NGT")
    page.get_by_label("From which day").fill("2021-10-01")
    page.get_by_role("button", name="See what it does").click()

    expect(page.get_by_text("Dilys Morgan, buyer")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Record it").click()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text(
        "1 person has access there"
    )
    check_page(page)
    page.get_by_label("End the access of this person").check()
    page.get_by_role("button", name="Record it").click()

    expect(page.get_by_role("status")).to_contain_text(
        "Southmere Hospitals merged into"
    )
    check_page(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Take it back")).to_be_visible()
    page.get_by_label("Why was it wrong?").fill("Not decided yet")
    check_page(page)
    page.get_by_role("button", name="Take it back").click()

    expect(page.get_by_role("status")).to_contain_text("Taken back")
    expect(page.get_by_text("Mergers and splits")).to_have_count(0)
