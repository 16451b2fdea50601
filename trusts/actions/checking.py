"""The record is checked by night, and its head is sent out of the house."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from trusts import mails
from trusts.actions.seals import late_events, seal_events
from trusts.check_mails import alarm_mails, head_mail
from trusts.models import HeadMail, RecordCheck, RecordLink
from trusts.verifying import in_words, verify

HEAD_EVERY = timedelta(days=7)
_SOONER = timedelta(hours=1)  # beat is not on time to the second


def check_record(*, at: datetime) -> RecordCheck:
    """Go along the whole record, keep what was found, and tell administrators if
    something is wrong. Every head that was kept must still be there: what was made
    anew once does not become the truth the night after."""
    late = late_events(at=at)
    seal_events(at=at, look_back=None)
    verified = verify(expect=_kept_heads())
    check = RecordCheck.objects.create(
        checked_at=at,
        links=verified.links,
        events=verified.events,
        late=late,
        head=str(verified.head or ""),
        findings=in_words(verified) if verified.findings else [],
    )
    if not check.is_in_order:
        mails.send_all(alarm_mails(check))
    return check


def _kept_heads() -> set[str]:
    """Those of checks that found everything in order, and those that left the house."""
    good = RecordCheck.objects.filter(findings=[]).exclude(head="")
    mailed = HeadMail.objects.values_list("head", flat=True)
    return {*good.values_list("head", flat=True), *mailed}


@transaction.atomic
def send_head(*, at: datetime) -> HeadMail | None:
    """Mail the newest link to the address outside, once a week, and keep that it went;
    None where it is not time, or there is no address, link or mail server."""
    address, head = settings.RECORD_HEAD_ADDRESS, RecordLink.objects.head()
    if not address or head is None:
        return None
    if HeadMail.objects.filter(sent_at__gt=at - HEAD_EVERY + _SOONER).exists():
        return None
    if mails.send(head_mail(head, address=address, at=at)):
        return None
    return HeadMail.objects.create(sent_at=at, sent_to=address, head=str(head))
