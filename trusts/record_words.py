"""The record in words: what was done, and each detail of it with its name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from trusts.models import AuditEvent
from trusts.roles import Kind, Role

# What reads better than the action's own name.
_ACTIONS = {
    "person_added": "Account made",
    "membership_added": "Role given",
    "membership_attested": "Confirmed as still needed",
    "membership_end_changed": "Last day changed",
    "membership_ended": "Access ended",
    "invitation_made": "Invited",
    "invitation_sent_again": "Invitation sent again",
    "invitation_withdrawn": "Invitation withdrawn",
    "invitation_accepted": "Invitation accepted",
    "file_exported": "Downloaded as a file",
    "ask_drafted": "Letter to a supplier drafted",
    "ask_changed": "Letter to a supplier changed",
    "ask_refreshed": "Letter to a supplier brought up to date",
    "ask_discarded": "Letter to a supplier discarded",
    "ask_issued": "Letter to a supplier sent",
    "ask_answered": "Reply of a supplier written down",
    "ask_handed_over": "Letter to a supplier handed over",
    "price_agreed": "Price agreed with a supplier",
    "price_replaced": "Agreed price ended or shortened by a newer one",
    "price_withdrawn": "Agreed price taken back",
    "uplift_documented": "Rise of a price documented",
    "uplift_taken_back": "Documented rise taken back",
    "organisation_succeeded": "Merger, split or takeover recorded",
    "price_left_out": "Price left out",
    "price_correction_ended": "Correction of a price ended",
    "price_correction_taken_up": "End of a price’s correction taken back",
    "dispute_settled": "Dispute of a price settled",
    "price_confidentiality_lifted": "A price no longer kept confidential",
    "price_confidentiality_ran_out": "A price no longer confidential: its time is over",
    "price_made_confidential": "A price made confidential",
    "dispute_withdrawn": "Dispute of a price withdrawn",
    "succession_taken_back": "Merger, split or takeover taken back",
}
# What a detail is called, in the order in which details are read.
_NAMES = {
    "email": "E-mail address",
    "role": "Role",
    "at_once": "At once",
    "on": "With the day",
    "before": "Before",
    "after": "After",
    "starts_on": "First day",
    "ends_on": "Last day",
    "as_at": "As at",
    "why": "What it is for",
    "filters": "Narrowed to",
    "membership": "Number of the membership",
}
_CODES = {str(each.value): each.label for each in (*Role, *Kind)}


@dataclass(frozen=True, slots=True)
class EventInWords:
    """One event: what was done in words, and its details as pairs of name and text."""

    event: AuditEvent
    action: str
    details: list[tuple[str, str]]


def action_in_words(action: str) -> str:
    return _ACTIONS.get(action) or action.replace("_", " ").capitalize()


def events_in_words(
    events: Iterable[AuditEvent], *, without: str = ""
) -> list[EventInWords]:
    """The events, each without the one detail that the page itself shows."""
    return [
        EventInWords(
            event, action_in_words(event.action), details_of(event, without=without)
        )
        for event in events
    ]


def details_of(event: AuditEvent, *, without: str = "") -> list[tuple[str, str]]:
    """Each detail with its name; one inside another stands after a dash."""
    names = sorted(set(event.detail) - {without}, key=_place)
    return list(_pairs({name: event.detail[name] for name in names}))


def _place(name: str) -> tuple[int, str]:
    """Where a detail stands: those named here in their order, the rest after them."""
    return [*_NAMES].index(name) if name in _NAMES else len(_NAMES), name


def _pairs(detail: dict[str, Any], inside: str = "") -> Iterable[tuple[str, str]]:
    for name, value in detail.items():
        label = _NAMES.get(name) or name.replace("_", " ").capitalize()
        label = f"{inside} – {label.lower()}" if inside else label
        if isinstance(value, dict) and value:
            yield from _pairs(value, label)
        else:
            yield label, _text(value)


def _text(value: Any) -> str:
    if value is None or value in ("", [], {}):
        return "None"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    text = str(value)
    return _CODES.get(text) or _day(text) or text


def _day(text: str) -> str:
    try:
        return f"{date.fromisoformat(text):%-d %B %Y}" if len(text) == 10 else ""
    except ValueError:
        return ""
