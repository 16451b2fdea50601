"""Prices that a trust keeps confidential: its own, and the lowest of the region."""

from datetime import date, datetime, timedelta

from catalogue.prices.actions import make_confidential
from catalogue.prices.models import ConfidentialReason
from procurement.demonstration.life.moments import Event, People, at_time
from procurement.gaps.actions import refresh_touched_gaps
from procurement.gaps.models import Gap

# By so many gaps that others have against it, each of another trust.
SHOWN = 3
REASONS = (
    ConfidentialReason.CONTRACT,
    ConfidentialReason.TALKS,
    ConfidentialReason.CONTRACT,
)


def confidential_events(people: People, today: date) -> list[Event]:
    """Some leads were asked by their suppliers, last thing today."""
    return [Event(at_time(today, 3), lambda at: _keep(people, at, today))]


def _keep(people: People, at: datetime, today: date) -> None:
    gaps = Gap.objects.listed().filter(lowest_organisation__isnull=False)
    kept: set[str] = set()
    for gap in gaps.select_related("lowest_organisation", "product").order_by(
        "-trusts", "-gap_value", "pk"
    ):
        trust = gap.lowest_organisation
        lead = people.find(trust.code, "trust_lead") if trust else None
        if trust is None or lead is None or trust.code in kept:
            continue
        make_confidential(
            trust,
            gap.product,
            reason=REASONS[len(kept)],
            evidence="Contract with the supplier, clause on confidentiality",
            ends_on=today + timedelta(days=200),
            by=lead,
            at=at,
        )
        kept.add(trust.code)
        if len(kept) == SHOWN:
            break
    refresh_touched_gaps(at=at)
