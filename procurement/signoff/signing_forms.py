"""Forms of signing: the declaration, then the decision."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from procurement.signoff.actions import Signed
from procurement.signoff.models import (
    Decision,
    DecisionKind,
    Declaration,
    InterestCategory,
    ReasonClass,
)

MOST_LETTERS = 4000
_LINES = {"rows": 3}
OBJECT = "OBJECT"  # either of two kinds
KINDS_OF = {
    OBJECT: DecisionKind.OBJECT_BLOCKING,
    DecisionKind.EXEMPT: DecisionKind.EXEMPT,
}


def _words(label: str, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs=_LINES),
        **more,
    )


class DeclarationForm(forms.Form):
    """Whether there is an interest to declare. `shown` is the hash of what is on the
    screen."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    interest = forms.ChoiceField(
        label="Do you have an interest to declare?",
        help_text="Anything of yours, or of somebody close to you, that a product or "
        "its maker could touch: money, shares, research, a role, a friendship.",
        choices=[("none", "No, none"), ("some", "Yes")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you have an interest to declare."},
    )
    category = forms.ChoiceField(
        label="What kind of interest?",
        choices=[("", "Choose one"), *InterestCategory.choices],
        required=False,
    )
    details = _words("What is it?")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("interest") == "some":
            if not said.get("category"):
                self.add_error("category", "Choose what kind of interest it is.")
            if not (said.get("details") or "").strip():
                self.add_error("details", "Say what the interest is.")
        return said

    @property
    def declared(self) -> dict[str, str]:
        said = self.cleaned_data
        if said["interest"] == "none":
            return {}
        return {"category": said["category"], "details": said["details"]}

    @staticmethod
    def as_declared(declaration: Declaration | None) -> dict[str, str]:
        """What the form begins with where something was declared before."""
        if declaration is None:
            return {}
        return {
            "interest": "none" if declaration.is_nil else "some",
            "category": declaration.category,
            "details": declaration.details,
        }


_CHOICES = [
    (DecisionKind.APPROVE, "Approve"),
    (DecisionKind.APPROVE_WITH_CONDITIONS, "Approve with conditions"),
    (OBJECT, "Object"),
    (DecisionKind.ABSTAIN, "Abstain"),
    (DecisionKind.EXEMPT, "Exempt us: our patients need something else"),
]
# For each choice, which fields have to be filled in, and what is said where one is not.
_WANTED: dict[str, dict[str, str]] = {
    DecisionKind.APPROVE_WITH_CONDITIONS: {
        "conditions": "Say what the conditions are.",
    },
    OBJECT: {
        "holds_up": "Say whether it must be settled first.",
        "reason_class": "Say what the objection is about.",
        "risk": "Say what the risk is.",
        "would_resolve": "Say what would resolve it.",
    },
    DecisionKind.EXEMPT: {
        "patients": "Say which patients need something else, and why.",
        "exempt_until": "Say until when the exemption lasts: a day to come.",
    },
}


class DecisionForm(forms.Form):
    """What somebody decides, in their words."""

    choice = forms.ChoiceField(
        label="Your decision",
        choices=_CHOICES,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what you decide.",
            "invalid_choice": "That is not for your seat to decide. Choose another.",
        },
    )
    conditions = _words("What are the conditions?")
    holds_up = forms.ChoiceField(
        label="Must it be settled before anything is adopted?",
        choices=[
            (DecisionKind.OBJECT_BLOCKING, "Yes: it must not be adopted like this"),
            (DecisionKind.OBJECT_ADVISORY, "No: I object, without holding it up"),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    reason_class = forms.ChoiceField(
        label="What is it about?",
        choices=[("", "Choose one"), *ReasonClass.choices],
        required=False,
    )
    risk = _words("What is the risk?")
    would_resolve = _words("What would resolve it?")
    why = _words("Why, if you want to say")
    patients = _words("Which patients need something else, and why?")
    exempt_until = forms.DateField(
        label="Until when?",
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": "Enter a day, such as 4/10/2027."},
    )

    def __init__(
        self, *args: Any, left_out: Collection[str] = (), **kwargs: Any
    ) -> None:
        """Without the choices that are not for this person to take."""
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["choice"]
        choice.choices = [each for each in _CHOICES if each[0] not in left_out]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for name, wanted in _WANTED.get(said.get("choice", ""), {}).items():
            if name not in self.errors and not str(said.get(name) or "").strip():
                self.add_error(name, wanted)
        self._check_day(said.get("choice"), said.get("exempt_until"))
        return said

    def _check_day(self, choice: str | None, until: date | None) -> None:
        if choice == DecisionKind.EXEMPT and until and until <= timezone.localdate():
            self.add_error("exempt_until", _WANTED[choice]["exempt_until"])

    @property
    def signed(self) -> Signed:
        return signed_of(self.cleaned_data)


def signed_of(said: dict[str, Any]) -> Signed:
    """What the fields come to."""
    choice = said["choice"]
    kind = DecisionKind(said["holds_up"] if choice == OBJECT else choice)
    words = {
        OBJECT: "risk",
        DecisionKind.EXEMPT: "patients",
        DecisionKind.ABSTAIN: "why",
    }
    return Signed(
        kind=kind,
        rationale=said[words[choice]] if choice in words else "",
        conditions=said["conditions"],
        reason_class=said["reason_class"],
        would_resolve=said["would_resolve"],
        exempt_until=said["exempt_until"],
    )


def as_decided(decision: Decision | None) -> dict[str, Any]:
    """What the form begins with where somebody decided before."""
    if decision is None:
        return {}
    return {
        "choice": OBJECT if decision.is_objection else decision.kind,
        "holds_up": decision.kind if decision.is_objection else "",
        "conditions": decision.conditions,
        "reason_class": decision.reason_class,
        "risk": decision.rationale,
        "patients": decision.rationale,
        "why": decision.rationale,
        "would_resolve": decision.would_resolve,
        "exempt_until": decision.exempt_until,
    }
