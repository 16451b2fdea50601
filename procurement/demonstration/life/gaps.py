"""What people have done about gaps: somebody's, put off, accepted, watched."""

from datetime import date, datetime, timedelta

from procurement.demonstration.life.moments import Event, People, at_time
from procurement.gaps.models import AcceptReason, Gap
from procurement.worklist import actions
from trusts.models import Membership

# Of a trust's gaps by value: who works on which, and what was accepted.
ASSIGNED, SNOOZED, ACCEPTED = slice(4, 12), slice(12, 14), slice(14, 17)
DUE_IN_DAYS = 21
REASONS = (AcceptReason.CONTRACT, AcceptReason.CLINICAL, AcceptReason.VOLUME)


def gap_events(people: People, today: date) -> list[Event]:
    """Each lead has gone through the largest gaps, this morning."""

    def event(lead: Membership) -> Event:
        return Event(at_time(today, 0), lambda at: _work(lead, people, at, today))

    return [event(lead) for lead in people.at_trusts("trust_lead")]


def _work(lead: Membership, people: People, at: datetime, today: date) -> None:
    gaps = Gap.objects.visible_to(lead).listed().order_by("-gap_value", "pk")
    ids = list(gaps.values_list("pk", flat=True)[: ACCEPTED.stop])
    buyer = people.find(lead.organisation.code, "buyer") or lead
    for place, pk in enumerate(ids[ASSIGNED]):
        actions.assign(
            gaps.filter(pk=pk),
            to=buyer if place % 2 else lead,
            due_on=today + timedelta(days=DUE_IN_DAYS + place),
            by=lead,
            at=at,
        )
    if later := ids[SNOOZED]:
        actions.snooze(
            gaps.filter(pk__in=later),
            until=today + timedelta(days=60),
            note="The supplier’s new price list comes first.",
            by=lead,
            at=at,
        )
    for pk, reason in zip(ids[ACCEPTED], REASONS, strict=False):
        actions.accept(
            gaps.filter(pk=pk),
            reason=reason,
            review_on=today + timedelta(days=180),
            note="Looked at with the ward.",
            by=lead,
            at=at,
        )
