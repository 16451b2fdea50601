"""From the mail to the first page, and out again, in a real browser."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from trusts import actions
from trusts.models import Invitation
from trusts.roles import Role
from trusts.tasks import send_waiting_invitations

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "a long and lovely phrase"


@pytest.fixture
def link(amina, live_server):
    """The link of an invitation to Northgate, as it stands in the mail."""
    actions.invite(
        email="nadia@example.org",
        full_name="Nadia Ferreira",
        organisation=amina.organisation,
        role=Role.BUYER,
        starts_on=timezone.localdate(),
        ends_on=None,
        site=live_server.url,
        by=amina,
        at=timezone.now(),
    )
    return link_of_last_mail()


def link_of_last_mail():
    send_waiting_invitations()
    return re.search(r"http://\S+/invitations/\S+/", mail.outbox[-1].body)[0]


def accept(page, link):
    page.goto(link)
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_role("button", name="Create my account").click()


def test_an_invitation_goes_from_the_form_to_the_first_page(  # noqa: PLR0917 (fixtures)
    page, new_context, live_server, amina, browser_sign_in, check_page
):
    page.set_viewport_size({"width": 1280, "height": 800})
    browser_sign_in(amina)
    page.goto(f"{live_server.url}{reverse('person_list')}")
    check_page(page)
    page.get_by_role("link", name="Invite somebody").click()
    expect(page.locator("h1")).to_contain_text("Invite somebody")
    page.get_by_label("Full name").fill("Nadia Ferreira")
    page.get_by_label("Work e-mail address").fill("nadia")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("Choose the role")
    check_page(page)
    page.get_by_label("Work e-mail address").fill("nadia@example.org")
    page.get_by_label(re.compile("^Buyer")).check()
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_role("status")).to_contain_text("Nadia Ferreira is invited")
    check_page(page)

    phone = new_context(viewport={"width": 390, "height": 844}).new_page()
    phone.goto(link_of_last_mail())
    expect(phone.get_by_role("heading", name="Your invitation")).to_be_visible()
    check_page(phone)
    phone.get_by_label("Choose a password").fill("short")
    phone.get_by_role("button", name="Create my account").click()
    expect(phone.locator(".nhsuk-error-summary")).to_contain_text("too short")
    check_page(phone)
    phone.get_by_label("Choose a password").fill(PASSWORD)
    phone.get_by_role("button", name="Create my account").click()

    expect(phone.get_by_text("Northgate University Hospitals").first).to_be_visible()
    expect(phone.get_by_role("link", name="Nadia Ferreira")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_link_works_once(new_context, link, javascript):
    context = new_context(java_script_enabled=javascript)
    accept(context.new_page(), link)

    again = new_context().new_page()
    again.goto(link)

    expect(again.get_by_role("heading")).to_have_text("This invitation has been used")
    expect(again.get_by_role("link", name="amina@example.org")).to_be_visible()


def test_a_link_that_has_ended_says_so_also_to_who_has_the_form_open(
    page, link, check_page
):
    page.goto(link)
    Invitation.objects.update(link_ends_at=timezone.now())
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_role("button", name="Create my account").click()

    expect(page.get_by_role("heading")).to_have_text("This link has ended")
    check_page(page)


def test_who_is_signed_in_as_somebody_else_signs_out_and_comes_back(
    page, link, carys, browser_sign_in, check_page
):
    browser_sign_in(carys)
    page.goto(link)
    expect(page.get_by_role("heading")).to_contain_text("for somebody else")
    check_page(page)

    page.get_by_role("button", name="Sign out and go on").click()

    expect(page.get_by_role("heading", name="Your invitation")).to_be_visible()
    accept(page, page.url)
    expect(page.get_by_role("link", name="Nadia Ferreira")).to_be_visible()


def test_a_leaver_with_a_page_open_is_led_out_of_it(  # noqa: PLR0917 (fixtures)
    page, new_context, live_server, petra, aldo, browser_sign_in, check_page
):
    browser_sign_in(aldo)
    page.goto(f"{live_server.url}{reverse('record_list')}")
    expect(page.get_by_role("heading", name="Record of what")).to_be_visible()

    actions.end_membership_at_once(aldo, by=petra, at=timezone.now())
    page.get_by_label("Who, or what").fill("Petra")
    page.get_by_role("button", name="Show", exact=True).click()

    title = "You have no access today"
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    expect(page.get_by_text("Regional Office")).to_be_visible()
    expect(page.get_by_role("navigation")).to_have_count(0)
    check_page(page)
    page.goto(f"{live_server.url}{reverse('record_list')}")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_about_people_and_the_record_are_accessible(  # noqa: PLR0917 (fixtures)
    page, live_server, petra, aldo, amina, browser_sign_in, check_page, width
):
    page.set_viewport_size({"width": width, "height": 844})
    actions.attest_memberships([aldo], by=petra, at=timezone.now())
    browser_sign_in(petra)
    for name, pk in (
        ("person_list", None),
        ("person_detail", aldo.pk),
        ("membership_end", aldo.pk),
        ("membership_add", aldo.pk),
        ("membership_change_end", aldo.pk),
    ):
        page.goto(live_server.url + reverse(name, args=[pk] if pk else []))
        check_page(page)

    page.goto(live_server.url + reverse("attestation_list"))
    page.get_by_label("Select all on this page").check()
    expect(page.get_by_role("checkbox", name="Amina Shah")).to_be_checked()
    check_page(page)
    page.get_by_role("button", name="Still needed").click()
    expect(page.get_by_role("status")).to_contain_text("1 confirmed as still needed")
    check_page(page)

    browser_sign_in(aldo)
    page.goto(live_server.url + reverse("record_list"))
    check_page(page)
    page.get_by_role("link", name="Confirmed as still needed").first.click()
    expect(page.locator("h1")).to_have_text("Confirmed as still needed")
    check_page(page)
