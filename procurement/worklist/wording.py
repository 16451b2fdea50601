"""What was done about gaps, in a sentence."""

from collections.abc import Mapping
from typing import Any

from procurement.worklist.actions import Worked
from trusts.successions import day_in_words

_DONE = {
    "gap_assign": "Assigned {gaps} to {to}.",
    "gap_note": "Noted for {gaps}.",
    "gap_snooze": "Put off {gaps} until {until}.",
    "gap_wake": "{gaps}, no longer put off.",
    "gap_accept": (
        "Accepted {gaps}: out of lists and totals until worth a quarter more."
    ),
    "gap_reopen": "Opened {gaps} again.",
    "gap_act_take_back": "Taken back for {gaps}.",
}


def done_in_words(name: str, worked: Worked, said: Mapping[str, Any]) -> str:
    """What the page of that name did, and what it left alone."""
    to, until = said.get("to"), said.get("until")
    sentence = _DONE[name].format(
        gaps=_gaps(worked),
        to=to.user if to else "",
        until=day_in_words(until) if until else "",
    )
    return f"{sentence} {left_in_words(worked)}".strip()


def left_in_words(worked: Worked) -> str:
    """Which gaps were left as they were, and why; "" where none was."""
    if not worked.done and len(worked.left) == 1:
        return next(iter(worked.left))
    return " ".join(
        f"{count} {'was' if count == 1 else 'were'} left as {_they(count)}: {reason}"
        for reason, count in worked.left.items()
    )


def _they(count: int) -> str:
    return "it was" if count == 1 else "they were"


def _gaps(worked: Worked) -> str:
    noun = "gap" if worked.done == 1 else "gaps"
    return f"{worked.done:,} {noun} worth £{worked.value:,.2f} a year"
