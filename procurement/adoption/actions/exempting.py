"""Taking a trust out of a standard for a time, and back when the time is over."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from procurement.adoption import rules
from procurement.adoption.actions.carrying import carried
from procurement.adoption.actions.stepping import held, step
from procurement.adoption.models import EXEMPTION_IS_OVER, Adoption, AdoptionState
from procurement.specifications.actions import locked
from procurement.specifications.models import Version
from trusts.models import Membership
from trusts.rules import Refused, refuse


@transaction.atomic
def exempt(
    version: Version, *, until: date, because: str, by: Membership, at: datetime
) -> Adoption:
    """Exempt the actor's trust until a day, for a clinical reason that everybody of the
    specification can read; one that is exempt gets another end. Raises Refused."""
    version, on = locked(version), timezone.localdate(at)
    refuse(rules.why_not_exempt(version, by.organisation, by=by, on=on))
    refuse(rules.why_not_until(until, on=on))
    if not because.strip():
        raise Refused("Say why patients here need something else.")
    carried(version, by.organisation, at=at)
    adoption = Adoption.objects.filter(
        version=version, organisation=by.organisation
    ).first() or Adoption(
        version=version, organisation=by.organisation, owner=by, started_at=at
    )
    is_new = adoption.pk is None
    adoption = adoption if is_new else held(adoption)
    adoption.started_by = by if is_new else adoption.started_by
    if adoption.state != AdoptionState.EXEMPT:  # what is planned since then stays
        adoption.go_live_on = None
    adoption.live_on = None
    adoption.exempt_until, adoption.exempt_because = until, because.strip()
    note = f"Until {until.isoformat()}. {adoption.exempt_because}"
    step(adoption, AdoptionState.EXEMPT, note=note, by=by, at=at)
    return adoption


def end_exemptions(*, at: datetime) -> list[Adoption]:
    """Put back to planned what is exempt until today or before; each once."""
    on = timezone.localdate(at)
    over = Adoption.objects.filter(state=AdoptionState.EXEMPT, exempt_until__lte=on)
    found = over.filter(version__state__in=rules.GOES_ON).select_related("version")
    return [each for each in found.order_by("pk") if _end(each, on=on, at=at)]


@transaction.atomic
def _end(adoption: Adoption, *, on: date, at: datetime) -> bool:
    adoption = held(adoption)
    until = adoption.exempt_until
    if (
        until is None
        or until > on
        or rules.why_stopped(adoption.version)
        or rules.why_not_bound(adoption.version, adoption.organisation, on=on)
    ):
        return False
    clear_exemption(adoption)
    step(adoption, AdoptionState.PLANNED, note=EXEMPTION_IS_OVER, by=None, at=at)
    return True


def clear_exemption(adoption: Adoption) -> None:
    adoption.exempt_until, adoption.exempt_because = None, ""
