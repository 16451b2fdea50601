"""Giving an extract through the page: what is taken in, whose it is, what is not."""

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogue.purchases import actions
from catalogue.purchases.models import Import, ImportState, PurchaseLine
from catalogue.purchases.tasks import run_import
from tests.catalogue.purchases.pages import page, text_of
from tests.extracts import extract, import_bytes, row

pytestmark = pytest.mark.django_db


def test_import_upload_shows_how_the_file_is_read_and_writes_no_lines(
    upload, sign_in, amina
):
    response = upload(amina, extract(row(), row(line_number="2", quantity="4")))

    of_import = Import.objects.get()
    assert response.url == reverse("import_detail", args=[of_import.pk])
    shown = text_of(page(sign_in(amina), of_import))
    assert "This is how we read it" in shown
    assert "Northgate University Hospitals" in shown
    assert "Day first: 23/09/2026 is 23 September 2026" in shown
    assert "£6.50" in shown
    assert "£26.00" in shown
    assert of_import.uploaded_by == amina
    assert not PurchaseLine.objects.exists()


def test_import_upload_without_a_file_says_so_beside_the_field(sign_in, amina):
    response = sign_in(amina).post(reverse("import_upload"))

    assert response.status_code == 422
    assert text_of(response).count("Choose the file to import.") == 2


def test_import_upload_of_a_file_over_the_limit_takes_nothing_in(
    upload, amina, settings
):
    settings.EXTRACT_MAX_BYTES = 1024**2

    response = upload(amina, b"x" * (2 * 1024**2))

    assert response.status_code == 422
    assert "larger than 1 MB" in text_of(response)
    assert "Choose the file" not in text_of(response)
    assert not Import.objects.exists()


def test_import_upload_of_the_same_bytes_leads_to_the_earlier_import(
    upload, amina, northgate
):
    earlier = import_bytes(extract(row()), northgate)

    response = upload(amina, extract(row()), name="again.csv", follow=True)

    assert response.context["import"] == earlier
    assert (
        "This file was imported on 22 November 2026. Nothing was written."
        in text_of(response)
    )
    assert Import.objects.count() == 1


def test_import_upload_twice_before_confirming_is_one_import(upload, amina):
    first = upload(amina, extract(row()))
    second = upload(amina, extract(row()))

    assert first.url == second.url
    assert Import.objects.count() == 1


def test_import_upload_by_a_trust_is_its_own_whatever_is_sent(upload, amina, southmere):
    upload(amina, extract(row()), organisation=southmere.pk)

    assert Import.objects.get().organisation == amina.organisation


def test_import_upload_by_the_steward_is_for_the_chosen_trust(
    upload, stella, southmere
):
    upload(stella, extract(row()), organisation=southmere.pk)

    assert Import.objects.get().organisation == southmere


def test_import_upload_without_a_trust_needs_a_column_that_names_it(upload, stella):
    response = upload(stella, extract(row()))

    assert response.status_code == 422
    assert "no column that says whose order each line is" in text_of(response)
    assert not Import.objects.exists()


def test_import_upload_with_an_organisation_column_takes_each_row_at_its_word(
    upload, stella, northgate, southmere
):
    content = b"Trust," + extract(row()).replace(b"\r\n1001", b"\r\nSMR,1001")

    upload(stella, content)

    of_import = Import.objects.get()
    assert of_import.organisation is None
    actions.confirm_import(
        of_import,
        layout=actions.understand_import(of_import).layout,
        by=stella,
        at=timezone.now(),
    )
    run_import(import_id=of_import.pk)
    assert PurchaseLine.objects.get().organisation == southmere


def test_import_upload_of_bytes_being_read_leads_to_their_progress(
    upload, amina, northgate
):
    import_bytes(extract(row()), northgate)
    Import.objects.update(state=ImportState.QUEUED)

    response = upload(amina, extract(row()), follow=True)

    assert "and is being read. Nothing was written." in text_of(response)
