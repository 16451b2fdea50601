"""Who watches over the record hears of a check that found something, whatever the mail
server does meanwhile."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from tests.cast import signed_in_client
from tests.factories import make_membership
from tests.trusts.chained import TABLE, as_owner
from trusts import actions
from trusts.models import RecordAlarm, RefusedAddress
from trusts.roles import Role

pytestmark = pytest.mark.django_db

NIGHT = timedelta(days=1)
LATER = timedelta(minutes=10)
AT = timezone.now()  # the page looks at the clock


@pytest.fixture
def broken(written):
    """A night's check that found a changed row."""
    as_owner(f"UPDATE {TABLE} SET said = 'nobody' WHERE id = 2")
    return actions.check_record(at=AT)


@pytest.fixture
def server(monkeypatch):
    """Answers of the mail server, by address; any other takes the mail."""
    answers, taken = {}, mail.EmailMessage.send

    def send(message, *args):
        if refusal := answers.get(message.to[0], answers.get("all")):
            raise refusal
        return taken(message, *args)

    monkeypatch.setattr("django.core.mail.EmailMessage.send", send)
    return answers


def told():
    return sorted(each.to[0] for each in mail.outbox)


def test_administrators_and_auditors_are_mailed_once_of_every_night(
    broken, petra, aldo, amina
):
    assert broken.findings[0] == f"Row 2 of {TABLE} is not what it was."
    again = make_membership("Aldo Marsh", Role.AUDITOR, amina.organisation)
    again.user = aldo.user  # the same person in another role hears of it once
    again.save(update_fields=["user"])

    assert actions.tell_of_checks(at=AT) == 2

    assert told() == sorted([petra.user.email, aldo.user.email])
    assert f"- Row 2 of {TABLE} is not what it was." in mail.outbox[0].body
    assert "First broken link: number 2," in mail.outbox[0].body
    assert actions.tell_of_checks(at=AT + LATER) == 0
    actions.check_record(at=AT + NIGHT)
    assert actions.tell_of_checks(at=AT + NIGHT) == 2


@pytest.mark.parametrize(
    "answer", [OSError("no route"), smtplib.SMTPSenderRefused(451, b"busy", "x")]
)
def test_what_the_server_did_not_take_goes_later(broken, petra, aldo, server, answer):
    server["all"] = answer
    assert actions.tell_of_checks(at=AT) == 0
    said = signed_in_client(petra).get(reverse("record_check_list")).text
    assert f"Not reached yet: <bdi>{aldo.user}</bdi> (auditor" in said
    assert not RecordAlarm.objects.exists()

    server.clear()

    assert actions.tell_of_checks(at=AT + LATER) == 2
    said = signed_in_client(petra).get(reverse("record_check_list")).text
    assert "Not reached yet" not in said
    assert f"Told: <bdi>{aldo.user}</bdi> (auditor" in said


def test_an_address_refused_for_good_is_said_and_not_tried_again(
    broken, petra, aldo, server
):
    no = (550, b"no such user")
    server[aldo.user.email] = smtplib.SMTPRecipientsRefused({aldo.user.email: no})

    assert actions.tell_of_checks(at=AT) == 1
    assert actions.tell_of_checks(at=AT + LATER) == 0

    assert told() == [petra.user.email]
    said = signed_in_client(petra).get(reverse("record_check_list")).text
    assert f"The mail to <bdi>{aldo.user}</bdi> (auditor" in said
    assert "Tell them another way." in said
    assert aldo.user.email in RefusedAddress.objects.since([aldo.user.email])


def test_a_check_is_told_of_for_a_week(broken, petra):
    assert actions.tell_of_checks(at=AT + 8 * NIGHT) == 0


def test_nobody_is_bothered_when_it_is_well(written, petra):
    actions.check_record(at=AT)

    assert actions.tell_of_checks(at=AT) == 0


def test_the_page_says_that_the_head_is_refused_where_it_goes(
    written, petra, server, settings
):
    settings.RECORD_HEAD_ADDRESS = "Audit@elsewhere.example.org"
    no = (550, b"no such user")
    server["all"] = smtplib.SMTPRecipientsRefused({"x": no})
    assert actions.send_head(at=AT) is None

    page, client = reverse("record_check_list"), signed_in_client(petra)
    assert "The mail server has refused that address since" in client.get(page).text

    server.clear()
    assert actions.send_head(at=AT + NIGHT) is not None
    assert "has refused that address" not in client.get(page).text
