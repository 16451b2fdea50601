"""How a file is read: what is shown, asked, corrected and confirmed."""

from datetime import date

import pytest
from django.core.cache import cache
from django.urls import reverse

from catalogue.purchases import files, progress
from catalogue.purchases.models import Import, ImportState, Profile, PurchaseLine
from catalogue.purchases.tasks import run_import
from tests.catalogue.purchases.pages import page, text_of
from tests.extracts import extract, import_bytes, row

pytestmark = pytest.mark.django_db

UNSURE = extract(
    row(order_date="03/04/2026"), row(order_date="05/06/2026", line_number="2")
)


def test_import_detail_asks_what_is_unsure_and_does_not_offer_to_import(
    upload, sign_in, amina
):
    upload(amina, UNSURE)

    shown = text_of(page(sign_in(amina), Import.objects.get()))

    assert "Is 03/04/2026 3 April 2026 or 4 March 2026?" in shown
    assert "as soon as the questions above are answered" in shown
    assert reverse("import_confirm", args=[Import.objects.get().pk]) not in shown


def test_import_detail_says_which_question_was_not_answered(upload, sign_in, amina):
    upload(amina, UNSURE)

    response = page(sign_in(amina), Import.objects.get(), asked="date_order")

    assert text_of(response).count("Choose an answer: Is 03/04/2026") == 2


@pytest.mark.parametrize(
    ("answer", "day"), [("dmy", date(2026, 4, 3)), ("mdy", date(2026, 3, 4))]
)
def test_import_confirm_reads_the_file_under_the_answers_of_the_page(
    upload, sign_in, amina, answer, day
):
    upload(amina, UNSURE)
    of_import, client = Import.objects.get(), sign_in(amina)

    shown = text_of(page(client, of_import, date_order=answer, asked="date_order"))
    client.post(reverse("import_confirm", args=[of_import.pk]), {"date_order": answer})

    assert f"{day.day} {day:%B %Y}" in shown
    assert f'name="date_order" value="{answer}"' in shown
    run_import(import_id=of_import.pk)
    assert day in PurchaseLine.objects.values_list("order_date", flat=True)


def test_import_confirm_with_a_question_open_queues_nothing(upload, sign_in, amina):
    upload(amina, UNSURE)
    of_import = Import.objects.get()

    sign_in(amina).post(reverse("import_confirm", args=[of_import.pk]))

    of_import.refresh_from_db()
    assert of_import.state == ImportState.ASKING
    assert not Profile.objects.exists()


def test_import_confirm_remembers_the_layout_and_queues_the_import_once(
    upload, sign_in, amina, django_capture_on_commit_callbacks
):
    upload(amina, extract(row()))
    of_import, client = Import.objects.get(), sign_in(amina)

    with django_capture_on_commit_callbacks() as queued:
        client.post(reverse("import_confirm", args=[of_import.pk]))
        again = client.post(reverse("import_confirm", args=[of_import.pk]), follow=True)

    of_import.refresh_from_db()
    assert of_import.state == ImportState.QUEUED
    assert len(queued) == 1
    assert "This import is being read. Nothing was changed." in text_of(again)
    assert Profile.objects.get().confirmed_by == amina
    assert progress.progress_of(of_import.pk).rows == 1


def test_import_detail_says_when_the_layout_is_that_of_last_time(
    upload, sign_in, amina, northgate
):
    import_bytes(extract(row()), northgate)
    upload(amina, extract(row(po_number="1002")))

    shown = text_of(page(sign_in(amina), Import.objects.newest_first()[0]))

    assert "As last time:" in shown


def test_import_detail_says_what_differs_from_last_time(
    upload, sign_in, amina, northgate
):
    import_bytes(extract(row()), northgate)
    upload(amina, extract(row()).replace(b"Qty", b"Order Qty"))

    shown = text_of(page(sign_in(amina), Import.objects.newest_first()[0]))

    assert "What is not as it was" in shown
    assert "“Qty”" in shown


