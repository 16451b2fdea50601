"""The newest of what was done, as the record has it: files that left apart."""

from dataclasses import dataclass
from datetime import datetime

from trusts.models import AuditEvent, Membership
from trusts.record_words import action_in_words

SHOWN = 8
EXPORT = "file_exported"


@dataclass(frozen=True, slots=True)
class Event:
    """What was done, with what, when and by whom, in words."""

    pk: int
    at: datetime
    what: str
    target: str
    actor: str


def exports_of(member: Membership) -> list[Event]:
    """Files that left, the newest first."""
    exports = AuditEvent.objects.visible_to(member).filter(action=EXPORT)
    return [_event(each) for each in exports.newest_first()[:SHOWN]]


def other_events_of(member: Membership) -> list[Event]:
    """Everything else that was done, the newest first."""
    others = AuditEvent.objects.visible_to(member).exclude(action=EXPORT)
    return [_event(each) for each in others.newest_first()[:SHOWN]]


def _event(event: AuditEvent) -> Event:
    what = action_in_words(event.action)
    return Event(event.pk, event.at, what, event.target, event.actor)
