"""Imports of two trusts at the same moment."""

from threading import Thread

import pytest
from django.db import connection, connections, transaction

from catalogue.purchases.models import Import, ImportState
from tests.extracts import extract, import_bytes, row
from tests.region import trust

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 120  # seconds; an import of a row takes a tenth of one


def in_a_thread(work):
    def run():
        try:
            work()
        finally:
            connections.close_all()

    thread = Thread(target=run)
    thread.start()
    return thread


def make_month(month):
    with connection.cursor() as cursor:
        cursor.execute("SELECT add_purchases_partition(%s)", [month])


def test_an_import_does_not_wait_for_another_trusts():
    make_month("2026-09-01")
    southmere = trust("SMR")

    with transaction.atomic():
        make_month("2026-09-01")  # an import of Northgate, still running
        other = in_a_thread(lambda: import_bytes(extract(row()), southmere))
        other.join(PATIENCE)
        assert Import.objects.get().state == ImportState.DONE

    other.join()


def test_a_new_month_that_two_imports_meet_is_made_once():
    southmere = trust("SMR")

    with transaction.atomic():
        make_month("2001-02-01")
        early = extract(row(order_date="14/02/2001"))
        other = in_a_thread(lambda: import_bytes(early, southmere))
        other.join(1)
        assert other.is_alive()

    other.join(PATIENCE)
    assert Import.objects.get().state == ImportState.DONE
