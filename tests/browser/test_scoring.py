"""A score sheet on a phone, where the connection is lost in the middle."""

import re

import pytest
from playwright.sync_api import expect

from procurement.evaluation.models import Score, ScoreSheet
from tests.procurement.evaluation.scoring import make_scoring, make_trial, products

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}
KEPT = re.compile("Kept on this .*; it will be sent when you are connected")


@pytest.fixture
def world():
    return make_scoring()


@pytest.fixture
def sheet(page, live_server, browser_sign_in, world):
    """The empty sheet of the standard proposed, as Carys opens it."""
    browser_sign_in(world.member("Carys"))
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/scoring/products/{products(world)[0].pk}/")
    expect(page.get_by_role("button", name="Hand it in")).to_be_visible()
    return page


def score(page, place, answer, comment=""):
    criterion = page.get_by_role("group", name=f"Criterion {place}", exact=True)
    criterion.get_by_label(answer).check()
    criterion.get_by_label("Why, or what you noticed").fill(comment)


def hand_in(page):
    page.get_by_role("button", name="Hand it in").click()


def has_arrived(page):
    expect(page.get_by_text("You handed this in on")).to_be_visible()


def kept_keys(page):
    return page.evaluate("Object.keys(localStorage)")


def test_a_sheet_that_lost_its_connection_is_sent_once_it_is_back(
    sheet, context, check_page
):
    score(sheet, 1, "3: Better than asked for", "It held for 30 days.")
    context.set_offline(True)
    score(sheet, 2, "Not tested")

    hand_in(sheet)
    expect(sheet.get_by_text(KEPT)).to_be_visible()
    hand_in(sheet)
    expect(sheet.get_by_text(KEPT)).to_be_visible()
    assert not ScoreSheet.objects.exists()
    context.set_offline(False)

    has_arrived(sheet)
    kept = ScoreSheet.objects.get()
    assert Score.objects.get(value=3).comment == "It held for 30 days."
    assert kept.scores.count() == 2
    assert kept_keys(sheet) == []
    check_page.complaints.clear()  # that it was offline
    check_page(sheet)


def test_an_answer_that_was_lost_makes_no_second_sheet(sheet, context):
    """The server kept it, and the phone was never told."""
    score(sheet, 1, "2: Met")
    score(sheet, 2, "1: Partly met")
    lost = []

    def lose(route):
        if route.request.method != "POST" or lost:
            route.continue_()
            return
        lost.append(route.fetch(max_redirects=0).status)
        route.abort()

    sheet.route("**/scoring/products/*/", lose)
    hand_in(sheet)
    expect(sheet.get_by_text(KEPT)).to_be_visible()
    assert lost == [302]
    hand_in(sheet)

    has_arrived(sheet)
    assert ScoreSheet.objects.count() == 1
    assert Score.objects.count() == 2


def test_what_was_typed_is_there_after_the_page_was_closed(
    sheet, live_server, world, check_page
):
    score(sheet, 1, "0: Not met, or unsafe", "It burst.")
    address = sheet.url
    sheet.goto(f"{live_server.url}/scoring/")
    sheet.get_by_role("status").get_by_role(
        "link", name=str(products(world)[0])
    ).click()

    expect(sheet.get_by_text("What you typed before is here again.")).to_be_visible()
    assert sheet.url == address
    expect(sheet.get_by_label("0: Not met, or unsafe").first).to_be_checked()
    expect(sheet.get_by_label("Why, or what you noticed").first).to_have_value(
        "It burst."
    )
    check_page(sheet)
    sheet.get_by_role("button", name="Start afresh").click()

    expect(sheet.get_by_label("0: Not met, or unsafe").first).not_to_be_checked()
    assert kept_keys(sheet) == []


def test_what_is_missing_is_said_beside_its_field(sheet, check_page):
    score(sheet, 1, "0: Not met, or unsafe")

    hand_in(sheet)

    expect(sheet.get_by_role("alert")).to_contain_text("Criterion 1: say why it is a 0")
    expect(sheet.get_by_label("0: Not met, or unsafe").first).to_be_checked()
    check_page(sheet)
    score(sheet, 1, "0: Not met, or unsafe", "It burst.")
    score(sheet, 2, "2: Met")
    hand_in(sheet)
    has_arrived(sheet)


def test_by_keyboard_alone_in_a_trial(
    page, live_server, browser_sign_in, world, check_page
):
    make_trial(world)
    browser_sign_in(world.member("Carys"))
    page.goto(f"{live_server.url}/scoring/")
    page.get_by_role("link", name="Score it from the trial").focus()
    page.keyboard.press("Enter")
    uses = page.get_by_label("How often have you used it")
    expect(uses).to_be_visible()
    check_page(page)

    uses.focus()
    page.keyboard.type("12")
    for text in ("L-1", "Ward 7"):
        page.keyboard.press("Tab")
        page.keyboard.type(text)
    for _ in range(2):
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        for _ in range(2):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    has_arrived(page)
    sheet = ScoreSheet.objects.get()
    assert (sheet.uses, sheet.lot, sheet.setting) == (12, "L-1", "Ward 7")
    assert [each.value for each in sheet.scores.all()] == [2, 2]
