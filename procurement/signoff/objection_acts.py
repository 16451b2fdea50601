"""What can be done about an objection: each with what it does, why it may not be done
now, and who does it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from procurement.signoff import actions, rules
from procurement.signoff import objection_forms as forms
from procurement.signoff.models import Decision
from trusts.models import Membership


@dataclass(frozen=True, slots=True)
class Act:
    """`name` stands in the address, `label` on the button; `does` says what follows,
    `done` what the next page says."""

    name: str
    label: str
    does: str
    done: str
    form: type[forms.ActForm]
    why_not: Callable[[Decision, Membership, date], str]
    do: Callable[..., None]


def _whenever(
    why_not: Callable[..., str],
) -> Callable[[Decision, Membership, date], str]:
    """A rule that goes by no day."""
    return lambda decision, by, _: why_not(decision, by=by)


def _own(decision: Decision, form: Any, by: Membership, at: datetime) -> None:
    said = form.cleaned_data
    owner = form.people[said["owner"]]
    actions.own_objection(decision, owner, due_on=said["due_on"], by=by, at=at)


def _answer(decision: Decision, form: Any, by: Membership, at: datetime) -> None:
    actions.answer_objection(decision, text=form.cleaned_data["text"], by=by, at=at)


def _reply(decision: Decision, form: Any, by: Membership, at: datetime) -> None:
    said = form.cleaned_data
    accepts = said["accepts"] == "yes"
    actions.reply_to_answer(decision, accepts=accepts, text=said["text"], by=by, at=at)


def _appeal(decision: Decision, form: Any, by: Membership, at: datetime) -> None:
    actions.appeal(decision, text=form.cleaned_data["text"], by=by, at=at)


def _decide(decision: Decision, form: Any, by: Membership, at: datetime) -> None:
    said = form.cleaned_data
    upholds = said["upholds"] == "yes"
    actions.decide_appeal(decision, upholds=upholds, text=said["text"], by=by, at=at)


def _exempt(decision: Decision, form: Any, by: Membership, at: datetime) -> None:
    actions.exempt_trust(decision, **form.cleaned_data, by=by, at=at)


ACTS = (
    Act(
        "reply",
        "Reply to the answer",
        "If the answer settles it for you, it no longer stands in the way of "
        "adoption. Either way your objection stays on record in your words.",
        "Your reply is sent.",
        forms.ReplyForm,
        _whenever(rules.why_not_reply),
        _reply,
    ),
    Act(
        "appeal",
        "Appeal",
        "A chair from another trust decides: upholds your objection, or says that it "
        "no longer stands in the way. There is one appeal.",
        "Your appeal is made.",
        forms.AppealForm,
        lambda decision, by, on: rules.why_not_appeal(decision, by=by, on=on),
        _appeal,
    ),
    Act(
        "answer",
        "Answer it",
        "The objector is told, and says whether that settles it.",
        "The answer is sent.",
        forms.AnswerForm,
        _whenever(rules.why_not_answer),
        _answer,
    ),
    Act(
        "decide",
        "Decide the appeal",
        "You are from neither trust. An objection that you uphold stays in the way "
        "until it is answered to the objector’s satisfaction, or their trust is "
        "exempted. What you decide is on record with your name.",
        "The appeal is decided.",
        forms.DecideForm,
        _whenever(rules.why_not_decide_appeal),
        _decide,
    ),
    Act(
        "own",
        "Choose who answers it",
        "That person is told, and answers it by the day you choose.",
        "It is in their hands.",
        forms.OwnForm,
        _whenever(rules.why_not_own),
        _own,
    ),
    Act(
        "exempt",
        "Exempt the trust",
        "The objector’s trust is left out until a day: it is not bound by the decision "
        "meanwhile, and the objection no longer stops the others. It stays on record "
        "as dissent.",
        "The trust is exempted.",
        forms.ExemptForm,
        _whenever(rules.why_not_settle),
        _exempt,
    ),
)
BY_NAME = {each.name: each for each in ACTS}
