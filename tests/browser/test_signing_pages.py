"""A clinician with a phone, between two patients: reads, comments, declares, signs."""

import os

import pytest
from playwright.sync_api import expect

from procurement.signoff.models import Decision
from procurement.specifications.models import Comment
from tests.procurement.signoff import clinic
from tests.trusts.signing_in import PASSWORD, give_password

PHONE = {"width": 390, "height": 844}
MOST_TAPS = 10

pytestmark = pytest.mark.django_db(transaction=True)


class Taps:
    """Counts what a thumb does. Typing is no tap; going into a field is one."""

    def __init__(self):
        self.made = []

    def __call__(self, locator):
        locator.click()
        self.made.append(str(locator))


class Keys:
    """Reaches everything by Tab alone, and acts on it by Enter or Space."""

    def __init__(self, page):
        self.page = page

    def reach(self, locator):
        expect(locator).to_be_visible()
        for _ in range(120):
            self.page.keyboard.press("Tab")
            if locator.evaluate("each => each === document.activeElement"):
                return
        raise AssertionError(f"Tab never reaches {locator}")

    def __call__(self, locator, key="Enter"):
        self.reach(locator)
        self.page.keyboard.press(key)


@pytest.fixture
def world():
    world = clinic.open_world(words=clinic.TWO_PAGES)
    give_password(world.member("Carys"))
    return world


@pytest.fixture
def phone(page, live_server, world, browser_sign_in):
    page.set_viewport_size(PHONE)
    browser_sign_in(world.member("Carys"))
    page.goto(live_server.url)
    return page


def shot(page, name):
    if os.environ.get("SHOTS"):
        page.screenshot(path=f"{os.environ['SHOTS']}/{name}.png", full_page=True)


WHAT_A_SCREEN_READER_SAYS = """
- article:
  - heading "Foley catheters, version 1" [level=1]
  - heading "What changes for your ward" [level=2]
  - heading "Product information" [level=2]
  - heading "Regulatory and safety" [level=2]
  - heading "Technical and physical" [level=2]
  - heading "Data intelligence" [level=2]
  - heading "Human factors" [level=2]
  - heading "Sustainability" [level=2]
  - heading "Criteria" [level=2]
  - heading "The standard proposed, and what else was considered" [level=2]
  - heading "Evidence" [level=2]
  - heading "Who takes part" [level=2]
  - heading "Comments" [level=2]
  - region "Your decision":
    - heading "Your decision" [level=2]
    - group "Do you have an interest to declare?":
      - radio "No, none"
      - radio "Yes"
    - button "Continue"
"""


def test_reads_comments_declares_and_signs_in_ten_taps(phone, world, check_page):
    tap = Taps()
    expect(phone.get_by_role("heading", name="Waiting for you (1)")).to_be_visible()
    expect(phone.get_by_role("main")).to_contain_text("about 3 minutes")
    check_page(phone)
    shot(phone, "1-home")

    tap(phone.get_by_role("link", name="Foley catheters: sign off by"))
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Foley catheters")
    expect(phone.get_by_role("main")).to_contain_text("About 3 minutes to read")
    expect(phone.get_by_role("main")).to_match_aria_snapshot(WHAT_A_SCREEN_READER_SAYS)
    check_page(phone)
    shot(phone, "2-reading")

    tap(
        phone.get_by_role("link", name="Comment on Technical and physical, paragraph 1")
    )
    expect(phone.get_by_label("Your comment")).to_be_focused()
    check_page(phone)
    shot(phone, "3-comment")
    phone.keyboard.type("Keep 14 Ch.")
    tap(phone.get_by_role("button", name="Send comment"))
    expect(phone.get_by_text("Sent. You will read here")).to_be_visible()
    check_page(phone)
    shot(phone, "4-commented")

    tap(phone.get_by_label("No, none"))
    tap(phone.get_by_role("button", name="Continue"))
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Your decision")
    check_page(phone)
    shot(phone, "5-decide")
    tap(phone.get_by_label("Approve", exact=True))
    tap(phone.get_by_role("button", name="Continue"))
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Confirm")
    check_page(phone)
    shot(phone, "6-confirm")
    tap(phone.get_by_label("Your password", exact=True))
    phone.keyboard.type(PASSWORD)
    tap(phone.get_by_role("button", name="Sign", exact=True))
    expect(phone.get_by_role("heading", level=1)).to_contain_text("You have signed")
    check_page(phone)
    shot(phone, "7-receipt")

    assert len(tap.made) <= MOST_TAPS
    assert Comment.objects.get().heading == "technical_text"
    assert Decision.objects.get().kind == "APPROVE"


