"""The whole record in one file, put back whole or not at all."""

import json
import os
import re
import signal
import zipfile
from datetime import date

import psycopg
import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from catalogue.purchases.files import keep
from catalogue.purchases.models import PurchaseLine
from procurement.safekeeping import tools
from tests.journeys.processes import environment, kill, start
from tests.journeys.test_interruptions import wait_until
from tests.region import buy, item, product, trust
from tests.trusts.chained import as_owner
from trusts import audit
from trusts.models import AuditEvent, Organisation

pytestmark = pytest.mark.django_db(transaction=True)

ELSEWHERE = "restored_elsewhere"


@pytest.fixture(autouse=True)
def alone():
    """Threads of earlier tests may have left a connection to the database open."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )


@pytest.fixture
def region(files_dir):
    """Two trusts, four order lines worth £170, one uploaded file, one sign-in."""
    gloves = product("Gloves")
    for code, price in (("NGT", "50.00"), ("SMR", "35.00")):
        orders = [(date(2026, 8, 3), 1, price), (date(2026, 9, 4), 1, price)]
        buy(item(trust(code), gloves), orders)
    sha256, _ = keep([b"an extract"])
    SessionStore().save()
    return files_dir / "imports" / sha256


@pytest.fixture
def backed_up(region, tmp_path):
    file = tmp_path / "whole.backup"
    call_command("backup", file)
    return file


@pytest.fixture
def elsewhere():
    """The address of a second, empty database."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {ELSEWHERE} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {ELSEWHERE}")
    name = connection.settings_dict["NAME"]
    yield environment()["DATABASE_URL"].replace(f"///{name}?", f"///{ELSEWHERE}?")
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {ELSEWHERE} WITH (FORCE)")


def restore(file, into, tmp_path, *options):
    """The command as an operator runs it; its exit code and what it said."""
    process = start(
        *("manage.py", "restore", str(file), *options),
        DATABASE_URL=into, FILES_DIR=str(tmp_path / "other"),
    )  # fmt: skip
    said, _ = process.communicate()
    return process.returncode, said


def test_what_was_backed_up_is_restored_to_the_penny(
    backed_up, elsewhere, region, tmp_path
):
    code, said = restore(backed_up, elsewhere, tmp_path)

    assert code == 0, said
    assert "£170.00 order lines, net value; £170.00 in the backup" in said
    rows, expected = re.search(r"([\d,]+) rows; ([\d,]+) in the backup", said).groups()
    assert rows == expected
    kept = tmp_path / "other" / "imports" / region.name
    assert kept.read_bytes() == b"an extract"
    with psycopg.connect(elsewhere) as line:
        assert line.execute("SELECT count(*) FROM django_session").fetchone() == (0,)
        last = line.execute("SELECT action FROM trusts_auditevent ORDER BY id DESC")
        assert last.fetchone() == ("backup_restored",)
        # Keys, triggers and partitions came along: the next order finds its place.
        line.execute("SELECT add_purchases_partition('2030-01-01')")
        with pytest.raises(psycopg.DatabaseError, match="append-only"):
            line.execute("UPDATE trusts_auditevent SET actor = 'nobody'")


def test_what_was_tampered_with_before_the_backup_is_said_after_it_is_restored(
    region, elsewhere, tmp_path
):
    audit.record("tested", target="", by=None, at=timezone.now())
    call_command("backup", tmp_path / "sound.backup")
    as_owner("UPDATE trusts_auditevent SET actor = 'nobody'")
    call_command("backup", tmp_path / "spoilt.backup")

    code, said = restore(tmp_path / "sound.backup", elsewhere, tmp_path)
    assert code == 0, said
    assert "1 links and 1 events of the record are in order." in said

    code, said = restore(
        tmp_path / "spoilt.backup", elsewhere, tmp_path, "--replace", "--no-input"
    )
    assert code == 1
    assert "First broken link: number 1, trusts_auditseal row" in said
    assert "The backup was restored, but the record in it is not in order" in said


