"""What only a head that was seen before can tell."""

import pytest
from django.core.management import CommandError, call_command

from tests.trusts.chained import TABLE, as_owner, sign, verify_record
from trusts.chaining import LINK_HASH
from trusts.models import RecordLink

pytestmark = pytest.mark.django_db

RELINK = f"""
DO $$
DECLARE before text; each record;
BEGIN
    SELECT hash INTO before FROM trusts_recordlink WHERE number = 1;
    FOR each IN SELECT * FROM trusts_recordlink WHERE number > 1 ORDER BY number LOOP
        UPDATE trusts_recordlink AS l SET previous_hash = before, hash = {
    LINK_HASH.format(
        previous="before", number="number", at="at", table="table_name",
        row="row_number", payload="payload",
    )
} WHERE number = each.number RETURNING l.hash INTO before;
    END LOOP;
END $$
"""  # fmt: skip


def test_a_chain_made_anew_from_the_middle_is_found_by_a_head_seen_before(written):
    seen = str(RecordLink.objects.head())
    as_owner(
        f"UPDATE {TABLE} SET said = 'Bob' WHERE id = 2",
        "UPDATE trusts_recordlink SET payload = replace(payload, 'Ben', 'Bob')"
        " WHERE number = 2",
        RELINK,
    )

    assert verify_record()[0], "from inside it cannot be seen"
    is_well, said = verify_record("--expect-head", seen)
    assert not is_well
    assert f"{seen} was the head before and is not in the chain now" in said
    assert not verify_record("--expect-head", seen[:64])[0]


def test_links_cut_off_with_their_rows_are_found_by_a_head_seen_before(written):
    seen = str(RecordLink.objects.head())
    as_owner(
        "DELETE FROM trusts_recordlink WHERE number > 4",
        f"DELETE FROM {TABLE} WHERE id > 3",
        "DELETE FROM trusts_auditsealed WHERE seal_id > (SELECT min(id) FROM"
        " trusts_auditseal)",
        "DELETE FROM trusts_auditseal WHERE events = 2",
        "DELETE FROM trusts_auditevent WHERE id NOT IN (SELECT event_id FROM"
        " trusts_auditsealed)",
    )

    assert verify_record()[0], "from inside it cannot be seen"
    _, said = verify_record("--expect-head", seen)
    assert "First broken link: number 5." in said


def test_a_head_seen_before_is_still_there_when_others_have_followed(written):
    seen = RecordLink.objects.head()
    sign("Farah")

    assert verify_record("--expect-head", str(seen))[0]
    assert verify_record("--expect-head", seen.hash)[0]
    with pytest.raises(CommandError, match="is no head"):
        call_command("verify_record", expect_head="12")
