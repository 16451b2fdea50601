"""Every night the record is checked; every week its head leaves the house."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from tests.trusts.chained import AT, TABLE, as_owner
from tests.trusts.test_expected_head import RELINK
from trusts import actions
from trusts.models import HeadMail, RecordCheck, RecordLink

pytestmark = pytest.mark.django_db

NIGHT = timedelta(days=1)


def test_what_was_found_is_kept_and_nobody_is_bothered_when_it_is_well(written, petra):
    check = actions.check_record(at=AT)

    assert check.is_in_order, check.findings
    assert (check.links, check.events) == (7, 5)
    assert check.head == str(RecordLink.objects.get(number=7).hash) + "/7"
    assert mail.outbox == []
    again = actions.check_record(at=AT + NIGHT)
    assert again.is_in_order
    assert again.links == 8  # the check itself


def test_what_was_cut_off_since_the_last_check_is_missed(written, petra):
    last = actions.check_record(at=AT)
    as_owner(
        f"DELETE FROM {TABLE} WHERE id = 5",
        "DELETE FROM trusts_recordlink WHERE number > 5",
        "DELETE FROM trusts_auditsealed", "DELETE FROM trusts_auditevent",
        "DELETE FROM trusts_auditseal",
    )  # fmt: skip

    check = actions.check_record(at=AT + NIGHT)

    assert any(f"{last.head} was the head before" in each for each in check.findings)


def test_what_was_made_anew_is_missed_every_night(written, petra):
    last = actions.check_record(at=AT)
    as_owner(
        f"UPDATE {TABLE} SET said = 'Bob' WHERE id = 2",
        "UPDATE trusts_recordlink SET payload = replace(payload, 'Ben', 'Bob')"
        " WHERE number = 2",
        RELINK,
    )

    for night in (1, 2, 3):
        check = actions.check_record(at=AT + night * NIGHT)
        assert f"{last.head} was the head before" in check.findings[0]


def test_the_head_is_mailed_once_a_week_to_the_address_outside(written, settings):
    assert actions.send_head(at=AT) is None
    settings.RECORD_HEAD_ADDRESS = "audit@elsewhere.example.org"
    head = RecordLink.objects.head()

    sent = actions.send_head(at=AT)

    assert (sent.head, sent.sent_to) == (str(head), "audit@elsewhere.example.org")
    [message] = mail.outbox
    assert message.to == [sent.sent_to]
    assert f"Head: {head}\nLinks: 7\nTime: 2026-11-27 09:30:00 UTC" in message.body
    assert actions.send_head(at=AT + 6 * NIGHT) is None
    assert actions.send_head(at=AT + 7 * NIGHT) is not None
    assert HeadMail.objects.count() == 2


def test_the_page_says_what_was_found_and_where_the_head_goes(
    written,
    sign_in,
    petra,
    settings,
):
    page, client = reverse("record_check_list"), sign_in(petra)
    assert "was not checked yet" in client.get(page).text
    assert "It is mailed nowhere: no address is set." in client.get(page).text
    settings.RECORD_HEAD_ADDRESS = "audit@elsewhere.example.org"
    actions.send_head(at=AT)
    actions.check_record(at=AT)

    said = client.get(page).text

    assert "In order" in said
    assert "audit@elsewhere.example.org" in said
    as_owner(f"UPDATE {TABLE} SET said = 'nobody'")
    actions.check_record(at=AT + NIGHT)
    assert "Not in order" in client.get(page).text
    assert RecordCheck.objects.count() == 2


def test_the_applications_role_can_check(as_application):
    assert actions.check_record(at=AT).findings == []