def test_import_detail_lets_a_wrong_reading_be_corrected(upload, sign_in, amina):
    upload(amina, extract(row(manufacturer="MPC-7", mpc="Acme")))
    of_import, client = Import.objects.get(), sign_in(amina)
    swapped = {"column:manufacturer": "6", "column:mpc": "5"}

    shown = text_of(page(client, of_import, **swapped))
    client.post(reverse("import_confirm", args=[of_import.pk]), swapped)

    assert 'name="column:mpc" value="5"' in shown
    of_import.refresh_from_db()
    assert of_import.layout["columns"]["mpc"] == 5
    assert of_import.layout["columns"]["manufacturer"] == 6


def test_import_detail_sets_aside_an_answer_the_file_cannot_be_read_under(
    upload, sign_in, amina
):
    upload(amina, extract(row()).replace(b"Qty", b"Antal"))

    response = page(sign_in(amina), Import.objects.get(), **{"column:quantity": "none"})

    assert "The file cannot be read that way" in text_of(response)
    assert "no column for the quantity" in text_of(response)


def test_import_detail_takes_the_vat_off_the_rows_it_shows(upload, sign_in, amina):
    upload(amina, extract(row(unit_price="12.00", quantity="1")))

    shown = text_of(
        page(sign_in(amina), Import.objects.get(), prices_include_vat="yes")
    )

    assert "£10.00" in shown
    assert "Prices include VAT at 20%" in shown


def test_import_detail_marks_a_first_row_that_will_be_rejected(upload, sign_in, amina):
    upload(amina, extract(row(), row(line_number="2", order_date="31/02/2026")))

    shown = text_of(page(sign_in(amina), Import.objects.get()))

    assert "Will be rejected: order date is not a date" in shown


def test_import_discard_keeps_nothing_of_the_file_in_the_lines(upload, sign_in, amina):
    upload(amina, extract(row()))
    of_import, client = Import.objects.get(), sign_in(amina)

    response = client.post(reverse("import_discard", args=[of_import.pk]), follow=True)

    assert "Discarded. Nothing of that file was imported." in text_of(response)
    client.post(reverse("import_confirm", args=[of_import.pk]))
    of_import.refresh_from_db()
    assert of_import.state == ImportState.DISCARDED


def test_import_discard_of_what_was_confirmed_says_why_not(sign_in, amina, northgate):
    of_import = import_bytes(extract(row()), northgate)

    response = sign_in(amina).post(
        reverse("import_discard", args=[of_import.pk]), follow=True
    )

    assert "Nothing was changed." in text_of(response)
    assert PurchaseLine.objects.live().exists()


@pytest.fixture
def damaged(upload, sign_in, amina):
    """An import whose kept file has become unreadable since it was uploaded."""
    upload(amina, extract(row()))
    of_import = Import.objects.get()
    files.path_of(of_import.sha256).write_bytes(b"")
    cache.clear()
    return of_import


def test_import_detail_of_a_file_damaged_since_says_so(damaged, sign_in, amina):
    shown = text_of(page(sign_in(amina), damaged))

    assert "is empty" in shown
    assert "Discard this file" in shown


def test_import_confirm_of_a_file_damaged_since_queues_nothing(damaged, sign_in, amina):
    sign_in(amina).post(reverse("import_confirm", args=[damaged.pk]))

    damaged.refresh_from_db()
    assert damaged.state == ImportState.ASKING


def test_import_again_of_a_file_damaged_since_says_so(damaged, sign_in, amina):
    Import.objects.update(state=ImportState.DISCARDED)

    response = sign_in(amina).post(
        reverse("import_again", args=[damaged.pk]), follow=True
    )

    assert response.context["import"] == damaged
    assert "app-message--error" in text_of(response)
    assert Import.objects.count() == 1


def test_import_detail_of_a_kept_organisation_code_offers_to_import(
    upload, sign_in, amina
):
    upload(amina, b"Trust," + extract(row()).replace(b"\r\n1001", b"\r\nngt,1001"))

    assert "Import 1 row" in text_of(page(sign_in(amina), Import.objects.get()))


def test_import_detail_shows_no_rows_before_it_knows_the_columns(
    upload, sign_in, amina
):
    upload(
        amina, b"Rhif,Llinell,Dyddiad,Disgrifiad,Nifer,Pris\nA1,1,23/04/2026,x,2,5\n"
    )

    shown = text_of(page(sign_in(amina), Import.objects.get()))

    assert "Which column holds the order date?" in shown
    assert "1 order line" in shown
    assert "1 order lines" not in shown
    assert "What was bought" not in shown
