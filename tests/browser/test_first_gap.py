"""An invited procurement lead, from the mail to the first gap."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.test_sign_in import confirm_password
from tests.procurement.gaps import world
from tests.trusts.signing_in import PASSWORD, code_of
from trusts import actions
from trusts.roles import Role
from trusts.tasks import send_waiting_invitations

pytestmark = pytest.mark.django_db(transaction=True)

IN_THE_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


def set_up_app(page):
    page.get_by_role("link", name="Set up an authenticator app").click()
    confirm_password(page)
    secret = page.locator(".app-secret").inner_text()
    page.get_by_label("Code the app shows").fill(code_of(secret))
    page.get_by_role("button", name="Turn on").click()


def set_up_passkey(page):
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": IN_THE_DEVICE})
    page.get_by_role("link", name="Add a key").click()
    confirm_password(page)
    page.get_by_label("Name of this key").fill("Laptop")
    page.get_by_label("Sign in with this key alone").check()
    page.get_by_role("button", name="Add").click()


@pytest.mark.parametrize("set_up", [set_up_app, set_up_passkey])
def test_an_invited_lead_comes_from_the_mail_to_the_first_gap(  # noqa: PLR0917 (fixtures)
    page, live_server, northgate, petra, settings, check_page, set_up
):
    settings.SECOND_FACTOR_REQUIRED = True
    settings.SENDS_EMAIL = True
    gap = world.fill()
    actions.invite(
        email="nadia@example.org",
        full_name="Nadia Ferreira",
        organisation=northgate,
        role=Role.TRUST_LEAD,
        starts_on=timezone.localdate(),
        ends_on=None,
        site=live_server.url,
        by=petra,
        at=timezone.now(),
    )
    send_waiting_invitations()

    page.goto(re.search(r"http://\S+/invitations/\S+/", mail.outbox[-1].body)[0])
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_role("button", name="Create my account").click()
    second_step = page.get_by_role("heading", name="Second step for signing in")
    expect(second_step).to_be_visible()
    page.goto(f"{live_server.url}{reverse('gap_list')}")
    expect(second_step).to_be_visible()
    set_up(page)
    page.get_by_role("link", name="I have kept them: go on").click()
    expect(page.get_by_role("heading", name="Price gaps")).to_be_visible()
    page.goto(live_server.url)
    page.get_by_role("link", name=gap.product.description).first.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text(
        gap.product.description
    )
    expect(page.get_by_text("You pay").first).to_be_visible()
    check_page(page)
