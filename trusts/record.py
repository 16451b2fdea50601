"""What the pages of the record show."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from trusts.exports import as_text
from trusts.models import AuditEvent
from trusts.models.audit_event import AuditEventQuerySet
from trusts.paging import Order, read_moment
from trusts.record_words import action_in_words, details_of

HEADINGS = ("when", "who", "action", "what", "organisation_code", "detail", "number")
DEFINITIONS = (
    ("who", "The person with role and organisation as they were; the operator works at "
     "the command line."),
    ("organisation_code", "Whose record it belongs to."),
)  # fmt: skip


NEWEST_FIRST = Order("at", True, read_moment)


def narrow(events: AuditEventQuerySet, asked: Mapping[str, Any]) -> AuditEventQuerySet:
    """Those that were asked for; days are London's, the last one counts whole."""
    for word in asked["search"].split():
        events = events.filter(Q(actor__icontains=word) | Q(target__icontains=word))
    if asked["action"]:
        events = events.filter(action=asked["action"])
    if asked.get("organisation"):
        events = events.filter(organisation=asked["organisation"].code)
    if asked["from_day"]:
        events = events.filter(at__gte=_start_of(asked["from_day"]))
    if asked["until_day"]:
        events = events.filter(at__lt=_start_of(asked["until_day"] + timedelta(days=1)))
    return events


def export_rows(events: Iterable[AuditEvent]) -> Iterator[list[str]]:
    """Headings, then a row an event, its details in words."""
    yield list(HEADINGS)
    for event in events:
        details = "; ".join(f"{name}: {text}" for name, text in details_of(event))
        yield [
            timezone.localtime(event.at).isoformat(" ", "seconds"),
            as_text(event.actor),
            action_in_words(event.action),
            as_text(event.target),
            event.organisation,
            as_text(details),
            str(event.pk),
        ]


def _start_of(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
