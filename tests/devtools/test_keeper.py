"""The promise that nothing is left behind, kept against real processes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
import redis

from devtools import connection, places
from devtools.connection import Connection, kept
from devtools.steps import CannotGoOn

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="reads /proc to see what runs"
)

HOLDS = """
import sys, time
from pathlib import Path
from devtools.connection import kept
from devtools.embedded import Ground
folder = Path(sys.argv[1])
with kept(Ground(folder, folder, is_durable=False), throw_away=True):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def ground(monkeypatch):
    """A place of its own, although the tests themselves run on another."""
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.delenv("REDIS_URL")
    return connection.throw_away(is_durable=False)


def running(ground):
    """The command line of every process that has to do with GROUND, by its id."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if str(ground.folder) in line:
            found[int(folder.name)] = line
    return found


def pid_of(ground, words):
    [pid] = [pid for pid, line in running(ground).items() if words in line]
    return pid


def assert_nothing_is_left(ground, seconds=120):
    until = time.monotonic() + seconds
    while running(ground):
        assert time.monotonic() < until, running(ground)
        time.sleep(0.1)


def select_one(ground):
    with psycopg.connect(ground.database_url) as rows:
        return rows.execute("SELECT 1").fetchone()[0]


def test_both_are_up_inside_and_gone_afterwards(ground):
    with kept(ground, throw_away=True):
        assert select_one(ground) == 1
        assert redis.Redis.from_url(ground.redis_url).ping()

    assert running(ground) == {}
    assert not ground.folder.exists()


def test_the_last_one_takes_everything_along(ground):
    with kept(ground, throw_away=True):
        with kept(ground, throw_away=True):
            assert select_one(ground) == 1

        assert select_one(ground) == 1

    assert running(ground) == {}


def test_a_killed_client_leaves_nothing(ground):
    client = subprocess.Popen(
        [sys.executable, "-c", HOLDS, ground.folder],
        cwd=places.TOP,
        stdout=subprocess.PIPE,
    )
    with client.stdout as said:
        assert said.readline() == b"held\n"

    client.send_signal(signal.SIGKILL)
    client.wait()

    assert_nothing_is_left(ground)
    assert not ground.folder.exists()


def test_a_killed_keeper_leaves_nothing_and_says_so(ground):
    with kept(ground, throw_away=True) as line:
        os.kill(pid_of(ground, "devtools.keeper"), signal.SIGKILL)

        with pytest.raises(EOFError):
            line.hear()

    assert_nothing_is_left(ground)
    connection.sweep(ground.folder.parent)
    assert not ground.folder.exists()


def test_a_killed_postgres_is_started_again_with_its_rows(ground):
    with kept(ground, throw_away=True):
        with psycopg.connect(ground.database_url) as rows:
            rows.execute("CREATE TABLE seen AS SELECT 42 AS answer")
        before = pid_of(ground, "bin/postgres")
        os.kill(before, signal.SIGKILL)

        until = time.monotonic() + 120
        while True:
            try:
                with psycopg.connect(ground.database_url) as rows:
                    answer = rows.execute("SELECT answer FROM seen").fetchone()[0]
                break
            except psycopg.OperationalError:
                assert time.monotonic() < until
                time.sleep(0.2)

        assert answer == 42
        assert pid_of(ground, "bin/postgres") != before


def test_the_platform_starts_once_and_ends_with_whoever_asked(ground):
    environment = dict(os.environ) | {
        "DATABASE_URL": ground.database_url,
        "REDIS_URL": ground.redis_url,
        "EMBEDDED": "1",
    }
    with kept(ground, throw_away=True) as upper:
        address = upper.ask(ask="apps", environment=environment, port=8700)["address"]
        with kept(ground, throw_away=True) as other:
            again = other.ask(ask="apps", environment=environment, port=8700)
            assert again == {"already": address}

            assert other.ask(ask="down") == {"was_up": True}

            assert upper.hear() == {"ended": "It was stopped by ./dev down."}
            assert other.ask(ask="down") == {"was_up": False}
            assert other.ask(ask="parts") == {"ready": True, "address": ""}


def test_rows_of_another_version_are_refused_in_words(ground):
    rows = ground.folder / "postgres"
    rows.mkdir()
    (rows / "PG_VERSION").write_text("12\n")

    with (
        pytest.raises(CannotGoOn, match="kept by PostgreSQL 12"),
        kept(ground, throw_away=True),
    ):
        raise AssertionError("it was taken")

    assert_nothing_is_left(ground)


def test_find_gives_nothing_where_no_keeper_is(tmp_path):
    assert connection.find(tmp_path) is None


def test_leave_is_safe_when_the_keeper_has_gone(ground):
    with kept(ground, throw_away=True) as line:
        assert isinstance(line, Connection)
        os.kill(pid_of(ground, "devtools.keeper"), signal.SIGTERM)
        assert_nothing_is_left(ground)
