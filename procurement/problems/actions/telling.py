"""Telling everybody of a specification, each once."""

from datetime import datetime

from django.db import transaction

from procurement.problems.mails import mail_of
from procurement.problems.models import Telling
from procurement.problems.told import Due, due_tellings
from trusts import mails


def tell(*, at: datetime) -> int:
    """Send what is due; how many went."""
    return sum(_told(each, at=at) for each in due_tellings(at=at))


@transaction.atomic
def _told(due: Due, *, at: datetime) -> bool:
    """Write it down and send it; where the mail server does not take it, it is as if
    nobody had tried."""
    _, is_new = Telling.objects.get_or_create(
        member=due.member, cause=due.cause, step=due.step, defaults={"told_at": at}
    )
    if not is_new:
        return False
    if mails.send(mail_of(due)):
        transaction.set_rollback(True)
        return False
    return True
