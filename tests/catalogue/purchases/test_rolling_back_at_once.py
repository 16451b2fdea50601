"""Overlapping files rolled back at the same moment."""

from threading import Barrier, Thread

import pytest
from django.db import OperationalError, connections

from catalogue.purchases import actions
from catalogue.purchases.models import Import, ImportState, LineKey, PurchaseLine
from tests.extracts import AT, extract, import_bytes, row
from tests.region import trust

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_overlapping_files_are_rolled_back_at_once():
    rows = [row(po_number=str(number)) for number in range(2000)]
    first = import_bytes(extract(*rows), trust("NGT"))
    second = import_bytes(extract(*rows, row(po_number="more")), trust("NGT"))
    together, failures = Barrier(2), []

    def roll_back(of_import):
        together.wait()
        try:
            actions.roll_back_import(of_import, by=None, at=AT)
        except OperationalError as deadlock:
            failures.append(deadlock)
        finally:
            connections.close_all()

    threads = [Thread(target=roll_back, args=(each,)) for each in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not failures
    assert set(Import.objects.values_list("state", flat=True)) == {
        ImportState.ROLLED_BACK
    }
    assert not PurchaseLine.objects.live().exists()
    assert not LineKey.objects.exists()
