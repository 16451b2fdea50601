"""Charts in the gallery: drawn by the browser, heard by the keyboard, on paper ours."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def gallery(page, live_server, amina, browser_sign_in, settings):
    settings.DEMONSTRATION = True
    browser_sign_in(amina)
    return f"{live_server.url}/components/"


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)], ids=["desktop", "phone"])
def test_charts_are_drawn_and_said_value_by_value(page, gallery, check_page, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(reduced_motion="reduce")
    page.goto(gallery)
    waterfall = page.locator("#example-waterfall")
    live = waterfall.locator(".app-chart__live")
    expect(live.locator("svg")).to_contain_text("£20.5m")
    expect(waterfall.locator(".app-chart__drawing")).to_be_hidden()
    expect(page.locator("#example-cumulative .app-chart__live")).to_contain_text(
        "Target"
    )
    expect(page.locator("#example-bars .app-chart__live")).to_contain_text("Southmere")
    check_page(page)

    live.focus()
    live.press("ArrowRight")
    live.press("ArrowRight")

    expect(waterfall.locator("[aria-live]")).to_have_text("Lost: −£300,000")
    expect(live).to_contain_text("Lost: −£300,000")
    check_page(page)

    page.emulate_media(media="print")
    expect(waterfall.locator(".app-chart__wide")).to_be_visible()
    expect(live).to_be_hidden()


def test_without_javascript_charts_and_their_tables_are_there(
    new_context, gallery, page
):
    context = new_context(java_script_enabled=False)
    context.add_cookies(page.context.cookies())
    plain = context.new_page()
    plain.goto(gallery)
    chart = plain.locator("#example-bars")

    expect(chart.locator(".app-chart__wide")).to_contain_text("Southmere")
    chart.get_by_text("Show as a table").click()

    expect(chart.get_by_role("link", name="Southmere")).to_be_visible()
