"""Whoever owns the database can change anything in it, and it shows."""

import pytest

from tests.trusts.chained import TABLE, as_owner, verify_record
from trusts.chain_queries import EVENT_HASH, SEAL_HASH
from trusts.models import RecordLink

pytestmark = pytest.mark.django_db

LINK = "UPDATE trusts_recordlink SET"
ZEROS = "repeat('0', 64)"
FORGED = f"INSERT INTO {TABLE} (id, said) VALUES (99, 'nobody signed this')"

# What is done as the owner, what is said of it, and the first broken link.
TAMPERED = {
    "payload changed": (
        [f"{LINK} payload = replace(payload, 'Ben', 'Bob') WHERE number = 2"],
        "Link 2 is not what its hash says.",
        2,
    ),
    "payload made no JSON": (
        [f"{LINK} payload = '{{' WHERE number = 2"],
        f"Row 2 of {TABLE} is not what it was.",
        2,
    ),
    "hash changed": (
        [f"{LINK} hash = {ZEROS} WHERE number = 3"],
        "Link 3 is not what its hash says.",
        3,
    ),
    "previous hash changed": (
        [f"{LINK} previous_hash = {ZEROS} WHERE number = 3"],
        "Link 3 does not follow the one before it.",
        3,
    ),
    "moment changed": (
        [f"{LINK} at = at + interval '1 microsecond' WHERE number = 5"],
        "Link 5 is not what its hash says.",
        5,
    ),
    "link moved to another row": (
        [f"{LINK} row_number = 77 WHERE number = 5"],
        "Row 77 of tested_signing is gone.",
        5,
    ),
    "link deleted": (
        ["DELETE FROM trusts_recordlink WHERE number = 5"],
        "Link 5 is missing, before link 6.",
        5,
    ),
    "first links deleted with their rows": (
        [
            "DELETE FROM trusts_recordlink WHERE number < 3",
            f"DELETE FROM {TABLE} WHERE id < 3",
        ],
        "Links 1 to 2 are missing, before link 3.",
        1,
    ),
    "link given another number": (
        [f"{LINK} number = 8 WHERE number = 6"],
        "Link 6 is missing, before link 7.",
        6,
    ),
    "link put before the first": (
        [f"{LINK} number = 0 WHERE number = 1"],
        "Link 0 stands before the first.",
        0,
    ),
    "two links exchanged": (
        [
            f"{LINK} number = -1 WHERE number = 2",
            f"{LINK} number = 2 WHERE number = 3",
            f"{LINK} number = 3 WHERE number = -1",
        ],
        "Link 2 does not follow the one before it.",
        2,
    ),
    "row changed": (
        [f"UPDATE {TABLE} SET said = 'Bob' WHERE id = 2"],
        f"Row 2 of {TABLE} is not what it was.",
        2,
    ),
    "only added to, deep inside": (
        [f'UPDATE {TABLE} SET more = \'{{"a": [1], "b": 2}}\' WHERE id = 3'],
        f"Row 3 of {TABLE} is not what it was.",
        3,
    ),
    "bytes changed": (
        [f"UPDATE {TABLE} SET file = '\\x00fe' WHERE id = 4"],
        f"Row 4 of {TABLE} is not what it was.",
        5,
    ),
    "row deleted": (
        [f"DELETE FROM {TABLE} WHERE id = 4"],
        f"Row 4 of {TABLE} is gone.",
        5,
    ),
    "row put in": (
        [FORGED],
        f"1 rows of {TABLE} have no link, from 99 on.",
        None,
    ),
    "all links deleted": (
        ["DELETE FROM trusts_recordlink"],
        f"5 rows of {TABLE} have no link, from 1 on.",
        None,
    ),
    "seal changed": (
        ["UPDATE trusts_auditseal SET events = 99 WHERE events = 2"],
        "was put on 99 events and has 2.",
        7,
    ),
    "sealed event's hash changed": (
        ["UPDATE trusts_auditsealed SET hash = sha256('')"],
        "is not what its events say.",
        4,
    ),
    "sealed events deleted": (
        ["DELETE FROM trusts_auditsealed", "DELETE FROM trusts_auditevent"],
        "was put on 3 events and has 0.",
        4,
    ),
    "trigger gone": (
        [f"DROP TRIGGER {TABLE}_chained ON {TABLE}"],
        f"Link 1 is of {TABLE}, which is not chained now.",
        1,
    ),
}


@pytest.mark.parametrize(
    ("done", "says", "first"), TAMPERED.values(), ids=TAMPERED.keys()
)
def test_tampering_is_found_and_the_first_broken_link_named(written, done, says, first):
    as_owner(*done)

    is_well, said = verify_record()

    assert not is_well
    assert says in said
    named = [line for line in said.splitlines() if line.startswith("First broken link")]
    if first is None:
        assert named == []
    else:
        assert f"number {first}" in named[0]


def test_the_first_broken_link_is_named_with_its_row_and_moment(written):
    as_owner(f"DELETE FROM {TABLE} WHERE id = 4")

    _, said = verify_record()

    link = RecordLink.objects.get(number=5)
    added = f"added {link.at:%Y-%m-%d %H:%M:%S} UTC"
    assert f"First broken link: number 5, {TABLE} row 4, {added}." in said


def test_a_changed_event_is_found_by_its_seal(events):
    as_owner(f"UPDATE trusts_auditevent SET actor = 'nobody' WHERE id = {events[4]}")

    _, said = verify_record()

    assert f"Event {events[4]} of the audit record is not as seal" in said
    assert "First broken link: number 7, trusts_auditseal row" in said


def test_a_deleted_event_is_found_by_its_seal(events):
    as_owner(f"DELETE FROM trusts_auditevent WHERE id = {events[1]}")

    _, said = verify_record()

    assert f"Event {events[1]} of the audit record is gone; seal" in said
    assert "First broken link: number 4, trusts_auditseal row" in said


def test_an_event_changed_with_its_hash_and_its_seal_is_found_by_the_chain(events):
    as_owner(
        f"UPDATE trusts_auditevent SET actor = 'nobody' WHERE id = {events[4]}",
        f"UPDATE trusts_auditsealed AS s SET hash = {EVENT_HASH}"
        " FROM trusts_auditevent AS e WHERE e.id = s.event_id",
        "UPDATE trusts_auditseal AS seal SET hash = (SELECT "
        f"{SEAL_HASH.format(event='s.event_id', hash='s.hash')}"
        " FROM trusts_auditsealed AS s WHERE s.seal_id = seal.id)",
    )

    _, said = verify_record()

    assert "of trusts_auditseal is not what it was." in said
    assert "First broken link: number 7" in said
