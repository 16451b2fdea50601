"""The owner of a part hears once a month that more was paid than agreed."""

from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from procurement.savings import month_queries as queries
from procurement.savings.leak_mails import leak_mail
from procurement.savings.models import LeakNotice
from procurement.savings.years import month_of, months_after
from trusts import mails
from trusts.models import Membership
from trusts.permissions import Permission
from trusts.roles import Role

SMALLEST_LEAK = Decimal(50)  # pounds in a month; less is not worth a mail
MONTHS_BACK = 3


@transaction.atomic
def notice_leaks(*, on: date, at: datetime) -> int:
    """Note which parts' months leaked and nobody was told of. Safe to run twice."""
    values: dict[str, Any] = {
        "on": on,
        "at": at,
        "oldest": months_after(month_of(on), -MONTHS_BACK),
        "smallest": SMALLEST_LEAK,
    }
    with connection.cursor() as cursor:
        cursor.execute(queries.NOTICE_LEAKS, values)
        return cursor.rowcount


def tell_of_leaks(*, on: date, at: datetime) -> list[str]:
    """One mail to each who has leaks to hear of. Answers the addresses; what nobody
    could be told stays noted."""
    waiting = LeakNotice.objects.filter(sent_at=None)
    by_reader: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for notice in waiting.select_related("participation__owner__user").order_by("pk"):
        if readers := _readers(notice, on=on):
            by_reader[readers].append(notice.pk)
    return [
        ", ".join(readers)
        for readers, notices in by_reader.items()
        if _tell(readers, notices, at=at)
    ]


@transaction.atomic
def _tell(readers: tuple[str, ...], numbers: list[int], *, at: datetime) -> bool:
    """Whether the mail went; False also where another worker has it."""
    notices = list(
        LeakNotice.objects.filter(pk__in=numbers, sent_at=None)
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("participation__initiative", "participation__organisation")
        .order_by("-leakage", "pk")
    )
    if not notices:
        return False
    failure = mails.send(leak_mail(notices, to=list(readers)))
    for notice in notices:
        notice.tried_at, notice.failure = at, failure
        if not failure:
            notice.sent_at, notice.sent_to = at, ", ".join(readers)
    LeakNotice.objects.bulk_update(
        notices, ["tried_at", "failure", "sent_at", "sent_to"]
    )
    return not failure


def _readers(notice: LeakNotice, *, on: date) -> tuple[str, ...]:
    """The part's owner, or where it has none who works now, the trust's leads."""
    part = notice.participation
    owner = part.owner
    if owner and owner.is_active(on=on) and owner.may(Permission.SAVINGS_VIEW):
        return (owner.user.email,)
    leads = Membership.objects.active(on=on).filter(
        organisation=part.organisation_id, role=Role.TRUST_LEAD
    )
    return tuple(leads.order_by("pk").values_list("user__email", flat=True))
