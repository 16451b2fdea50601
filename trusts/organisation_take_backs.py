"""What an administrator can take back of an organisation's history, and what that
would do."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from trusts import actions
from trusts.models import Organisation, Succession
from trusts.restating import passing_of
from trusts.rules import organisations as rules
from trusts.successions import WHOLE, day_in_words

ENDED = "Access that ended with the closing stays ended: give it again on People."


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Something recorded wrongly. `why_not` is "" where it can be taken back."""

    title: str
    why_not: str
    effects: list[str]
    # Called with reason, by and at.
    apply: Callable[..., Organisation]


def take_back_of(organisation: Organisation, what: str) -> TakeBack | None:
    """What the name in the address stands for; None where it stands for nothing."""
    known = {"name": _name, "postcode": _postcode, "closing": _closing}
    if what in known:
        return known[what](organisation)
    number = what.removeprefix("succession-")
    if number == what or not number.isdecimal() or len(number) > 18:
        return None
    succession = organisation.successions.filter(pk=int(number)).first()
    return _succession(succession) if succession else None


def _name(organisation: Organisation) -> TakeBack:
    why_not = rules.why_not_take_back_name(organisation)
    return TakeBack(
        "Take back the newest name",
        why_not,
        [] if why_not else _earlier(organisation.names, "name", "is called"),
        partial(actions.take_back_name, organisation),
    )


def _postcode(organisation: Organisation) -> TakeBack:
    why_not = rules.why_not_take_back_postcode(organisation)
    return TakeBack(
        "Take back the newest postcode",
        why_not,
        [] if why_not else _earlier(organisation.addresses, "postcode", "has"),
        partial(actions.take_back_postcode, organisation),
    )


def _closing(organisation: Organisation) -> TakeBack:
    return TakeBack(
        "Take back the closing",
        rules.why_not_reopen(organisation),
        [f"{organisation} is open, as if it had never closed.", ENDED],
        partial(actions.reopen_organisation, organisation),
    )


def _succession(succession: Succession) -> TakeBack:
    predecessor, successor = succession.predecessor, succession.successor
    effects = [f"This goes from the record: {passing_of(succession).words}."]
    if succession.kind in WHOLE:
        effects += [
            f"{predecessor} is open, as if it had never closed, and its figures no "
            f"longer stand under {successor}.",
            ENDED,
        ]
    return TakeBack(
        "Take back what became of it",
        "",
        effects,
        partial(actions.take_back_succession, succession),
    )


def _earlier(rows, field: str, verb: str) -> list[str]:
    newest = rows.get(until_date=None)
    earlier = rows.get(until_date=newest.from_date)
    before = getattr(earlier, field) or "no postcode"
    return [
        f"“{newest}”, from {day_in_words(newest.from_date)}, goes as if it had never "
        "been recorded.",
        f"The organisation {verb} “{before}” again, without a break.",
    ]
