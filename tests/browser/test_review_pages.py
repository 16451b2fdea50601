"""The review desk in a browser: one key an answer, one key to take it back; by touch;
without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from procurement.review.models import Answer
from tests.procurement.gaps import world
from tests.procurement.review import questions

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def asked(amina):
    """A question of each kind; the largest that waits comes first."""
    return questions.ask_of_each_kind(world.fill().product, by=amina)


@pytest.fixture
def stella_reads(page, live_server, browser_sign_in, stella, asked):
    """`stella_reads("unmatched")` opens that question as the steward."""
    browser_sign_in(stella)

    def read(name):
        page.goto(f"{live_server.url}/review/{asked[name].pk}/")
        page.wait_for_timeout(500)  # keys rest for a moment after a question has come
        return asked[name]

    return read


def title(page):
    return page.locator("#question-title")


def answered(question):
    return Answer.objects.standing().get(question=question)


# Once with the first key, and once again when the next question has come: at once, as
# a test that presses from outside never can be sure to.
PRESS_AGAIN = """() => {
    const again = () => setTimeout(() => {
        const key = new KeyboardEvent("keydown", { key: "3", bubbles: true });
        document.body.dispatchEvent(key);
        document.body.dataset.again = Number(document.body.dataset.again ?? 0) + 1;
    });
    document.addEventListener("keydown", again, { once: true });
    document.addEventListener("htmx:afterSwap", again, { once: true });
}"""


def press(page, key):
    page.keyboard.press(key)


def test_one_key_answers_and_the_next_question_has_the_focus(
    page, stella_reads, check_page
):
    question = stella_reads("unmatched")
    here = title(page).inner_text()

    press(page, "1")

    expect(title(page)).not_to_have_text(here)
    expect(title(page)).to_be_focused()
    expect(page.get_by_text("Done: It is Nitrile gloves, medium")).to_be_visible()
    expect(page).not_to_have_url(re.compile(rf"/review/{question.pk}/"))
    assert answered(question).outcome == "SAME"
    check_page(page)


def test_one_key_takes_the_last_answer_back(page, stella_reads):
    question = stella_reads("unmatched")
    here = title(page).inner_text()
    press(page, "3")
    expect(title(page)).not_to_have_text(here)
    page.wait_for_timeout(500)

    press(page, "u")

    expect(title(page)).to_have_text(here)
    assert not Answer.objects.standing().filter(question=question).exists()


def test_a_key_pressed_twice_answers_one_question(page, stella_reads):
    question = stella_reads("unmatched")
    here = title(page).inner_text()

    page.evaluate(PRESS_AGAIN)
    press(page, "3")
    expect(title(page)).not_to_have_text(here)
    expect(page.locator("body")).to_have_attribute("data-again", "2")
    expect(page.locator(".htmx-request")).to_have_count(0)

    assert [each.question for each in Answer.objects.filter(outcome="LATER")] == [
        question
    ]


def test_p_and_a_number_say_what_the_pack_holds(page, stella_reads):
    question = stella_reads("pack")
    here = title(page).inner_text()

    press(page, "p")
    page.keyboard.type("120")
    press(page, "Enter")

    expect(title(page)).not_to_have_text(here)
    assert answered(question).eaches == 120


def test_a_number_that_is_none_is_refused_beside_its_field(
    page, stella_reads, check_page
):
    stella_reads("pack")

    press(page, "p")
    page.keyboard.type("many")
    press(page, "Enter")

    expect(page.locator("#eaches-error")).to_have_text(
        "Give a whole number, such as 100."
    )
    expect(page.locator("#id_eaches")).to_have_value("many")
    check_page(page)


def test_next_and_previous_go_without_an_answer(page, stella_reads):
    stella_reads("unmatched")
    here = title(page).inner_text()

    press(page, "n")
    expect(title(page)).not_to_have_text(here)
    page.wait_for_timeout(500)
    press(page, "k")

    expect(title(page)).to_have_text(here)
    assert Answer.objects.count() == 1  # the one that was there


def test_keys_can_be_turned_off_and_stay_so(page, stella_reads):
    stella_reads("unmatched")
    press(page, "?")
    page.get_by_label("Answer with single keys").uncheck()
    expect(page.locator("kbd.review-key").first).to_be_hidden()
    page.reload()
    page.wait_for_timeout(500)

    press(page, "1")
    page.wait_for_load_state("networkidle")

    expect(page.locator("kbd.review-key").first).to_be_hidden()
    assert not Answer.objects.filter(answered_by__user__full_name__contains="Stel")


def test_keys_rest_while_somebody_types(page, stella_reads):
    stella_reads("unmatched")

    press(page, "f")
    page.keyboard.type("123 xlu")
    page.wait_for_load_state("networkidle")

    expect(page.locator("#find")).to_have_value("123 xlu")
    assert Answer.objects.count() == 1
    press(page, "Escape")
    expect(title(page)).to_be_focused()


def test_the_trust_is_asked_by_keyboard(page, stella_reads):
    question = stella_reads("unmatched")
    here = title(page).inner_text()

    press(page, "a")
    page.keyboard.type("Which size?")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(title(page)).not_to_have_text(here)

    assert answered(question).note == "Which size?"


@pytest.mark.parametrize("name", ["pack", "suspect", "unmatched", "pair", "proposed"])
def test_every_kind_is_fit_for_a_phone_and_a_thumb(
    page, stella_reads, check_page, name
):
    page.set_viewport_size(PHONE)
    stella_reads(name)

    for answer in page.locator("button.review-answer:visible").all():
        box = answer.bounding_box()
        assert box["height"] >= 44
        assert box["width"] >= 44
    check_page(page)


def test_without_javascript_plain_forms_do_the_same(
    browser, live_server, stella, asked, sign_in
):
    context = browser.new_context(java_script_enabled=False)
    cookie = sign_in(stella).cookies["sessionid"]
    context.add_cookies(
        [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
    )
    page = context.new_page()
    page.goto(f"{live_server.url}/review/{asked['unmatched'].pk}/")
    here = title(page).inner_text()

    assert page.locator("kbd.review-key:visible").count() == 0
    page.get_by_role("button", name="It is this").first.click()

    expect(title(page)).not_to_have_text(here)
    page.get_by_role("button", name="Undo").click()
    expect(title(page)).to_have_text(here)
    assert not Answer.objects.standing().filter(question=asked["unmatched"]).exists()
    context.close()
