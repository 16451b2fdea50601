"""The same alternative, recorded twice at the same moment."""

from threading import Thread

import pytest
from django.db import connection, connections, transaction

from catalogue.matching.actions import say_equivalent
from catalogue.products.models import Equivalence
from tests import region
from tests.procurement.sameness.world import AT
from trusts.rules import Refused

pytestmark = pytest.mark.django_db(transaction=True)

# Not pg_stat_activity, which stays what it was until the transaction ends.
WAITS = """SELECT EXISTS (SELECT FROM pg_locks
    WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))"""


def test_the_second_of_two_at_once_is_told_that_it_is_recorded():
    one, other = region.product("Glove"), region.product("Glove, nitrile")
    said = []

    def say():
        say_equivalent(product=one, other=other, level="INDIRECT", by=None, at=AT)

    def say_too():
        try:
            say()
        except Exception as failure:
            said.append(failure)
        finally:
            connections.close_all()

    second = Thread(target=say_too)
    with transaction.atomic():
        say()
        second.start()
        while second.is_alive() and not _somebody_waits_for_us():
            second.join(0.02)
    second.join()

    [refusal] = said
    assert isinstance(refusal, Refused), refusal
    assert "already" in str(refusal)
    assert Equivalence.objects.count() == 1


def _somebody_waits_for_us():
    with connection.cursor() as cursor:
        cursor.execute(WAITS)
        return cursor.fetchone()[0]
