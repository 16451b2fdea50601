"""A saving in a browser: two gaps ticked, priced, proposed, sent back, agreed."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from procurement.gaps.actions import refresh_gaps
from tests import region
from tests.factories import make_membership
from trusts.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def people(amina, northgate, southmere):
    """Amina and Northgate's finance. It pays 6p and Southmere 5p for two products."""
    today = timezone.localdate()
    for name in ("Gloves", "Gowns"):
        for trust, value in ((northgate, "60000"), (southmere, "50000")):
            days = [today - timedelta(days=number) for number in (3, 45, 46)]
            item = region.item(trust, region.product(name), eaches=100)
            region.buy(item, [(day, 10_000, value) for day in days])
    refresh_gaps(on=today, at=timezone.now())
    return amina, make_membership("Fran Doyle", Role.TRUST_FINANCE, northgate)


def test_from_two_gaps_to_what_finance_has_agreed(
    page, live_server, browser_sign_in, people, check_page
):
    amina, finance = people
    browser_sign_in(amina)
    page.goto(f"{live_server.url}/gaps/")
    for name in ("Gloves", "Gowns"):
        page.get_by_label(f"Select {name}").press("Space")
    page.get_by_role("button", name="Start an initiative").press("Enter")
    expect(page.get_by_text("On 2 price gaps")).to_be_visible()
    check_page(page)
    page.get_by_label("Name").fill("Both at the lowest price")
    page.get_by_role("button", name="Start it").press("Enter")
    expect(page.get_by_text("Started with 2 products.")).to_be_visible()
    expect(page.get_by_text("has no agreed price")).to_be_visible()
    check_page(page)
    part = page.url

    page.get_by_role("link", name="Set prices").click()
    expect(page.locator("h1")).to_contain_text("Set prices")
    for name in ("Gloves", "Gowns"):
        page.get_by_label(f"Agreed, £ each: {name}").fill("0.052")
    check_page(page)
    page.get_by_role("button", name="Keep the prices").click()
    expect(page.get_by_text("Prices kept.")).to_be_visible()
    page.get_by_role("link", name="Change start, cost and evidence").click()
    page.get_by_label("Where are the prices written?").fill("Quote 4711")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Quote 4711").first).to_be_visible()
    page.get_by_role("button", name="Propose to finance").click()
    expect(page.get_by_text("It waits for your finance")).to_be_visible()

    browser_sign_in(finance)
    page.goto(part)
    page.get_by_role("link", name="Send back").click()
    page.get_by_label("What has to change").fill("Which day is the quote of?")
    page.get_by_role("button", name="Send it back").click()
    expect(page.get_by_text("Sent back, with what you wrote.")).to_be_visible()

    browser_sign_in(amina)
    page.goto(part)
    expect(page.get_by_text("Which day is the quote of?").first).to_be_visible()
    check_page(page)
    page.get_by_role("button", name="Propose to finance").click()
    expect(page.get_by_text("It waits for your finance")).to_be_visible()

    browser_sign_in(finance)
    page.goto(part)
    page.get_by_role("button", name="Agree and lock").click()
    expect(page.get_by_text("The baselines are locked")).to_be_visible()
    check_page(page)
