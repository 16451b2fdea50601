"""A standard in use, by the keyboard alone on a phone, with scripts and without: a
problem is reported in two taps, a trust is exempted for a time."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from procurement.adoption.models import Adoption
from procurement.problems.models import ProductProblem
from tests.procurement.problems.world import in_force

PHONE = {"width": 390, "height": 844}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world():
    return in_force(at=timezone.now() - timedelta(days=60))


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def page(request, new_context):
    context = new_context(java_script_enabled=request.param, viewport=PHONE)
    return context.new_page()


def tab_to(page, control):
    """Press Tab until it has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if control.and_(page.locator(":focus")).count():
            return
    pytest.fail(f"Tab does not come to {control}")


def press(page, role, name, key="Enter"):
    tab_to(page, page.get_by_role(role, name=name, exact=True))
    page.keyboard.press(key)


def test_a_problem_is_reported_by_two_taps_and_a_sentence(
    world, page, live_server, browser_sign_in
):
    browser_sign_in(world.member("Carys"))
    reading = reverse("version_detail", args=[world.specification.pk, 1])
    page.goto(f"{live_server.url}{reading}")

    press(page, "link", "Report a problem")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Report a problem")
    tab_to(page, page.get_by_role("group", name="What kind").get_by_role("radio"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    tab_to(page, page.get_by_label("What happened?"))
    page.keyboard.type("The balloon did not hold.")
    press(page, "button", "Send")

    expect(page.get_by_text("The balloon did not hold.")).to_be_visible()
    expect(page.get_by_role("link", name="Yellow Card")).to_be_visible()
    problem = ProductProblem.objects.get()
    assert (problem.kind, problem.organisation) == ("NEAR_MISS", world.trusts[1])


def test_a_trust_is_exempted_for_a_time(world, page, live_server, browser_sign_in):
    browser_sign_in(world.drafter)  # who leads Northgate
    address = reverse("adoption_exempt", args=[world.version.pk])
    # Day and month are one number: in which order they are typed is the browser's.
    ahead = (timezone.localdate() + timedelta(days=20 + each) for each in range(40))
    until = next(day for day in ahead if day.day == day.month)
    page.goto(f"{live_server.url}{address}")

    press(page, "button", "Exempt this trust")
    expect(page.get_by_role("alert")).to_contain_text("Say why patients here need")
    tab_to(page, page.get_by_label("On which day does the exemption end?"))
    page.keyboard.type(f"{until:%d%m%Y}")
    tab_to(page, page.get_by_label("Why do patients here need something else?"))
    page.keyboard.type("The burns unit needs a softer one.")
    press(page, "button", "Exempt this trust")

    expect(page.get_by_role("main")).to_contain_text("The burns unit needs a softer")
    assert Adoption.objects.get().exempt_until == until
