"""The only writer of the audit record."""

from datetime import datetime
from typing import Any

from trusts.models import AuditEvent, Membership, Organisation

# The actor where nobody is signed in: whoever runs the program's commands.
OPERATOR = "Operator, at the command line"


def record(
    action: str,
    *,
    target: object,
    by: Membership | None,
    at: datetime,
    organisation: Organisation | None = None,
    **detail: Any,
) -> AuditEvent:
    """Add one event to the record, in the transaction of the action it speaks of.

    `action` is what was done, as a past participle with its noun ("gap_accepted").
    Without `by` the operator did it at the command line. `organisation` is whose
    record it belongs to, when that is not the actor's own. `detail` must fit JSON;
    dates and decimals are written as text.
    """
    place = organisation or (by.organisation if by else None)
    return AuditEvent.objects.create(
        at=at,
        actor=str(by)[:300] if by else OPERATOR,
        membership_number=by.pk if by else None,
        organisation=place.code if place else "",
        action=action,
        target=str(target)[:300],
        detail={name: _plain(value) for name, value in detail.items()},
    )


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {_plain(str(key)): _plain(each) for key, each in value.items()}
    text = value if isinstance(value, str) else str(value)
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")  # jsonb holds no NUL
