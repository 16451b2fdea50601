"""Telling people by mail what happened to an adoption without them."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from procurement.adoption.mails import notice_mail
from procurement.adoption.models import AdoptionNotice
from procurement.adoption.noticing import Due, due_notices
from trusts import mails


def tell(*, at: datetime) -> int:
    """Send what has not gone yet, each mail once; how many went."""
    return sum(_told(each, at=at) for each in due_notices(at=at))


@transaction.atomic
def _told(due: Due, *, at: datetime) -> bool:
    """Write it down and send it; where the mail server does not take it, it is as if
    nobody had tried."""
    _, is_new = AdoptionNotice.objects.get_or_create(
        adoption=due.adoption,
        member=due.member,
        kind=due.kind,
        due_on=timezone.localdate(due.since),
        defaults={"told_at": at},
    )
    if not is_new:
        return False
    if mails.send(notice_mail(due)):
        transaction.set_rollback(True)
        return False
    return True
