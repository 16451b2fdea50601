"""Sign-in, the frame around every page and the gallery, in a real browser."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "a long and lovely phrase"
WINDOWS = [(1280, 800), (390, 844)]


@pytest.fixture(params=WINDOWS, ids=["desktop", "phone"])
def window(request, page):
    width, height = request.param
    page.set_viewport_size({"width": width, "height": height})


def sign_in_by_hand(page, live_server, email, password=PASSWORD):
    page.goto(f"{live_server.url}/accounts/login/?next=/organisations/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


@pytest.mark.usefixtures("window")
def test_sign_in_is_accessible_and_lets_amina_in(page, live_server, amina, check_page):
    amina.user.set_password(PASSWORD)
    amina.user.save(update_fields=["password"])
    page.goto(live_server.url)
    check_page(page)

    sign_in_by_hand(page, live_server, "amina@example.org", "wrong")
    expect(page.get_by_role("alert")).to_contain_text("do not go together")
    check_page(page)

    sign_in_by_hand(page, live_server, "amina@example.org")
    expect(page.get_by_text("Procurement lead")).to_be_visible()
    check_page(page)

    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


@pytest.mark.usefixtures("window", "amina")
@pytest.mark.parametrize(
    "path",
    [
        "/accounts/2fa/",
        "/accounts/password/change/",
        "/accounts/logout/",
        "/nothing/here/",
        "/accounts/signup/",
    ],
)
def test_every_page_of_the_frame_is_accessible(  # noqa: PLR0917 (fixtures)
    page, live_server, amina, browser_sign_in, check_page, settings, path
):
    settings.DEMONSTRATION = True
    browser_sign_in(amina)

    page.goto(live_server.url + path)

    check_page(page)


@pytest.mark.usefixtures("window")
def test_no_access_and_refusal_are_accessible(
    page, live_server, carys, browser_sign_in, check_page
):
    browser_sign_in(carys)
    page.goto(live_server.url)
    expect(page.get_by_role("heading")).to_contain_text("Nothing is waiting for you")
    check_page(page)

    page.goto(f"{live_server.url}/imports/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("You may not")
    check_page(page)

    carys.delete()
    page.goto(f"{live_server.url}/choose-membership/")
    expect(page.get_by_role("heading")).to_contain_text("You have no access today")
    check_page(page)


def test_everything_works_without_javascript(new_context, live_server, amina):
    amina.user.set_password(PASSWORD)
    amina.user.save(update_fields=["password"])
    page = new_context(java_script_enabled=False).new_page()

    sign_in_by_hand(page, live_server, "amina@example.org")

    expect(page.get_by_text("Procurement lead")).to_be_visible()
    expect(page.get_by_role("button", name="Show password")).to_be_hidden()
