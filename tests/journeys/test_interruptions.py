"""Two imports at once, one killed in the middle, one whose message was lost: always
the totals of a quiet run."""

import time
from decimal import Decimal

import pytest
from django.db import connection, connections
from django.db.models import Count, Sum

from catalogue.purchases import actions, tasks
from catalogue.purchases.models import Import, ImportState, LineKey, PurchaseLine
from procurement.gaps.actions import catch_up
from procurement.gaps.models import Gap
from tests.extracts import AT, TODAY, extract, row
from tests.journeys.processes import kill, manage
from tests.region import trust

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 300  # seconds


def many_rows(first, last, price="6.50"):
    return extract(
        *(
            row(
                po_number=str(number),
                description=f"Article {number % 200}",
                manufacturer="Harlow Gloves",
                mpc=f"HG{number % 200:05}",
                unit_of_purchase="EACH",
                quantity="100",
                unit_price=price,
            )
            for number in range(first, last)
        )
    )


def totals():
    """Everything a trust would compare with its ledger."""
    lines = PurchaseLine.objects.live().aggregate(n=Count("id"), value=Sum("net_value"))
    keys = LineKey.objects.count()
    gaps = Gap.objects.listed().aggregate(n=Count("pk"), value=Sum("gap_value"))
    return lines, keys, gaps


def queue(content, organisation):
    """A confirmed import that nobody has been told of."""
    of_import, _ = actions.receive_file(
        [content], file_name="extract.csv", organisation=organisation, by=None, at=AT
    )
    understanding = actions.understand_import(of_import)
    actions.confirm_import(of_import, layout=understanding.layout, by=None, at=AT)
    return of_import


def test_two_imports_at_once_give_what_one_after_the_other_gives(tmp_path):
    trust("NGT")
    for name, rows in {"a": (0, 3000), "b": (1500, 4500)}.items():
        (tmp_path / f"{name}.csv").write_bytes(many_rows(*rows))

    both = [
        manage("import_purchases", str(tmp_path / f"{name}.csv"), "--organisation=NGT")
        for name in "ab"
    ]

    said = [process.communicate(timeout=PATIENCE)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    lines, keys, _ = totals()
    assert lines == {"n": 4500, "value": Decimal(650) * 4500}
    assert keys == 4500
    counted = Import.objects.aggregate(
        accepted=Sum("accepted"), unchanged=Sum("unchanged"), rejected=Sum("rejected")
    )
    assert counted == {"accepted": 4500, "unchanged": 1500, "rejected": 0}


def wait_until(is_so, what):
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.01)


def python_that_pauses(step, code):
    """A process that rests inside PostgreSQL, in its transaction, ahead of a step.
    PostgreSQL notices when it is killed there, and rests no longer."""
    return manage("shell", "-c", PAUSE.format(step=step, patience=PATIENCE) + code)


PAUSE = """
from django.db import connection

def pause(execute, sql, params, many, context):
    if {step!r} in str(sql):
        execute("SET client_connection_check_interval = 50", None, False, context)
        execute("SELECT pg_sleep(%s)", [{patience}], False, context)
    return execute(sql, params, many, context)

connection.execute_wrappers.append(pause)
"""


def wait_for_pause(process):
    wait_until(lambda: another_pauses(process), "the pause")


def another_pauses(process):
    """Whether another session of this database rests; its process has not ended."""
    assert process.poll() is None, process.communicate()[0]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND wait_event = 'PgSleep'"
        )
        return cursor.fetchone()[0] > 0


@pytest.mark.parametrize(
    "step", ["TEMP TABLE judged", "INTO purchases_line", "INTO purchases_rejection"]
)
def test_an_import_killed_in_the_middle_is_done_whole_by_the_next(step):
    of_import = queue(many_rows(0, 3000), trust("NGT"))
    worker = python_that_pauses(step, RUN_IT.format(pk=of_import.pk))
    wait_for_pause(worker)

    kill(worker)

    assert Import.objects.get().state == ImportState.QUEUED
    assert not PurchaseLine.objects.exists()
    wait_until(is_done_now, "the import")
    done = Import.objects.get()
    assert (done.state, done.accepted, done.rejected) == ("DONE", 3000, 0)
    assert totals()[0] == {"n": 3000, "value": Decimal(650) * 3000}


def is_done_now():
    """Look for waiting imports, as beat does, until the dead one's lock is gone."""
    tasks.run_waiting_imports()
    return Import.objects.get().state == ImportState.DONE


RUN_IT = "from catalogue.purchases.tasks import run_import; run_import(import_id={pk})"


def test_an_import_that_kills_its_process_again_and_again_is_given_up():
    of_import = queue(many_rows(0, 10), trust("NGT"))
    Import.objects.update(attempts=actions.MOST_ATTEMPTS)

    tasks.run_waiting_imports()

    of_import.refresh_from_db()
    assert of_import.state == ImportState.FAILED
    assert "split the file" in of_import.message


def test_catching_up_killed_in_the_middle_leaves_it_to_be_done():
    for code, price in {"NGT": "6.50", "SMR": "5.20"}.items():
        queue(many_rows(0, 4000, price), trust(code))
    tasks.run_waiting_imports()
    worker = python_that_pauses("universe", CATCH_UP)
    wait_for_pause(worker)

    kill(worker)

    connections.close_all()
    assert catch_up(on=TODAY, at=AT)
    while catch_up(on=TODAY, at=AT):
        pass
    assert Gap.objects.listed().count() == 200
    assert totals()[2]["value"] == Decimal("1.30") * 100 * 20 * 200


CATCH_UP = "from procurement.gaps.tasks import catch_up; catch_up()"
