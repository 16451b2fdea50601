"""Finance confirms months in a browser, and a late line asks again."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from procurement.savings.years import month_of, months_after
from tests.factories import make_membership
from tests.procurement.savings.months import buy_more, months_of_savings
from trusts.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


def test_finance_confirms_two_months_and_a_late_line_asks_again(
    page, live_server, browser_sign_in, check_page, amina
):
    femi = make_membership("Femi Ade", Role.TRUST_FINANCE, amina.organisation)
    made = months_of_savings(amina, femi)
    browser_sign_in(femi)
    page.goto(live_server.url)
    page.get_by_role("link", name="2 months wait for you").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("2 months of savings wait for finance")
    check_page(page)

    second, third = (
        months_after(month_of(timezone.localdate()), count) for count in (-2, -1)
    )
    for month in (second, third):
        name = f"Tick {month:%B %Y}, Wipes at the lowest price"
        page.get_by_label(name).press("Space")
        expect(page.get_by_label(name)).to_be_checked()
    page.get_by_role("button", name="Confirm the ticked months").press("Enter")
    expect(heading).to_have_text("Confirm 2 months, £80.00?")
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        check_page(page)
    page.get_by_role("button", name="Confirm 2 months, £80.00").click()

    done = page.get_by_role("status").filter(has_text="Confirmed 2 months: £80.00")
    expect(done).to_be_visible()
    expect(heading).to_have_text("1 confirmed month asks again")
    buy_more(made["saving_item"], (second, "10", "52"))
    page.reload()
    expect(heading).to_have_text("2 confirmed months ask again")
    page.get_by_role("link", name=f"{second:%B %Y}").click()
    expect(heading).to_contain_text(f"{second:%B %Y}: −£37.00 by the lines")
    expect(page.get_by_role("row")).to_have_count(4)
    check_page(page)
