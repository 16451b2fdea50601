"""Rises that a paper documents, without which nothing is avoided."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from procurement.savings import rules
from procurement.savings.actions.agreeing import touch
from procurement.savings.actions.stepping import locked, step
from procurement.savings.models import Claim, Uplift
from trusts.models import Membership
from trusts.rules import Refused, refuse


@transaction.atomic
def add_uplift(
    claim: Claim,
    *,
    from_month: date,
    percent: Decimal,
    evidence: str,
    by: Membership | None,
    at: datetime,
) -> Uplift:
    """Say that a paper documents a rise from that month on. Raises Refused."""
    participation = locked(claim.participation)
    refuse(rules.why_not_rise(participation, by=by))
    if claim.uplifts.standing().filter(from_month=from_month).exists():
        raise Refused(f"A rise from {from_month:%B %Y} is documented already.")
    uplift = Uplift.objects.create(
        claim=claim,
        from_month=from_month,
        percent=percent,
        evidence=evidence,
        said_at=at,
        said_by=by,
    )
    done = f"{claim.product} would have risen by {percent} % from {from_month:%B %Y}"
    step(participation, "uplift_documented", done, by=by, at=at, evidence=evidence)
    return uplift


@transaction.atomic
def take_back_uplift(
    uplift: Uplift, *, reason: str, by: Membership | None, at: datetime
) -> None:
    """A rise was documented wrongly: its months are worked out again without it, and
    those that were confirmed ask again. Raises Refused."""
    claim = uplift.claim
    participation = locked(claim.participation)
    refuse(rules.why_not_take_back_uplift(participation, claim, by=by))
    uplift = Uplift.objects.select_for_update(of=("self",)).get(pk=uplift.pk)
    refuse("It was taken back already." if uplift.ended_at else "")
    refuse("" if reason else "Say why it is taken back.")
    uplift.ended_at, uplift.ended_by, uplift.ended_reason = at, by, reason
    uplift.save(update_fields=["ended_at", "ended_by", "ended_reason"])
    touch([claim])
    done = (
        f"Taken back: the rise of {claim.product} by {uplift.percent.normalize():f} % "
        f"from {uplift.from_month:%B %Y}"
    )
    step(participation, "uplift_taken_back", done, by=by, at=at, note=reason)
