"""The broker is killed with the work in it: the tables still know what is undone."""

import shutil
import subprocess
import tempfile
import time
from decimal import Decimal
from pathlib import Path

import pytest

from catalogue.purchases.models import Import
from devtools.embedded import VALKEY
from procurement.gaps.models import Gap
from tests.journeys.processes import kill, start
from tests.journeys.test_interruptions import many_rows, queue, wait_until
from tests.region import trust

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def broker():
    """Where a Valkey of this test's own listens, and how to start it."""
    folder = Path(tempfile.mkdtemp(prefix="v"))
    socket = folder / "s"

    def up():
        socket.unlink(missing_ok=True)
        return subprocess.Popen(
            [
                VALKEY,
                "--port",
                "0",
                "--unixsocket",
                socket,
                "--save",
                "",
                "--dir",
                folder,
            ],
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )

    yield f"unix://{socket}?db=0", up
    shutil.rmtree(folder)


@pytest.fixture
def running():
    """Processes that are ended with the test, whatever happens."""
    processes = []
    yield processes.append
    for process in processes:
        kill(process)


def test_a_broker_that_loses_its_messages_loses_no_work(broker, running, tmp_path):
    address, up = broker
    valkey = up()
    running(valkey)
    worker = ("-m", "celery", "-A", "procurement.config.celery", "worker", "-B")
    running(
        start(
            *worker,
            "--concurrency=1",
            f"--schedule={tmp_path / 'schedule'}",
            REDIS_URL=address,
            CACHE_URL=address,
        )
    )
    queue(many_rows(0, 4000, "5.20"), trust("SMR"))
    wait_until(lambda: Import.objects.get().state == "DONE", "the first import")

    kill(valkey)
    queue(many_rows(0, 4000, "6.50"), trust("NGT"))
    time.sleep(2)
    running(up())

    wait_until(lambda: Gap.objects.listed().count() == 200, "the gaps")
    assert set(Import.objects.values_list("state", flat=True)) == {"DONE"}
    values = set(Gap.objects.values_list("gap_value", flat=True))
    assert values == {Decimal("1.30") * 100 * 20}
