"""Telling everybody of a specification, each once."""

from datetime import datetime

from procurement.problems.mails import mail_of
from procurement.problems.models import Telling
from procurement.problems.told import Due, due_tellings
from trusts import mails
from trusts.models import Failure

_LOCK = 7_803


def tell(*, at: datetime) -> int:
    """Send what is due; how many went."""

    def keep(due: Due, failure: Failure | str) -> bool:
        return Telling.objects.get_or_create(
            member=due.member,
            cause=due.cause,
            step=due.step,
            defaults={"told_at": at, "failure": failure},
        )[1]

    return mails.send_once(
        lambda: due_tellings(at=at), keep=keep, mail_of=mail_of, lock=_LOCK
    )
