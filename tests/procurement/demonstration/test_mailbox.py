"""The demonstration's mailbox: what is sent stays here and can be read."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.mail import EmailMessage
from django.urls import reverse

from procurement.demonstration import mailbox
from procurement.demonstration.models import Mail
from trusts.paging import PAGE_ROWS

pytestmark = pytest.mark.django_db

AT = datetime(2026, 10, 4, 12, tzinfo=UTC)
LIST = reverse("mail_list")


@pytest.fixture(autouse=True)
def demonstration(settings):
    settings.DEMONSTRATION = settings.KEEPS_MAIL = True
    settings.MAILERS = {
        "default": {"BACKEND": "procurement.demonstration.mailbox.Mailbox"}
    }


def letter(subject="You are invited", text="Open https://example.org/in/ soon."):
    return EmailMessage(subject, text, "us@example.org", ["amina@example.org"])


def test_what_is_sent_is_kept_and_read_with_its_links(client):
    letter().send()

    [mail] = Mail.objects.all()
    assert "You are invited" in client.get(LIST).text
    page = client.get(reverse("mail_detail", args=[mail.pk]))
    assert 'href="https://example.org/in/"' in page.text
    assert page["Cache-Control"] == "no-store"


def test_what_a_mail_says_is_never_markup(client):
    mail = mailbox.keep(letter("<b>x</b>", "<script>alert(1)</script>"), at=AT)

    page = client.get(reverse("mail_detail", args=[mail.pk]))

    assert "<script>alert" not in page.text
    assert "<b>x</b>" not in page.text


def test_the_list_pages_newest_first_with_few_queries(
    client, django_assert_max_num_queries
):
    for number in range(PAGE_ROWS + 1):
        mailbox.keep(letter(f"Mail {number}."), at=AT + timedelta(minutes=number))

    with django_assert_max_num_queries(3):
        page = client.get(LIST)
    assert f"Mail {PAGE_ROWS}." in page.text
    assert "Mail 0." not in page.text

    cursor = page.context["page"].older
    assert "Mail 0." in client.get(LIST, {"after": cursor}).text


def test_only_the_newest_are_kept(monkeypatch):
    monkeypatch.setattr(mailbox, "MOST_MAILS", 2)

    for number in range(3):
        mailbox.keep(letter(f"Mail {number}."), at=AT)

    assert sorted(Mail.objects.values_list("subject", flat=True)) == [
        "Mail 1.",
        "Mail 2.",
    ]


def test_elsewhere_there_is_no_mailbox(client, settings):
    mail = mailbox.keep(letter(), at=AT)
    settings.KEEPS_MAIL = False

    assert client.get(LIST).status_code == 404
    assert client.get(reverse("mail_detail", args=[mail.pk])).status_code == 404
