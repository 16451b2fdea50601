"""What a change of an organisation would do to its history, in plain words."""

from datetime import date, timedelta
from typing import Any

from trusts.models import Organisation, Succession
from trusts.restating import passing_of
from trusts.roles import BUYING_KINDS, Kind
from trusts.successions import Passing, Place, restate
from trusts.successions import day_in_words as _day

KEEPS = "Its code, order lines, prices, gaps and people stay as they are, under {code}."
LATER = (
    "Its price gaps stay listed, marked as a closed organisation's, until its orders "
    "are too old to count."
)
LABELS = {
    "name": "Name",
    "kind": "Kind",
    "postcode": "Postcode",
    "opened_on": "Opened on",
}


def renamed(organisation: Organisation, asked: dict, _today: date) -> list[str]:
    return [
        *_until_and_from(f"“{organisation.name}”", f"“{asked['name']}”", asked["on"]),
        "Lists as at an earlier day go on showing the old name.",
        KEEPS.format(code=organisation.code),
    ]


def moved(organisation: Organisation, asked: dict, _today: date) -> list[str]:
    before = organisation.postcode or "not given"
    return [
        *_until_and_from(before, asked["postcode"], asked["on"]),
        KEEPS.format(code=organisation.code),
    ]


def corrected(organisation: Organisation, asked: dict, _today: date) -> list[str]:
    said = [
        f"{label}: {_shown(name, getattr(organisation, name))} becomes "
        f"{_shown(name, asked[name])}."
        for name, label in LABELS.items()
        if getattr(organisation, name) != asked[name]
    ]
    if (asked["kind"] in BUYING_KINDS) != (organisation.kind in BUYING_KINDS):
        counted = asked["kind"] in BUYING_KINDS
        said.append(
            "It counts among the trusts in every figure from now on."
            if counted
            else "It no longer counts among the trusts in any figure."
        )
    return [
        *said,
        "It counts as never having been otherwise: nothing dated is kept. Where it "
        "really changed on a day, record a new name or postcode instead.",
    ]


def succeeded(organisation: Organisation, asked: dict, _today: date) -> list[str]:
    successor, on, kind = asked["successor"], asked["on"], asked["kind"]
    here, there = (Place(each.code, each.name) for each in (organisation, successor))
    passing = Passing(here, there, on, kind)
    if kind == Succession.Kind.SPLIT:
        return [
            f"{passing.words}.",
            f"{organisation} stays open and keeps its people.",
            f"No figure moves to {successor}: order lines do not say which part they "
            "belong to.",
        ]
    recorded = Succession.objects.select_related("predecessor", "successor")
    passings = [passing_of(row) for row in recorded]
    places = restate([*passings, passing], on=on)
    standing = places.standings[organisation.code]
    return [
        f"{passing.words}.",
        *_closing(organisation, on),
        f"From that day, regional figures can be shown as it was, or restated to "
        f"{standing.under.name}. The sum is the same either way.",
        *[f"{part.words}. It is not divided off." for part in standing.parts],
    ]


def closed(organisation: Organisation, asked: dict, _today: date) -> list[str]:
    return [
        *_closing(organisation, asked["on"]),
        "Nobody carries on the whole of it, so its figures stay under it. If another "
        "organisation does, record that instead: it closes by that.",
    ]


def _closing(organisation: Organisation, on: date) -> list[str]:
    said = [
        f"{organisation} is closed from {_day(on)}. Its code, names and history stay "
        "on record."
    ]
    if organisation.kind in BUYING_KINDS:
        said += ["From that day it does not count among the trusts.", LATER]
    return said


def _until_and_from(before: str, after: str, on: date) -> list[str]:
    return [f"Until {_day(on - timedelta(days=1))}: {before}. From then on: {after}."]


def _shown(name: str, value: Any) -> str:
    if not value:
        return "not given"
    if name == "kind":
        return Kind(value).label.lower()
    return _day(value) if isinstance(value, date) else f"“{value}”"
