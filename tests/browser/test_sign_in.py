"""Signing in, in a real browser: second steps, passkeys, links by mail, sessions."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from tests.browser.test_frame import sign_in_by_hand
from tests.trusts.signing_in import PASSWORD, code_of, give_password, link_in

pytestmark = pytest.mark.django_db(transaction=True)

NEW_PASSWORD = "another long and lovely phrase"


@pytest.fixture(autouse=True)
def mails(settings):
    """Pages that offer to send a mail do so."""
    settings.SENDS_EMAIL = True
    return mail.outbox


def confirm_password(page):
    expect(page.get_by_role("heading", name="Confirm it is you")).to_be_visible()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()


def test_a_lead_must_set_up_an_app_and_signs_in_with_it(
    page, live_server, amina, check_page, settings
):
    settings.SECOND_FACTOR_REQUIRED = True
    give_password(amina)
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in_by_hand(page, live_server, "amina@example.org")
    expect(page.get_by_text("Set up a second step for signing in")).to_be_visible()
    check_page(page)

    page.get_by_role("link", name="Set up an authenticator app").click()
    confirm_password(page)
    expect(page.get_by_label("Code the app shows")).to_be_visible()
    check_page(page)
    secret = page.locator(".app-secret").inner_text()
    page.get_by_label("Code the app shows").fill(code_of(secret))
    page.get_by_role("button", name="Turn on").click()
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    check_page(page)
    assert mail.outbox[-1].subject == "An authenticator app was set up"
    page.get_by_role("link", name="I have kept them: go on").click()
    expect(page.get_by_role("heading", name="Organisations")).to_be_visible()

    page.get_by_role("button", name="Sign out").click()
    sign_in_by_hand(page, live_server, "amina@example.org")
    expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    check_page(page)
    page.get_by_label("Code").fill(code_of(secret, 1))
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Organisations")).to_be_visible()


def test_a_clinician_need_not_set_one_up(
    page, live_server, carys, browser_sign_in, settings
):
    settings.SECOND_FACTOR_REQUIRED = True
    browser_sign_in(carys)

    page.goto(f"{live_server.url}/organisations/")

    expect(page.get_by_role("heading", name="Organisations")).to_be_visible()


def test_a_forgotten_password_is_set_anew(page, live_server, amina, check_page):
    give_password(amina)
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_role("link", name="Forgotten your password?").click()
    expect(page.get_by_role("button", name="Send the link")).to_be_visible()
    check_page(page)
    page.get_by_label("E-mail address").fill("amina@example.org")
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("heading", name="Look in your e-mail")).to_be_visible()
    check_page(page)

    page.goto(live_server.url + link_in(mail.outbox[-1]))
    page.get_by_label("New password", exact=True).fill("short")
    page.get_by_label("The new password again").fill("short")
    page.get_by_role("button", name="Set password").click()
    expect(page.get_by_role("alert")).to_contain_text("too short")
    check_page(page)
    page.get_by_label("New password", exact=True).fill(NEW_PASSWORD)
    page.get_by_label("The new password again").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Set password").click()

    expect(page.get_by_role("link", name="Amina Shah")).to_be_visible()


def test_an_address_is_changed(page, live_server, amina, check_page):
    give_password(amina)
    sign_in_by_hand(page, live_server, "amina@example.org")
    page.get_by_role("link", name="Amina Shah").click()
    expect(page.locator("h1")).to_have_text("Your account")
    check_page(page)
    page.get_by_role("link", name="Change (e-mail address)").click()
    page.get_by_label("New e-mail address").fill("amina.shah@example.org")
    page.get_by_role("button", name="Send the link").click()
    confirm_password(page)
    expect(page.get_by_text("A link is on its way")).to_be_visible()
    check_page(page)

    page.goto(live_server.url + link_in(mail.outbox[-1]))
    check_page(page)
    page.get_by_role("button", name="Use this address").click()

    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    expect(page.get_by_text("amina.shah@example.org").first).to_be_visible()


def test_a_session_elsewhere_is_ended(
    page, live_server, amina, new_context, check_page
):
    give_password(amina)
    elsewhere = new_context().new_page()
    for each in (elsewhere, page):
        sign_in_by_hand(each, live_server, "amina@example.org")
        expect(each.get_by_role("heading", name="Organisations")).to_be_visible()

    page.goto(f"{live_server.url}/accounts/sessions/")
    check_page(page)
    page.get_by_role("button", name=re.compile("^Sign out .* on Linux")).click()
    expect(page.get_by_text("That browser is signed out")).to_be_visible()

    elsewhere.reload()
    expect(elsewhere.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_passkey_signs_in_without_a_password(page, live_server, amina, check_page):
    give_password(amina)
    page.goto(f"{live_server.url}/accounts/login/")
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": key})

    sign_in_by_hand(page, live_server, "amina@example.org")
    page.get_by_role("link", name="Amina Shah").click()
    page.get_by_role("link", name="Set up (second step)").click()
    expect(page.locator("h1")).to_have_text("Second step for signing in")
    check_page(page)
    page.get_by_role("link", name="Add a key").click()
    confirm_password(page)
    page.get_by_label("Name of this key").fill("Laptop")
    check_page(page)
    page.get_by_label("Sign in with this key alone").check()
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    check_page(page)
    page.goto(f"{live_server.url}/accounts/2fa/webauthn/")
    check_page(page)
    page.get_by_role("link", name="Rename Laptop").click()
    expect(page.locator("h1")).to_have_text("Rename a key")
    check_page(page)
    page.get_by_label("Name of this key").fill("Desk")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Remove Desk").click()
    expect(page.locator("h1")).to_have_text("Remove Desk?")
    check_page(page)
    page.get_by_role("link", name="Keep it").click()
    expect(page.locator("h1")).to_have_text("Passkeys and security keys")
    page.goto(
        f"{live_server.url}/accounts/2fa/webauthn/reauthenticate/?next=/accounts/"
    )
    check_page(page)
    page.get_by_role("button", name="Use a passkey or security key").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()

    page.goto(f"{live_server.url}/organisations/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_text("Procurement lead")).to_be_visible()
    check_page(page)
