"""The record is checked by night, who watches over it is told, and its head is sent out
of the house."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from trusts import mails
from trusts.actions.seals import late_events, seal_events
from trusts.check_mails import alarm_mail, head_mail
from trusts.models import Failure, HeadMail, RecordAlarm, RecordCheck, RecordLink
from trusts.verifying import in_words, verify
from trusts.watching import Due, due_alarms

HEAD_EVERY = timedelta(days=7)
_SOONER = timedelta(hours=1)  # beat is not on time to the second
_LOCK = 7_806  # whoever tells does so alone


def check_record(*, at: datetime) -> RecordCheck:
    """Go along the whole record and keep what was found. Every head that was kept must
    still be there: what was made anew once does not become the truth the night
    after."""
    late = late_events(at=at)
    seal_events(at=at, look_back=None)
    verified = verify(expect=_kept_heads())
    return RecordCheck.objects.create(
        checked_at=at,
        links=verified.links,
        events=verified.events,
        late=late,
        head=str(verified.head or ""),
        findings=in_words(verified) if verified.findings else [],
    )


def tell_of_checks(*, at: datetime) -> int:
    """Tell administrators and auditors what is not in order, each once of a check; how
    many mails went. What the mail server does not take goes with the next call, for a
    week."""

    def keep(due: Due, failure: Failure | str) -> bool:
        return RecordAlarm.objects.get_or_create(
            about=due.check,
            member=due.member,
            defaults={"told_at": at, "failure": failure},
        )[1]

    return mails.send_once(
        lambda: due_alarms(at=at), keep=keep, mail_of=alarm_mail, lock=_LOCK
    )


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
