"""What became of an import: progress, totals, rejected rows, rolling back."""

import csv
import io

import pytest
from django.urls import reverse

from catalogue.purchases import progress
from catalogue.purchases.models import Import, ImportState
from tests.catalogue.purchases.pages import page, text_of
from tests.extracts import extract, import_bytes, row
from trusts.models import AuditEvent

pytestmark = pytest.mark.django_db


def test_import_detail_shows_how_far_a_queued_import_is(sign_in, amina, northgate):
    of_import = import_bytes(extract(row()), northgate)
    Import.objects.update(state=ImportState.QUEUED)
    progress.expect_rows(of_import.pk, 20_000)

    shown = text_of(page(sign_in(amina), of_import))

    assert "in the queue" in shown or "0 of 20,000 rows read" in shown
    assert 'hx-trigger="every 1s"' in shown
    assert ">Refresh</a>" in shown


def test_import_detail_accounts_for_every_row(sign_in, amina, northgate):
    of_import = import_bytes(
        extract(row(), row(), row(line_number="2", quantity="lots")), northgate
    )

    shown = " ".join(text_of(page(sign_in(amina), of_import)).split())

    assert (
        "<strong>3</strong> rows in the file = <strong>1</strong> accepted "
        "+ <strong>0</strong> unchanged + <strong>0</strong> replaced "
        "+ <strong>2</strong> rejected"
    ) in shown
    assert "£65.00" in shown
    assert "1 row repeated" in shown
    assert "1 row where the quantity is not a number" in shown


def test_import_detail_of_a_failed_import_says_why_and_what_to_do(
    sign_in, amina, northgate
):
    of_import = import_bytes(extract(row()), northgate)
    Import.objects.update(state=ImportState.FAILED, message="Row 7 is cut short.")

    shown = text_of(page(sign_in(amina), of_import))

    assert "Row 7 is cut short." in shown
    assert "Upload the corrected file" in shown


def test_import_rejected_gives_every_rejected_row_as_text_and_records_who_took_it(
    sign_in, amina, northgate
):
    hostile = row(description="=cmd|' /C calc'!A0", quantity="@SUM(1)")
    content = extract(hostile).replace(b"Item Code", b"=1+1")
    of_import = import_bytes(content, northgate, answers={"column:local_code": "9"})

    response = sign_in(amina).get(reverse("import_rejected", args=[of_import.pk]))

    text = b"".join(response.streaming_content).decode("utf-8-sig")
    headings, taken = csv.reader(io.StringIO(text))
    assert taken[:3] == ["2", "quantity is not a number", "'@SUM(1)"]
    assert "'=cmd|' /C calc'!A0" in taken
    assert "'=1+1" in headings
    event = AuditEvent.objects.get(action="rejected_rows_exported")
    assert event.membership_number == amina.pk
    assert event.detail == {
        "rows": 1,
        "why": "To put the rows right and to import them again.",
    }


def test_import_rejected_where_nothing_was_rejected_is_not_found(
    sign_in, amina, northgate
):
    of_import = import_bytes(extract(row()), northgate)

    response = sign_in(amina).get(reverse("import_rejected", args=[of_import.pk]))

    assert response.status_code == 404


def test_import_detail_shows_the_first_rejected_rows_and_says_there_are_more(
    sign_in, amina, northgate
):
    bad = [row(line_number=str(n), quantity="lots") for n in range(60)]
    of_import = import_bytes(extract(row(po_number="1"), *bad), northgate)

    shown = text_of(page(sign_in(amina), of_import))

    assert "The first 50 rejected rows" in shown
    assert shown.count("Quantity is not a number") == 50
    assert "60 rows where the quantity is not a number" in shown
