"""Why somebody may not remind a trust, in a sentence, or ""."""

from datetime import datetime, timedelta

from django.utils import timezone

from trusts.models import Membership
from trusts.permissions import Permission
from trusts.successions import day_in_words

DAYS_APART = timedelta(days=7)


def why_not_remind(
    last: datetime | None, *, months: int, by: Membership, at: datetime
) -> str:
    """`last` is when the trust was reminded last, `months` how many wait there."""
    if not by.may(Permission.SAVINGS_REMIND):
        return "Only who leads the region reminds a trust."
    if not months:
        return "No month waits for that trust’s finance."
    if last is not None and at < last + DAYS_APART:
        was, again = (
            day_in_words(timezone.localdate(day)) for day in (last, last + DAYS_APART)
        )
        return f"Reminded on {was}; again from {again}."
    return ""
