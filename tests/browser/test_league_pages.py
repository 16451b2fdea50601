"""A release in a browser: prepared, previewed by a trust, challenged, answered, out."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from procurement.league.forms import usual_period
from procurement.league.models import Release
from procurement.league.tasks import work_out_waiting_leagues
from tests.procurement.league import world

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def region_of_six(northgate):
    world.fill(usual_period(timezone.localdate())[1])


@pytest.mark.usefixtures("region_of_six")
def test_a_release_is_prepared_previewed_challenged_answered_and_out(
    page, live_server, browser_sign_in, check_page, request
):
    amina, ben, rae = map(request.getfixturevalue, ("amina", "ben", "rae"))
    league = f"{live_server.url}/league/"
    browser_sign_in(rae)
    page.goto(league)
    prepares(page, check_page)
    browser_sign_in(amina)
    page.goto(league)
    challenges(page, check_page)
    browser_sign_in(rae)
    page.goto(f"{league}releases/")
    answers(page)
    yesterday = timezone.localdate() - timedelta(days=1)
    Release.objects.update(preview_ends_on=yesterday)
    page.get_by_role("link", name="Back to the release").press("Enter")
    page.get_by_role("button", name="Release it").press("Enter")
    expect(page.get_by_text("Released. Every trust sees it now.")).to_be_visible()
    browser_sign_in(ben)
    page.goto(league)
    reads(page, check_page)


def prepares(page, check_page):
    page.get_by_role("link", name="All releases").press("Enter")
    page.get_by_role("link", name="Prepare a release").first.press("Enter")
    page.get_by_role("button", name="Prepare it").press("Enter")
    expect(page.get_by_text("Figures are being worked out.")).to_be_visible()
    check_page(page)
    work_out_waiting_leagues()
    page.get_by_role("button", name="Open the preview").press("Enter")
    expect(page.get_by_text("It can be released from")).to_be_visible()


def challenges(page, check_page):
    page.get_by_role("link", name="Look at the figures").press("Enter")
    page.get_by_role("link", name=re.compile("How it came about, and")).press("Enter")
    under_contract = page.locator("section", has_text="Under contract")
    expect(under_contract).to_contain_text("83%")
    check_page(page)
    under_contract.get_by_role("link", name="Challenge this figure").press("Enter")
    page.get_by_role("button", name="Challenge it").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Say what is wrong.")
    check_page(page)
    page.get_by_label("What is wrong with the figure?").fill("Gowns are under C-1.")
    page.get_by_label("How can that be seen?").fill("Order 4711")
    page.get_by_role("button", name="Challenge it").press("Enter")
    expect(page.get_by_text("to answer it before the release")).to_be_visible()


def answers(page):
    page.get_by_role("rowheader").get_by_role("link").press("Enter")
    page.get_by_role("link", name="Under contract of Northgate").press("Enter")
    page.get_by_role("link", name="Answer it").press("Enter")
    page.get_by_label("Accepted: under review").check()
    page.get_by_label("Your answer to the trust").fill("We look into it.")
    page.get_by_role("button", name="Answer it").press("Enter")
    expect(page.get_by_text("Answered. The trust can read it.")).to_be_visible()


def reads(page, check_page):
    expect(page.get_by_text("How the top quarter got there").first).to_be_visible()
    expect(page.get_by_text("Under review", exact=True)).to_be_visible()
    check_page(page)
    page.locator("summary", has_text="Show the formula").press("Enter")
    expect(page.get_by_text("version 1 of the definitions")).to_be_visible()
    page.set_viewport_size(PHONE)
    check_page(page)
