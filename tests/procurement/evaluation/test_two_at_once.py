"""A sheet that comes twice at the same moment: a double tap, over two connections."""

from threading import Thread
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction

from procurement.evaluation.models import ScoreSheet
from procurement.specifications import actions as specifications
from tests.procurement.evaluation.scoring import hand_in, make_scoring
from tests.procurement.specifications.world import AT
from trusts.rules import Refused

pytestmark = pytest.mark.django_db(transaction=True)

# Not pg_stat_activity, which stays what it was until the transaction ends.
WAITS = """SELECT EXISTS (SELECT FROM pg_locks
    WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))"""


@pytest.fixture
def world():
    return make_scoring()


def while_it_waits(first, second):
    """What the second came to, which begins before the first has ended."""
    came = []

    def too():
        try:
            came.append(second())
        except Exception as failure:
            came.append(failure)
        finally:
            connections.close_all()

    thread = Thread(target=too)
    with transaction.atomic():
        first()
        thread.start()
        while thread.is_alive() and not _somebody_waits_for_us():
            thread.join(0.02)
    thread.join()
    return came[0]


def _somebody_waits_for_us():
    with connection.cursor() as cursor:
        cursor.execute(WAITS)
        return cursor.fetchone()[0]


def test_a_double_tap_is_one_sheet(world):
    token = uuid4()

    def tap():
        return hand_in(world, "Carys", 2, 1, token=token)

    again = while_it_waits(tap, tap)

    assert [again] == list(ScoreSheet.objects.all())


def test_two_sheets_of_one_person_at_once_stand_one_after_the_other(world):
    later = while_it_waits(
        lambda: hand_in(world, "Carys", 2, 1), lambda: hand_in(world, "Carys", 1, 1)
    )

    assert list(ScoreSheet.objects.standing()) == [later]
    assert later.supersedes is not None


def test_scoring_that_ends_meanwhile_takes_no_more_sheets(world):
    came = while_it_waits(
        lambda: specifications.withdraw(
            world.version, reason="No.", by=world.chair, at=AT
        ),
        lambda: hand_in(world, "Carys", 2, 1),
    )

    assert isinstance(came, Refused), came
    assert not ScoreSheet.objects.exists()
