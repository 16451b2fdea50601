"""Going live starts a trust's part in the savings; it never waits for that."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from procurement.adoption import rules
from procurement.adoption.actions.stepping import held, record
from procurement.adoption.models import Adoption
from procurement.savings.actions import join_switch
from trusts.models import Membership
from trusts.rules import Refused, refuse


@transaction.atomic
def start_savings(
    adoption: Adoption,
    *,
    start_month: date | None = None,
    by: Membership,
    at: datetime,
) -> Adoption:
    """Try again to start the savings part of one that is live, from the month of
    go-live or a later one. Why it was refused, if it was, is kept with the adoption
    that is answered. Raises Refused."""
    adoption = held(adoption)
    refuse(rules.why_not_save(adoption, by=by, on=timezone.localdate(at)))
    refuse(rules.why_not_count_from(adoption, start_month))
    join(adoption, start_month=start_month, by=by, at=at)
    names = ["participation", "savings_refused"]
    adoption.save(update_fields=names)
    record("adoption_savings_asked", adoption, by=by, at=at)
    return adoption


def join(
    adoption: Adoption,
    *,
    start_month: date | None = None,
    by: Membership | None,
    at: datetime,
) -> None:
    """Have a held adoption that is live join the switch, from the month of go-live on
    if no other is given; or note why it cannot. The caller saves it."""
    if adoption.live_on is None:
        return
    try:
        with transaction.atomic():
            adoption.participation = join_switch(
                adoption.version,
                adoption.organisation,
                start_month=start_month or adoption.live_on.replace(day=1),
                by=by,
                at=at,
            )
    except Refused as refusal:
        adoption.savings_refused = str(refusal)
    else:
        adoption.savings_refused = ""
