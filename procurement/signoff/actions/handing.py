"""Handing on who chairs a specification."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from procurement.signoff import rules
from procurement.signoff.actions.opening import seat_chair
from procurement.signoff.models import (
    SETTLED,
    Decision,
    ObjectionAct,
    ObjectionStep,
    Round,
)
from procurement.signoff.rules.rounds import RUNNING
from procurement.specifications.actions import need
from procurement.specifications.models import (
    HandingOn,
    SeatKind,
    Specification,
    Version,
)
from trusts import audit
from trusts.models import Membership
from trusts.rules import refuse


@transaction.atomic
def hand_on_chair(
    specification: Specification,
    to: Membership,
    *,
    reason: str,
    by: Membership,
    at: datetime,
) -> HandingOn:
    """Another chair runs it from now on, handed back in the same way. In an open round
    they declare and decide anew as its chair; what the one before decided stays on
    record, and objections that they looked after go along. Raises Refused."""
    # Held as by every other step of its versions: nobody closes or signs meanwhile.
    specification = (
        Specification.objects.select_for_update(of=("self",), no_key=True)
        .select_related("chair__user")
        .get(pk=specification.pk)
    )
    refuse(rules.why_not_hand_on(specification, by=by))
    refuse(rules.why_not_hand_to(specification, to, on=timezone.localdate(at)))
    need(reason)
    before = specification.chair
    specification.chair = to
    specification.save(update_fields=["chair"])
    running = specification.versions.filter(state__in=RUNNING).first()
    if running is not None:
        _in_round(running, before, specification, by=by, at=at)
    audit.record(
        "chair_handed_on", target=specification, by=by, at=at,
        before=before.pk, to=to.pk, reason=reason[:500],
    )  # fmt: skip
    return HandingOn.objects.create(
        specification=specification,
        from_chair=before,
        to_chair=to,
        reason=reason.strip(),
        handed_at=at,
        handed_by=by,
    )


def _in_round(
    version: Version,
    before: Membership,
    specification: Specification,
    *,
    by: Membership,
    at: datetime,
) -> None:
    """The chair's own seat, which speaks for no trust, and the objections that the one
    before looked after."""
    round_ = Round.objects.get(version=version)
    version.specification = specification
    if version.state == "SIGN_OFF":
        specification.seats.held().filter(kind=SeatKind.CHAIR).update(
            left_at=at, left_by=by
        )
        seat_chair(version, by=by, at=at)
    for decision in Decision.objects.filter(
        round=round_, superseded_by=None, kind__startswith="OBJECT"
    ):
        steps = list(decision.steps.order_by("taken_at", "pk"))
        owned = [each for each in steps if each.act == ObjectionAct.OWNED]
        is_settled = any(each.act in SETTLED for each in steps)
        if owned and owned[-1].owner_id == before.pk and not is_settled:
            ObjectionStep.objects.create(
                decision=decision,
                act=ObjectionAct.OWNED,
                owner=specification.chair,
                due_on=owned[-1].due_on,
                taken_at=at,
                taken_by=by,
            )