def test_by_keyboard_alone_somebody_comments_and_objects(phone, world, check_page):
    key, main = Keys(phone), phone.get_by_role("main")
    expect(main).to_contain_text("Waiting for you (1)")
    key(main.get_by_role("link", name="Foley catheters: sign off by"))
    expect(main).to_contain_text("About 3 minutes to read")

    key(main.get_by_role("link", name="Comment on criterion 1"))
    expect(main.get_by_label("Your comment")).to_be_focused()
    phone.keyboard.type("28 days is long.")
    key(main.get_by_role("button", name="Send comment"))
    expect(main.get_by_text("Sent. You will read here")).to_be_focused()

    key(main.get_by_label("No, none"), "Space")
    key(main.get_by_role("button", name="Continue"))
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Your decision")
    key.reach(main.get_by_label("Approve", exact=True))
    for _ in range(2):
        phone.keyboard.press("ArrowDown")
    expect(main.get_by_label("Object", exact=True)).to_be_checked()
    expect(main.get_by_text("owes you an answer by")).to_be_visible()
    check_page(phone)
    shot(phone, "8-object")
    key(main.get_by_label("Yes: it must not be adopted like this"), "Space")
    key.reach(main.get_by_label("What is it about?"))
    phone.keyboard.type("Safety")
    key.reach(main.get_by_label("What is the risk?"))
    phone.keyboard.type("It leaks.")
    key.reach(main.get_by_label("What would resolve it?"))
    phone.keyboard.type("A new valve.")
    key(main.get_by_role("button", name="Continue"))
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Confirm")
    key.reach(main.get_by_label("Your password", exact=True))
    phone.keyboard.type(PASSWORD)
    shot(phone, "9-confirm")
    phone.keyboard.press("Enter")

    expect(phone.get_by_role("heading", level=1)).to_contain_text("You have signed")
    shot(phone, "10-receipt")
    decision = Decision.objects.get()
    assert (decision.kind, decision.reason_class) == ("OBJECT_BLOCKING", "SAFETY")
    assert Comment.objects.get().criterion.position == 1


def test_a_passkey_signs_what_it_was_asked_for(phone, live_server, world, check_page):
    session = phone.context.new_cdp_session(phone)
    session.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    phone.goto(f"{live_server.url}/accounts/2fa/webauthn/add/")
    phone.get_by_label("Password", exact=True).fill(PASSWORD)
    phone.get_by_role("button", name="Continue").click()
    phone.get_by_role("button", name="Add", exact=True).click()
    expect(phone.get_by_role("heading", name="Recovery codes")).to_be_visible()

    phone.goto(f"{live_server.url}{clinic.reading(world)}")
    phone.get_by_label("No, none").check()
    phone.get_by_role("button", name="Continue").click()
    phone.get_by_label("Approve", exact=True).check()
    phone.get_by_role("button", name="Continue").click()
    expect(phone.get_by_label("Your password", exact=True)).to_be_visible()
    check_page(phone)
    shot(phone, "11-passkey")
    phone.get_by_role("button", name="Sign with your passkey").click()

    expect(phone.get_by_role("heading", level=1)).to_contain_text("You have signed")
    assert Decision.objects.get().proof == "PASSKEY"
