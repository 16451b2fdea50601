"""What the owner of the database changes behind every trigger is found, row by row."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests.procurement.signoff.test_decision_record import decided
from tests.procurement.specifications.world import make_world
from tests.trusts.chained import as_owner, verify_record
from trusts.models import RecordLink

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_():
    return decided(make_world(at=timezone.now() - timedelta(days=1)), at=timezone.now())


def found():
    """The first broken link, and all that is wrong, in words."""
    _, said = verify_record("--json")
    told = json.loads(said)
    first = told["first_broken"]
    return first and first["number"], [each["says"] for each in told["findings"]]


def link_of(table):
    """The first row of a table and the number of its link."""
    link = RecordLink.objects.filter(table_name=table).earliest("number")
    return link.row_number, link.number


# Where, and what is changed there.
CHANGED = [
    ("signoff_decision", "kind = 'APPROVE'"),
    ("signoff_decision", "signer_name = 'Somebody Else'"),
    ("signoff_decision", "decided_at = decided_at - interval '1 second'"),
    ("signoff_declaration", "category = 'FINANCIAL', details = 'x'"),
    ("signoff_interestruling", "action = 'ABSTAIN'"),
    ("signoff_roundcount", 'record = record || \'{"text": ""}\''),
    ("signoff_correction", "after = 'Rules and safety'"),
    ("signoff_extension", "reason = 'A holiday.'"),
    ("signoff_objectionstep", "due_on = due_on + 1"),
    ("signoff_quorumrule", "threshold = '1/9'"),
    ("specifications_frozentext", "content = replace(content, '28', '82')"),
    ("specifications_versionstep", "note = 'Nobody asked.'"),
    ("specifications_comment", "text = 'All is well.'"),
    ("specifications_answer", "text = 'No.'"),
    ("specifications_evidencefile", "content = '\\x00'"),
]


@pytest.mark.parametrize(("table", "change"), CHANGED)
def test_a_changed_row_is_found_and_named(round_, table, change):
    row, number = link_of(table)
    assert found() == (None, [])

    as_owner(f"UPDATE {table} SET {change} WHERE id = {row}")

    assert found() == (number, [f"Row {row} of {table} is not what it was."])


# What refers to a row was checked before the row goes.
CHECKED = "SET CONSTRAINTS ALL IMMEDIATE"
DELETED = [
    "signoff_decision",
    "signoff_declaration",
    "signoff_interestruling",
    "signoff_roundcount",
    "signoff_correction",
    "signoff_extension",
    "signoff_objectionstep",
    "specifications_frozentext",
]


@pytest.mark.parametrize("table", DELETED)
def test_a_deleted_row_is_found_and_named(round_, table):
    row, number = link_of(table)

    as_owner(CHECKED, f"DELETE FROM {table} WHERE id = {row}")

    assert found() == (number, [f"Row {row} of {table} is gone."])


@pytest.mark.parametrize("table", ["signoff_decision", "signoff_roundcount"])
def test_a_row_put_in_past_the_trigger_is_found(round_, table):
    as_owner(copy_of(table))

    _, [says] = found()
    assert says.startswith(f"1 rows of {table} have no link")


def test_a_forged_link_and_a_missing_one_are_found(round_):
    row, number = link_of("signoff_decision")
    forged = f"payload = replace(payload, 'ABSTAIN', 'APPROVE') WHERE number = {number}"
    as_owner(
        f"UPDATE signoff_decision SET kind = 'APPROVE' WHERE id = {row}",
        f"UPDATE trusts_recordlink SET {forged}",
    )
    first, says = found()
    assert first == number
    assert f"Link {number} is not what its hash says." in says

    as_owner(f"DELETE FROM trusts_recordlink WHERE number = {number}")

    first, says = found()
    assert first == number
    assert says[0].startswith(f"Link {number} is missing")


def copy_of(table):
    """The statement that puts the newest row in again, as another."""
    with connection.cursor() as cursor:
        names = [
            column.name
            for column in connection.introspection.get_table_description(cursor, table)
            if column.name not in ("id", "supersedes_id")
        ]
    said = ", ".join(names)
    more = {"signoff_decision": ", supersedes_id"}.get(table, "")
    of = ", id" if more else ""
    return f"""INSERT INTO {table} (id, {said}{more})
        SELECT id + 1000, {said}{of} FROM {table} ORDER BY id DESC LIMIT 1"""
