"""Why something may not be done with an organisation, or ""."""

from datetime import date

from trusts.models import Organisation


def why_not_rename(organisation: Organisation, name: str, on: date) -> str:
    if not name.strip():
        return "A name is needed."
    later = organisation.names.filter(from_date__gt=on).order_by("from_date").first()
    if later:
        return (
            f"{organisation.code} already has a name from a later day, "
            f"{later.from_date:%-d %B %Y}."
        )
    return ""


def why_not_succeed(predecessor: Organisation, successor: Organisation) -> str:
    if predecessor == successor:
        return "An organisation cannot succeed itself."
    if predecessor.successions.filter(successor=successor).exists():
        return f"It is already recorded that {successor} follows {predecessor}."
    if successor.successions.filter(successor=predecessor).exists():
        return f"{predecessor} is recorded as following {successor}, not the other way."
    return ""
