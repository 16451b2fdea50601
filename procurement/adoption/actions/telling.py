"""Telling people by mail what happened to an adoption, and of a day that comes."""

from datetime import datetime

from procurement.adoption.mails import notice_mail
from procurement.adoption.models import AdoptionNotice
from procurement.adoption.noticing import Due, due_notices
from trusts import mails
from trusts.models import Failure

_LOCK = 7_805


def tell(*, at: datetime) -> int:
    """Send what has not gone yet, each mail once; how many went."""

    def keep(due: Due, failure: Failure | str) -> bool:
        return AdoptionNotice.objects.get_or_create(
            adoption=due.adoption,
            member=due.member,
            kind=due.kind,
            due_on=due.day,
            defaults={"told_at": at, "failure": failure},
        )[1]

    return mails.send_once(
        lambda: due_notices(at=at), keep=keep, mail_of=notice_mail, lock=_LOCK
    )
