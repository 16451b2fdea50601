"""An objection is answered and accepted on a phone; its record is read at a desk."""

import os

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from procurement.signoff.models import ObjectionAct, ObjectionStep
from tests.procurement.signoff import clinic
from tests.procurement.signoff.test_decision_record import decided
from tests.procurement.specifications.world import make_world, sign

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}

pytestmark = pytest.mark.django_db(transaction=True)


def shot(page, name):
    if os.environ.get("SHOTS"):
        page.screenshot(path=f"{os.environ['SHOTS']}/{name}.png", full_page=True)


def press(page, role, name):
    """By the keyboard alone."""
    control = page.get_by_role(role, name=name, exact=True)
    expect(control).to_be_visible()
    control.focus()
    page.keyboard.press("Enter")


def test_an_objection_is_answered_and_accepted(
    page, live_server, browser_sign_in, check_page
):
    world = clinic.open_world()
    objection = sign(world, "Carys", "OBJECT_BLOCKING", at=timezone.now())
    page.set_viewport_size(PHONE)
    browser_sign_in(world.chair)
    page.goto(f"{live_server.url}{clinic.reading(world)}")
    press(page, "link", "Carys Jones, Southmere Hospitals")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Objection of")
    expect(page.get_by_role("main")).to_contain_text("owes an answer by")
    check_page(page)
    shot(page, "objection-chair")
    press(page, "link", "Choose who answers it")
    expect(page.get_by_label("By when?")).to_be_visible()
    check_page(page)
    shot(page, "objection-own")
    page.go_back()
    press(page, "link", "Answer it")
    page.get_by_label("Your answer").press_sequentially("A new valve.")
    press(page, "button", "Answer it")
    expect(page.get_by_text("The answer is sent.")).to_be_visible()
    check_page(page)
    shot(page, "objection-answered")

    browser_sign_in(world.member("Carys"))
    page.goto(f"{live_server.url}{clinic.reading(world)}")
    press(page, "link", "what is done about your objection")
    press(page, "link", "Reply to the answer")
    press(page, "button", "Reply to the answer")
    expect(page.get_by_role("alert")).to_contain_text("Say whether the answer")
    check_page(page)
    shot(page, "objection-reply")
    page.get_by_label("Yes: it no longer stands in the way").focus()
    page.keyboard.press("Space")
    press(page, "button", "Reply to the answer")

    expect(page.get_by_text("Your reply is sent.")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("It stays on record as dissent.")
    shot(page, "objection-accepted")
    last = ObjectionStep.objects.filter(decision=objection).latest("pk")
    assert last.act == ObjectionAct.ACCEPTED


def test_the_record_is_read(page, live_server, browser_sign_in, check_page):
    world = make_world(at=timezone.now())
    round_ = decided(world, at=timezone.now())
    browser_sign_in(world.member("Carys"))
    page.set_viewport_size(DESK)
    page.goto(f"{live_server.url}{clinic.reading(world)}")
    press(page, "link", "Record of the decision")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Record of")
    expect(page.get_by_role("main")).to_contain_text(round_.text.sha256)
    check_page(page)
    shot(page, "record-desk")
    page.set_viewport_size(PHONE)
    check_page(page)
    shot(page, "record-phone")
