"""What the pages of the record show."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from trusts.exports import Cell, Column, Sheet
from trusts.models import AuditEvent
from trusts.models.audit_event import AuditEventQuerySet
from trusts.paging import Order, read_moment
from trusts.record_words import action_in_words, details_of

COLUMNS = (
    Column("when", width=20),
    Column("who", width=40),
    Column("action", width=32),
    Column("what", width=40),
    Column("organisation_code", width=8),
    Column("detail", width=60),
    Column("number", width=10),
)
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


def record_sheet(events: Iterable[AuditEvent]) -> Sheet:
    """A row an event, its details in words."""
    return Sheet("The record", COLUMNS, map(_cells, events))


def _cells(event: AuditEvent) -> list[Cell]:
    return [
        timezone.localtime(event.at).isoformat(" ", "seconds"),
        event.actor,
        action_in_words(event.action),
        event.target,
        event.organisation,
        "; ".join(f"{name}: {text}" for name, text in details_of(event)),
        event.pk,
    ]


def _start_of(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
