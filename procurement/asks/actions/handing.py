"""Letters that somebody saw to go to a colleague."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from procurement.asks import rules
from procurement.asks.models import Ask, AskQuerySet
from trusts import audit
from trusts.models import Membership
from trusts.rules import refuse


@transaction.atomic
def hand_over(
    leaver: Membership, *, to: Membership, by: Membership, at: datetime
) -> list[int]:
    """Give all unfinished letters that are one person's to a colleague. A draft that
    names the leaver to the supplier names the colleague. Answers their numbers. Raises
    Refused."""
    refuse(rules.why_not_own(to, leaver.organisation, on=timezone.localdate(at)))
    return _give(Ask.objects.unfinished(), before=leaver, after=to, by=by, at=at)


@transaction.atomic
def hand_back(
    numbers: Collection[int],
    leaver: Membership,
    *,
    taken_by: Membership,
    by: Membership,
    at: datetime,
) -> int:
    """Undo a handing over, of those letters that are still with whoever took them.
    Answers how many. Raises Refused."""
    letters = Ask.objects.filter(pk__in=numbers)
    return len(_give(letters, before=taken_by, after=leaver, by=by, at=at))


def _give(
    letters: AskQuerySet,
    *,
    before: Membership,
    after: Membership,
    by: Membership,
    at: datetime,
) -> list[int]:
    theirs = letters.filter(owner=before).select_for_update(of=("self",))
    given = list(theirs.select_related("supplier", "organisation").order_by("pk"))
    for ask in given:
        refuse(rules.why_not_handle(ask, by=by))
        ask.owner = after
        if ask.is_draft and ask.contact_email == before.user.email:
            ask.contact_name = str(after.user)[:200]
            ask.contact_email, ask.contact_phone = after.user.email, ""
        audit.record(
            "ask_handed_over",
            target=f"{ask.reference}, {ask.supplier.name}",
            by=by,
            at=at,
            before=before.user,
            after=after.user,
        )
    contact = ["contact_name", "contact_email", "contact_phone"]
    Ask.objects.bulk_update(given, ["owner", *contact])
    return [ask.pk for ask in given]
