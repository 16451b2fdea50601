"""Many write at once, and the chain has one end."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from tests.trusts.chained import AT, TABLE, make_table, sign, verify_record
from trusts import actions, audit
from trusts.models import AuditSealed, RecordLink

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS, TIMES = 4, 10


@pytest.fixture
def table():
    make_table()
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {TABLE}")


def write(ready, writer):
    """Signs, now and then takes it back, and seals what there is to seal."""
    ready.wait()
    try:
        for number in range(TIMES):
            with transaction.atomic():
                audit.record("tested", target="", by=None, at=AT, of=writer)
                sign(f"{writer} {number}")
                if number % 4 == 3:
                    transaction.set_rollback(True)
            if number % 5 == writer:
                actions.seal_events(at=AT)
    finally:
        connection.close()


def test_links_of_many_writers_have_no_gap_and_no_fork(table):
    ready = Barrier(WRITERS)
    with ThreadPoolExecutor(WRITERS) as threads:
        for done in [threads.submit(write, ready, each) for each in range(WRITERS)]:
            done.result()

    is_well, said = verify_record()

    assert is_well, said
    kept = WRITERS * (TIMES - TIMES // 4)
    assert AuditSealed.objects.count() == kept
    assert RecordLink.objects.filter(table_name=TABLE).count() == kept
    numbers = [*RecordLink.objects.order_by("number").values_list("number", flat=True)]
    assert numbers == [*range(1, len(numbers) + 1)]
