"""What an administrator can change of an organisation: what each change would do to
its history, in plain words, and how it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from trusts import actions
from trusts.forms import organisations as forms
from trusts.models import Membership, Organisation, Succession
from trusts.restating import passing_of
from trusts.roles import BUYING_KINDS, Kind
from trusts.rules import organisations as rules
from trusts.successions import WHOLE, Passing, Place, day_in_words, restate

KEEPS = "Its code, order lines, prices, gaps and people stay as they are, under {code}."
LATER = (
    "Its price gaps stay listed, marked as a closed organisation's, until its orders "
    "are too old to count."
)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that can change. `why_not` and `effects` say beforehand what `apply`
    would refuse or do; `apply` answers what was done and what would take it back."""

    title: str
    button: str
    form: type[forms.ChangeForm]
    why_not: Callable[[Organisation, dict[str, Any], date, Membership], str]
    effects: Callable[[Organisation, dict[str, Any], date], list[str]]
    apply: Callable[
        [Organisation, dict[str, Any], Membership, datetime], tuple[str, str]
    ]
    # Whether the organisation closes by it, so that people lose their access.
    closes: Callable[[Organisation, dict[str, Any]], bool] = lambda _it, _asked: False


def _renamed(organisation: Organisation, asked: dict, _today: date) -> list[str]:
    return [
        *_until_and_from(f"“{organisation.name}”", f"“{asked['name']}”", asked["on"]),
        "Lists as at an earlier day go on showing the old name.",
        KEEPS.format(code=organisation.code),
    ]


def _rename(
    organisation: Organisation, asked: dict, by: Membership, at: datetime
) -> tuple[str, str]:
    renamed = actions.rename_organisation(
        organisation, name=asked["name"], on=asked["on"], by=by, at=at
    )
    return f"{organisation} is called {renamed} from {_day(asked['on'])}.", "name"


def _moved(organisation: Organisation, asked: dict, _today: date) -> list[str]:
    before = organisation.postcode or "not given"
    return [
        *_until_and_from(before, asked["postcode"], asked["on"]),
        KEEPS.format(code=organisation.code),
    ]


def _move(
    organisation: Organisation, asked: dict, by: Membership, at: datetime
) -> tuple[str, str]:
    actions.move_organisation(
        organisation, postcode=asked["postcode"], on=asked["on"], by=by, at=at
    )
    return (
        f"{organisation} has the postcode {asked['postcode']} from "
        f"{_day(asked['on'])}.",
        "postcode",
    )


def _corrected(organisation: Organisation, asked: dict, _today: date) -> list[str]:
    said = [
        f"{label}: {_shown(name, getattr(organisation, name))} becomes "
        f"{_shown(name, asked[name])}."
        for name, label in _LABELS.items()
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


def _correct(
    organisation: Organisation, asked: dict, by: Membership, at: datetime
) -> tuple[str, str]:
    right = {name: asked[name] for name in _LABELS}
    corrected = actions.correct_organisation(organisation, by=by, at=at, **right)
    return f"{corrected} is put right.", ""


def _succeeded(organisation: Organisation, asked: dict, _today: date) -> list[str]:
    successor, on, kind = asked["successor"], asked["on"], asked["kind"]
    if kind == Succession.Kind.SPLIT:
        return [
            f"{organisation} stays open and keeps its people.",
            f"No figure moves to {successor}: order lines do not say which part they "
            "belong to.",
        ]
    recorded = Succession.objects.select_related("predecessor", "successor")
    here, there = (Place(each.code, each.name) for each in (organisation, successor))
    passings = [passing_of(row) for row in recorded]
    places = restate([*passings, Passing(here, there, on, kind)], on=on)
    standing = places.standings[organisation.code]
    return [
        *_closing(organisation, on),
        f"From that day, regional figures can be shown as it was, or restated to "
        f"{standing.under.name}. The sum is the same either way.",
        *[f"{part.words}. It is not divided off." for part in standing.parts],
    ]


def _why_not_succeed(
    organisation: Organisation, asked: dict, _today: date, by: Membership
) -> str:
    kind, on = asked["kind"], asked["on"]
    reason = rules.why_not_succeed(organisation, asked["successor"], kind, on)
    if reason or kind not in WHOLE or organisation.closed_on:
        return reason
    return rules.why_not_close(organisation, on, by=by)


def _succeed(
    organisation: Organisation, asked: dict, by: Membership, at: datetime
) -> tuple[str, str]:
    succession = actions.succeed_organisation(
        organisation,
        successor=asked["successor"],
        kind=asked["kind"],
        on=asked["on"],
        note=asked["note"],
        end_access_of=asked["end_access_of"],
        by=by,
        at=at,
    )
    return f"{passing_of(succession).words}.", f"succession-{succession.pk}"


def _closed(organisation: Organisation, asked: dict, _today: date) -> list[str]:
    return [
        *_closing(organisation, asked["on"]),
        "Nobody carries on the whole of it, so its figures stay under it. If another "
        "organisation does, record that instead: it closes by that.",
    ]


def _close(
    organisation: Organisation, asked: dict, by: Membership, at: datetime
) -> tuple[str, str]:
    actions.close_organisation(
        organisation,
        on=asked["on"],
        end_access_of=asked["end_access_of"],
        by=by,
        at=at,
    )
    return f"{organisation} is closed from {_day(asked['on'])}.", "closing"


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


_day = day_in_words
_LABELS = {
    "name": "Name",
    "kind": "Kind",
    "postcode": "Postcode",
    "opened_on": "Opened on",
}

CHANGES = {
    "name": Change(
        "Record a new name",
        "Record the new name",
        forms.NameForm,
        lambda it, asked, today, _by: rules.why_not_rename(
            it, asked["name"], asked["on"], today=today
        ),
        _renamed,
        _rename,
    ),
    "postcode": Change(
        "Record a new postcode",
        "Record the new postcode",
        forms.PostcodeForm,
        lambda it, asked, today, _by: rules.why_not_move(it, asked["on"], today=today),
        _moved,
        _move,
    ),
    "succession": Change(
        "Record a merger, an acquisition or a split",
        "Record it",
        forms.SuccessionForm,
        _why_not_succeed,
        _succeeded,
        _succeed,
        lambda it, asked: asked["kind"] in WHOLE and it.closed_on is None,
    ),
    "closing": Change(
        "Record that it closes",
        "Close it",
        forms.ClosingForm,
        lambda it, asked, _today, by: rules.why_not_close(it, asked["on"], by=by),
        _closed,
        _close,
        lambda _it, _asked: True,
    ),
    "details": Change(
        "Correct a mistake",
        "Put it right",
        forms.CorrectionForm,
        lambda it, asked, _today, _by: rules.why_not_correct(
            it, kind=asked["kind"], opened_on=asked["opened_on"]
        ),
        _corrected,
        _correct,
    ),
}
