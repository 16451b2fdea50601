"""The command goes along the record, and says when a guard is missing."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests.trusts.chained import AT, TABLE, as_owner, record, sign, verify_record
from trusts import actions, audit, verifying
from trusts.guards import promised_triggers
from trusts.models import AuditEvent, AuditSeal, AuditSealed, RecordLink

pytestmark = pytest.mark.django_db


def test_a_record_that_nobody_was_at_is_in_order(written):
    is_well, said = verify_record()

    assert is_well, said
    assert "7 links and 5 events of the record are in order." in said
    assert f"Head: {RecordLink.objects.head()}" in said


def test_the_same_as_one_object(written):
    _, said = verify_record("--json")

    found = json.loads(said)
    assert found["in_order"] is True
    assert (found["links"], found["events"], found["findings"]) == (7, 5, [])
    assert found["head"]["number"] == 7


def test_the_record_of_an_empty_database_is_in_order():
    assert verify_record()[0]


def test_another_session_writes_and_reads_the_same(written):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL TimeZone = 'Asia/Tokyo'")
        cursor.execute("SET LOCAL DateStyle = 'German'")
        cursor.execute("SET LOCAL bytea_output = 'escape'")
        sign("Farah")

    assert verify_record()[0]
    assert '"2026-11-27T09:30:00.5+00:00"' in RecordLink.objects.get(number=8).payload


def test_a_column_added_later_breaks_no_link(written):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {TABLE} ADD COLUMN later text")
        cursor.execute(f"ALTER TABLE {TABLE} ALTER COLUMN later SET DEFAULT 'said'")
    sign("Farah")

    assert verify_record()[0]
    as_owner(f"UPDATE {TABLE} SET later = 'said' WHERE id = 2")
    [finding] = verifying.verify().findings
    assert finding.says == f"Row 2 of {TABLE} is not what it was."


@pytest.mark.parametrize(
    ("done", "says"),
    [
        (
            f"ALTER TABLE {TABLE} DISABLE TRIGGER {TABLE}_chained",
            f"The trigger {TABLE}_chained on {TABLE} is switched off.",
        ),
        (
            "ALTER TABLE trusts_attestation DISABLE TRIGGER USER",
            "The trigger attestation_append_only on trusts_attestation is switched",
        ),
        (
            "DROP TRIGGER audit_event_append_only ON trusts_auditevent",
            "The trigger audit_event_append_only on trusts_auditevent is gone",
        ),
        (
            "CREATE OR REPLACE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE"
            " ON trusts_auditevent FOR EACH ROW WHEN (false)"
            " EXECUTE FUNCTION trusts_refuse_change()",
            "The trigger audit_event_append_only on trusts_auditevent is gone or is",
        ),
        (
            "CREATE OR REPLACE FUNCTION trusts_refuse_change() RETURNS trigger"
            " LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
            "The function trusts_refuse_change does not say what it should.",
        ),
    ],
)
def test_a_guard_that_was_taken_away_is_found(written, done, says):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(done)

    is_well, said = verify_record()

    assert not is_well
    assert says in said


def test_every_trigger_of_the_database_is_one_that_a_migration_promised():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgparentid = 0"
        )
        present = {name for (name,) in cursor.fetchall()}

    assert present == {each.name for each in promised_triggers()}


def test_many_parts_are_gone_along_like_one(written, monkeypatch):
    monkeypatch.setattr(verifying, "LINKS_AT_ONCE", 2)
    monkeypatch.setattr(verifying, "SEALS_AT_ONCE", 1)
    monkeypatch.setattr(verifying, "MOST_TOLD", 2)

    assert "7 links and 5 events" in verify_record()[1]

    as_owner(f"UPDATE {TABLE} SET said = 'nobody'")
    _, said = verify_record()
    assert "And 3 more." in said
    assert "First broken link: number 1," in said


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE {TABLE} SET said = ''",
        f"DELETE FROM {TABLE}",
        f"TRUNCATE {TABLE}",
        "UPDATE trusts_recordlink SET hash = ''",
        "DELETE FROM trusts_recordlink",
        "TRUNCATE trusts_recordlink",
        "TRUNCATE trusts_auditevent CASCADE",
    ],
)
def test_the_database_refuses_by_itself(written, statement):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)


def test_events_are_sealed_once_and_those_that_came_late_too(monkeypatch):
    monkeypatch.setattr("trusts.actions.seals.AT_ONCE", 2)
    assert record(5) == 5
    late = AuditEvent.objects.order_by("pk").first()
    as_owner(f"DELETE FROM trusts_auditsealed WHERE event_id = {late.pk}")

    assert actions.seal_events(at=AT, look_back=3) == 0
    assert actions.seal_events(at=AT, look_back=None) == 1
    assert AuditSealed.objects.count() == 5
    assert [*AuditSeal.objects.values_list("events", flat=True)] == [2, 2, 1, 1]


def test_events_that_waited_long_for_their_seal_are_told(written):
    audit.record("tested", target="a thing", by=None, at=AT - timedelta(days=9))

    is_well, said = verify_record()

    assert is_well
    assert "have one only now: 1." in said
    assert "have one only now" not in verify_record()[1]
