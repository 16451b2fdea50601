"""Every error page, really provoked: what happened, what to do, a way on."""

import pytest
from django.conf import settings as the_settings
from django.test import Client, override_settings
from django.urls import path, reverse

from procurement.config.urls import (  # noqa: TID251  # the handlers under test
    handler400,
    handler500,
    urlpatterns,
)
from trusts import workbooks
from trusts.permissions import public

pytestmark = pytest.mark.django_db


@public
def broken(_request):
    raise RuntimeError("secret detail")


urlpatterns = [*urlpatterns, path("broken/", broken)]
__all__ = ["handler400", "handler500", "urlpatterns"]


def says(response, status, *sentences):
    page = response.content.decode()
    assert response.status_code == status
    for sentence in sentences:
        assert sentence in page
    assert page.count("<h1") == 1
    assert 'id="maincontent"' in page
    assert "help.desk@example.org" in page
    return page


@pytest.fixture(autouse=True)
def somebody_to_tell(settings):
    settings.CONTACT = "help.desk@example.org"


def test_what_cannot_be_read_is_400(client):
    page = client.get("/accounts/login/", HTTP_HOST="elsewhere.example")

    says(page, 400, "This request could not be read", 'href="/"')


def test_a_form_larger_than_is_taken_in_is_413(sign_in, amina):
    too_much = "x" * (the_settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)

    page = sign_in(amina).post("/choose-membership/", {"next": too_much})

    says(page, 413, "That was too large", "nothing of it was kept")


def test_a_list_too_long_for_a_workbook_leads_to_the_file_that_holds_it(
    sign_in, amina, monkeypatch
):
    monkeypatch.setattr(workbooks, "MOST_ROWS", -1)

    address = reverse("initiative_export")

    page = sign_in(amina).get(address, {"format": "xlsx", "stage": "all"})

    sentence = "This list is too long for a workbook"
    says(page, 400, sentence, f'href="{address}?stage=all"')


def test_the_wrong_role_is_403_with_what_else_may_be_opened(sign_in, carys):
    page = says(sign_in(carys).get("/gaps/"), 403, "clinical reviewer, may not")

    main = page[page.index("<main") :]
    assert 'href="/organisations/"' in main
    assert 'href="/gaps/"' not in main


def test_a_form_without_its_token_is_403_and_says_to_send_it_again(amina):
    client = Client(enforce_csrf_checks=True)
    client.force_login(amina.user)

    page = client.post("/choose-membership/", {"membership": amina.pk})

    says(page, 403, "Please send that again", "Nothing was changed.")


def test_no_such_page_is_404(sign_in, amina):
    says(sign_in(amina).get("/nothing/here/"), 404, "Page not found", "belong to")


def test_too_many_attempts_are_429(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/m/ip"}
    client.post("/accounts/password/reset/", {"email": "amina@example.org"})

    page = client.post("/accounts/password/reset/", {"email": "amina@example.org"})

    says(page, 429, "Too many attempts", "Wait five minutes")


def test_what_breaks_is_500_and_tells_nothing_of_itself(client):
    client.raise_request_exception = False

    with override_settings(ROOT_URLCONF=__name__):
        page = client.get("/broken/")

    assert "secret detail" not in says(page, 500, "That is our fault, not yours.")


@pytest.mark.django_db(databases=[])
def test_500_and_413_need_no_database(rf):
    from django.core.exceptions import RequestDataTooBig

    from procurement.ui import errors

    assert errors.server_error(rf.get("/")).status_code == 500
    assert errors.bad_request(rf.get("/"), RequestDataTooBig()).status_code == 413
