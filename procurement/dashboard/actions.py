"""Reminding a trust that months wait for its finance."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from procurement.dashboard.mails import reminder_mail
from procurement.dashboard.models import Reminder
from procurement.dashboard.rules import why_not_remind
from trusts import audit, mails
from trusts.models import Membership, Organisation
from trusts.roles import Role
from trusts.rules import Refused


@transaction.atomic
def remind(
    trust: Organisation,
    *,
    months: Sequence[date],
    by: Membership,
    on: date,
    at: datetime,
) -> Reminder:
    """Send the trust's finance and leads one mail with the months that wait. What came
    of it is kept. Raises Refused, also within a week of the last one that went."""
    Organisation.objects.select_for_update().get(pk=trust.pk)
    went = Reminder.objects.that_went().filter(organisation=trust)
    last = went.order_by("-reminded_at").values_list("reminded_at", flat=True).first()
    if reason := why_not_remind(last, months=len(months), by=by, at=at):
        raise Refused(reason)
    readers = _readers(trust, on=on)
    if not readers:
        raise Refused(f"Nobody of finance or procurement is known at {trust.name}.")
    failure = mails.send(reminder_mail(trust, months, by=by, to=readers))
    reminder = Reminder.objects.create(
        organisation=trust,
        months=list(months),
        reminded_at=at,
        reminded_by=by,
        sent_to=", ".join(readers),
        failure=failure,
    )
    audit.record(
        "savings_reminder_sent", target=trust.code, by=by, at=at,
        organisation=trust, months=[month.isoformat() for month in months],
        failure=failure,
    )  # fmt: skip
    return reminder


def _readers(trust: Organisation, *, on: date) -> list[str]:
    """The addresses of who can confirm, and of who leads buying."""
    members = Membership.objects.active(on=on).filter(
        organisation=trust, role__in=[Role.TRUST_FINANCE, Role.TRUST_LEAD]
    )
    addresses = members.order_by("pk").values_list("user__email", flat=True)
    return list(dict.fromkeys(addresses))
