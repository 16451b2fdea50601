"""Moving an adoption on, or a step back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from procurement.adoption import rules
from procurement.adoption.actions.exempting import clear_exemption
from procurement.adoption.actions.saving import join
from procurement.adoption.actions.stepping import held, step
from procurement.adoption.models import RUNNING, Adoption, AdoptionState
from trusts.models import Membership
from trusts.rules import refuse


@transaction.atomic
def move_adoption(
    adoption: Adoption,
    to: AdoptionState,
    *,
    note: str = "",
    by: Membership | None,
    at: datetime,
) -> Adoption:
    """Move it on a step, or back one; it is live from the day that the plan names, and
    its part in the savings starts with that month, if it can. Back from live it needs a
    new day. Raises Refused."""
    adoption, on = held(adoption), timezone.localdate(at)
    refuse(rules.why_not_move(adoption, to, note=note, by=by, on=on))
    clear_exemption(adoption)
    if to not in RUNNING:
        adoption.go_live_on = None if adoption.is_running else adoption.go_live_on
        adoption.live_on = None
    elif not adoption.is_running:
        adoption.live_on = adoption.go_live_on
        join(adoption, by=by, at=at)
    step(adoption, to, note=note, by=by, at=at)
    return adoption
