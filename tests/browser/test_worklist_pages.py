"""The work on gaps in a browser: by keyboard, on a phone, and without JavaScript."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from procurement.gaps.models import Gap
from tests.cast import signed_in_client
from tests.procurement.gaps.world import make_gaps

pytestmark = pytest.mark.django_db(transaction=True)

SOON = timezone.localdate() + timedelta(days=5)


@pytest.fixture
def gaps(amina, ben):
    return make_gaps(amina.organisation, 4)


@pytest.fixture
def amina_works(browser_sign_in, amina, gaps):
    browser_sign_in(amina)


def test_two_are_assigned_at_once_one_is_accepted_and_that_is_undone(
    page, live_server, amina_works, check_page
):
    page.goto(f"{live_server.url}/gaps/")

    page.locator(".gap-open").first.focus()
    page.keyboard.press("x")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("x")
    expect(page.get_by_text("2 ticked:")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Assign", exact=True).click()
    expect(page.get_by_role("heading", name="Assign 2 price gaps")).to_be_visible()
    check_page(page)
    page.get_by_label("To whom?").select_option(label="Ben Okoro, buyer")
    page.get_by_label("Due on").fill(SOON.isoformat())
    page.get_by_role("button", name="Assign", exact=True).click()
    done = "Assigned 2 gaps worth £7,000.00 a year to Ben Okoro."
    expect(page.get_by_text(done)).to_be_visible()

    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("link", name="Product 3").click()
    page.get_by_role("link", name="Accept with a reason").click()
    expect(page.get_by_role("heading", name="Accept a price gap")).to_be_visible()
    check_page(page)
    page.get_by_label("Clinical need").check()
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.get_by_text("Accepted 1 gap worth £4,000.00 a year")).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back for 1 gap")).to_be_visible()
    expect(page.get_by_text("Ben Okoro works on it.")).to_be_visible()
    check_page(page)
    assert Gap.objects.listed().filter(stage="ASSIGNED").count() == 2


def test_all_that_match_are_put_off_without_javascript(
    new_context, live_server, amina, gaps
):
    context = new_context(java_script_enabled=False)
    cookie = signed_in_client(amina).cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies(
        [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
    )
    page = context.new_page()
    page.goto(f"{live_server.url}/gaps/?least_value=2000")

    page.get_by_label("All 3 that match").check()
    page.get_by_role("button", name="Put off").click()
    expect(page.get_by_text("3 gaps, £9,000.00 a year together.")).to_be_visible()
    page.get_by_label("Until which day?").fill(SOON.isoformat())
    page.get_by_role("button", name="Put off").click()

    expect(page.get_by_text("Put off 3 gaps worth £9,000.00 a year")).to_be_visible()
    assert Gap.objects.filter(snoozed_until=SOON).count() == 3
