"""What an administrator can change of an organisation: what each change would do to
its history, in plain words, and how it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from trusts import actions
from trusts import organisation_effects as effects
from trusts.forms import organisations as forms
from trusts.models import Membership, Organisation
from trusts.restating import passing_of
from trusts.rules import organisations as rules
from trusts.successions import WHOLE, day_in_words


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


def _rename(
    organisation: Organisation, asked: dict, by: Membership, at: datetime
) -> tuple[str, str]:
    renamed = actions.rename_organisation(
        organisation, name=asked["name"], on=asked["on"], by=by, at=at
    )
    return (
        f"{organisation} is called {renamed} from {day_in_words(asked['on'])}.",
        "name",
    )


def _move(
    organisation: Organisation, asked: dict, by: Membership, at: datetime
) -> tuple[str, str]:
    actions.move_organisation(
        organisation, postcode=asked["postcode"], on=asked["on"], by=by, at=at
    )
    return (
        f"{organisation} has the postcode {asked['postcode']} from "
        f"{day_in_words(asked['on'])}.",
        "postcode",
    )


def _correct(
    organisation: Organisation, asked: dict, by: Membership, at: datetime
) -> tuple[str, str]:
    right = {name: asked[name] for name in effects.LABELS}
    corrected = actions.correct_organisation(organisation, by=by, at=at, **right)
    return f"{corrected} is put right.", ""


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
    return f"{organisation} is closed from {day_in_words(asked['on'])}.", "closing"


CHANGES = {
    "name": Change(
        "Record a new name",
        "Record the new name",
        forms.NameForm,
        lambda it, asked, today, _by: rules.why_not_rename(
            it, asked["name"], asked["on"], today=today
        ),
        effects.renamed,
        _rename,
    ),
    "postcode": Change(
        "Record a new postcode",
        "Record the new postcode",
        forms.PostcodeForm,
        lambda it, asked, today, _by: rules.why_not_move(it, asked["on"], today=today),
        effects.moved,
        _move,
    ),
    "succession": Change(
        "Record a merger, an acquisition or a split",
        "Record it",
        forms.SuccessionForm,
        _why_not_succeed,
        effects.succeeded,
        _succeed,
        lambda it, asked: asked["kind"] in WHOLE and it.closed_on is None,
    ),
    "closing": Change(
        "Record that it closes",
        "Close it",
        forms.ClosingForm,
        lambda it, asked, _today, by: rules.why_not_close(it, asked["on"], by=by),
        effects.closed,
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
        effects.corrected,
        _correct,
    ),
}
