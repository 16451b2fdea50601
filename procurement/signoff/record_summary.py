"""The record of a decision in a few sentences: what a reader wants to know first.

All of it follows from the record below it, and is no part of what its hash is of.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_date

from procurement.ui.figures import date_long


@dataclass(frozen=True, slots=True)
class Summary:
    """Sentences by what they answer; `dissent`, `conditions` and `exempt` are lists,
    one line each, empty where there is none."""

    outcome: str
    counted: str
    text: str  # the hash of the text that was counted
    dissent: list[str]
    conditions: list[str]
    exempt: list[str]
    interests: str
    changed: str


def summary_of(record: dict[str, Any]) -> Summary:
    standing = [each for each in record["decisions"] if not each["superseded_by"]]
    count = record["counts"][-1] if record["counts"] else None
    return Summary(
        outcome=_outcome(record, count),
        counted=_counted(count["computation"]["count"]) if count else "",
        text=count["computation"]["text"] if count else "",
        dissent=[
            _dissent(each) for each in standing if each["decision"].startswith("OBJECT")
        ],
        conditions=[
            f"{_who(each)}: {each['conditions']}"
            for each in standing
            if each["conditions"]
        ],
        exempt=[sentence for each in standing if (sentence := _exempt(each))],
        interests=_interests(record["declarations"]),
        changed=_changed(record),
    )


def _outcome(record: dict[str, Any], count: dict[str, Any] | None) -> str:
    what = f"{record['specification']['name']}, version {record['round']['version']}"
    if count is None:
        return f"{what}: closed without a count."
    who, when = count["counted_by"]["name"], count["counted"]["london"]
    return f"{what}: {count['in_words'].lower()}. {who} counted it on {when}."


def _counted(done: dict[str, Any]) -> str:
    """The count in words, with what stood in its way."""
    chair = (
        "The chair approves" if done["chair_approves"] else "The chair has not approved"
    )
    stand = [
        f"{number} {one if number == 1 else several}"
        for number, one, several in (
            (done["approving"], "approves", "approve"),
            (done["objecting"], "objects", "object"),
            (done["exempt"], "is exempt", "are exempt"),
        )
        if number
    ]
    words = (
        f"{done['answered']} of {done['eligible']} trusts answered, "
        f"{done['answers_needed']} had to. {', '.join(stand) or 'None decided'}. "
        f"{chair}."
    )
    return " ".join([words, *done["stops"]])


def _dissent(decision: dict[str, Any]) -> str:
    done = [each for each in decision["steps"] if each["act"] != "OWNED"]
    became = done[-1]["in_words"] if done else "Nobody has answered it"
    about = decision["about"].lower()
    return f"{_who(decision)}: {decision['in_words']} ({about}). {became}."


def _exempt(decision: dict[str, Any]) -> str:
    days = [decision["exempt_until"], *(s["exempt_until"] for s in decision["steps"])]
    until = [day for each in days if each and (day := parse_date(each))]
    if until:
        return f"{decision['organisation']}, until {date_long(until[-1])}"
    is_exempt = any(each["act"] == "TRUST_EXEMPTED" for each in decision["steps"])
    return f"{decision['organisation']}, with no day that was set" if is_exempt else ""


def _interests(declarations: list[dict[str, Any]]) -> str:
    later = {each["supersedes"] for each in declarations}
    standing = [each for each in declarations if each["number"] not in later]
    some = [each for each in standing if each["category"]]
    people = f"{len(standing)} {_verb(len(standing), 'person', 'people')} declared"
    if not some:
        return f"{people}, all of them no interest." if standing else "Nobody declared."
    ruled = sum(bool(each["rulings"]) for each in some)
    interests = f"{len(some)} {_verb(len(some), 'interest', 'interests')}"
    return f"{people}, {interests} among them; {ruled} ruled on."


def _changed(record: dict[str, Any]) -> str:
    """What was otherwise when it ended than when it was opened; "" for nothing."""
    numbers = {
        "correction": len(record["corrections"]),
        "extension": len(record["extensions"]),
        "change of chair": len(record["chairs"]),
    }
    several = {"change of chair": "changes of chair"}
    said = [
        f"{number} {name if number == 1 else several.get(name, name + 's')}"
        for name, number in numbers.items()
        if number
    ]
    return ", ".join(said)


def _who(decision: dict[str, Any]) -> str:
    return f"{decision['name']}, {decision['organisation']}"


def _verb(number: int, one: str, several: str) -> str:
    return one if number == 1 else several