def test_backup_is_on_record_and_replaces_no_file(backed_up):
    assert AuditEvent.objects.get(action="backup_made").target == backed_up.name
    assert oct(backed_up.stat().st_mode)[-3:] == "600"
    before = backed_up.read_bytes()

    with pytest.raises(CommandError, match="is there already"):
        call_command("backup", backed_up)

    assert backed_up.read_bytes() == before
    assert [*backed_up.parent.glob(".*")] == []


def cut_short(file):
    file.write_bytes(file.read_bytes()[:-400])


def turn_a_bit(file):
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def change_manifest(file, **changes):
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    said = json.loads(parts.pop("manifest.json")) | changes
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        archive.writestr("manifest.json", json.dumps(said))


def expect_another_sum(file):
    wrong = {"name": "lines", "question": "SELECT 1::text", "answer": "2"}
    change_manifest(file, totals=[wrong])


def come_from_the_future(file):
    change_manifest(file, migrations=["trusts.9999_flying_cars"])


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (cut_short, "damaged or cut short"),
        (turn_a_bit, "is damaged"),
        (expect_another_sum, "lines: 1 and not 2"),
        (come_from_the_future, "newer version of the platform"),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_restore_changes_nothing_with_a_file_it_cannot_trust(backed_up, spoil, says):
    spoil(backed_up)
    trust("NEW")

    with pytest.raises(CommandError, match=says):
        call_command("restore", backed_up, replace=True, no_input=True)

    assert Organisation.objects.filter(code="NEW").exists()
    assert PurchaseLine.objects.count() == 4


def test_restore_refuses_a_database_that_holds_something(backed_up, monkeypatch):
    with pytest.raises(CommandError, match="not empty"):
        call_command("restore", backed_up)

    monkeypatch.setattr("builtins.input", lambda _: "yes")
    with pytest.raises(CommandError, match="name was not typed"):
        call_command("restore", backed_up, replace=True)

    with (
        psycopg.connect(environment()["DATABASE_URL"]),
        pytest.raises(CommandError, match="in use .1 other"),
    ):
        call_command("restore", backed_up, replace=True, no_input=True)
    assert PurchaseLine.objects.count() == 4


def test_restore_killed_in_the_middle_leaves_what_was_there(
    backed_up, elsewhere, tmp_path
):
    waits = {"name": "w", "question": "SELECT pg_sleep(600)::text", "answer": ""}
    change_manifest(backed_up, totals=[waits])
    with psycopg.connect(elsewhere) as line:
        line.execute("CREATE TABLE trusts_organisation AS SELECT 'OLD' AS code")

    restoring = start(
        *("manage.py", "restore", str(backed_up), "--replace", "--no-input"),
        DATABASE_URL=elsewhere, FILES_DIR=str(tmp_path / "other"),
    )  # fmt: skip
    wait_until(lambda: sleepers() or restoring.poll() is not None, "the last check")
    assert restoring.poll() is None, restoring.communicate()[0]
    os.kill(restoring.pid, signal.SIGKILL)
    [backend] = sleepers()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 10000)", [backend])
    kill(restoring)

    with psycopg.connect(elsewhere) as line:
        assert line.execute("SELECT code FROM trusts_organisation").fetchall() == [
            ("OLD",)
        ]


def sleepers():
    """The server's processes that wait at the end of a restore."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = %s"
            " AND wait_event = 'PgSleep'",
            [ELSEWHERE],
        )
        return [pid for (pid,) in cursor.fetchall()]


def test_programs_older_than_the_server_are_refused(tmp_path, monkeypatch):
    for name in tools.NAMES:
        (tmp_path / name).write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 15.18'\n")
        (tmp_path / name).chmod(0o700)
    monkeypatch.setattr(tools, "_places", lambda: [tmp_path])

    with pytest.raises(CommandError, match="version 15, older than the server"):
        call_command("backup", tmp_path / "whole.backup")
