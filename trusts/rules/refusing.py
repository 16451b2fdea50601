"""How a rule's reason becomes a refusal."""


class Refused(Exception):
    """Something may not be done; the text is a sentence fit for the person."""


def refuse(reason: str) -> None:
    """Raise Refused with the reason, if there is one."""
    if reason:
        raise Refused(reason)
