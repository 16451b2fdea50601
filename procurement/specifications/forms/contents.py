"""A criterion, a product that is looked at, and a paper."""

from decimal import Decimal
from typing import Any

from django import forms

from procurement.specifications.forms.fields import words_field
from procurement.specifications.models import Domain, EvidenceKind, Profession
from procurement.specifications.rules.versions import MOST_FILE_BYTES

WEIGHTS = {
    1: "1, as much as any other",
    2: "2",
    3: "3",
    4: "4",
    5: "5, far more than others",
}
ANCHORS = (
    ("anchor_0", "0 means", "Not met, or unsafe"),
    ("anchor_1", "1 means", "Partly met"),
    ("anchor_2", "2 means", "Met"),
    ("anchor_3", "3 means", "Better than asked for"),
)


def _anchor(label: str, initial: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=200,
        initial=initial,
        error_messages={"required": "Say what this score means."},
    )


class CriterionForm(forms.Form):
    """One thing that products are scored on, from 0 to 3. `basis` is the hash of what
    it said when the form was opened, where it is changed."""

    basis = forms.CharField(widget=forms.HiddenInput, required=False)
    text = words_field(
        "What must the product do?",
        rows=3,
        help_text="One thing only, that somebody can see for themselves.",
        error_messages={"required": "Say what the product must do."},
    )
    domain = forms.ChoiceField(label="What is it about?", choices=Domain.choices)
    is_mandatory = forms.TypedChoiceField(
        label="How much does it matter?",
        coerce=lambda value: value == "yes",
        initial="no",
        choices=[
            ("yes", "Mandatory: a product that gets 0 here fails"),
            ("no", "Desirable: it counts, and no product fails for it"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it is mandatory."},
    )
    weight = forms.TypedChoiceField(
        label="How much does it weigh beside others?",
        coerce=int,
        choices=WEIGHTS.items(),
        initial=1,
    )
    professions = forms.MultipleChoiceField(
        label="Who may score it?",
        required=False,
        choices=Profession.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Leave all empty for everybody who is asked.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, initial in ANCHORS:
            self.fields[name] = _anchor(label, initial)
        if "is_mandatory" in self.initial:
            is_mandatory = self.initial["is_mandatory"]
            self.initial["is_mandatory"] = "yes" if is_mandatory else "no"
        self.order_fields(
            ["text", "domain", "is_mandatory", "weight", *(each[0] for each in ANCHORS)]
        )

    @property
    def said(self) -> dict[str, Any]:
        """What it says, as the action takes it."""
        return {
            name: value for name, value in self.cleaned_data.items() if name != "basis"
        }

    def begin_again(self, basis: str) -> None:
        """Let the next saving stand on what it says now."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["basis"] = basis  # type: ignore[index]


class ConsideredForm(forms.Form):
    """What becomes of a product that is looked at."""

    is_standard = forms.TypedChoiceField(
        label="What is it here?",
        coerce=lambda value: value == "yes",
        choices=[
            ("yes", "Proposed as the standard: trusts are to buy it"),
            ("no", "Looked at, and not proposed"),
        ],
        widget=forms.RadioSelect,
    )
    eaches_per_use = forms.DecimalField(
        label="How many eaches does one use take?",
        min_value=Decimal("0.0001"),
        max_digits=12,
        decimal_places=4,
        help_text="1 for most. 2 where two are opened each time, 0.5 where one lasts "
        "for two. An each is the smallest unit that is sold. Who signs confirms it, "
        "and what a switch saves is worked out by it.",
        error_messages={
            "required": "Say how many eaches one use takes: 1 for most products.",
            "invalid": "Give a number above 0, such as 1 or 0.5.",
            "min_value": "Give a number above 0, such as 1 or 0.5.",
            "max_decimal_places": "Give at most 4 decimals.",
        },
        widget=forms.TextInput(
            attrs={"class": "nhsuk-input--width-5", "inputmode": "decimal"}
        ),
    )
    note = words_field(
        "What should readers know about it here?",
        rows=3,
        required=False,
        help_text="Such as why it is not proposed. No prices: clinicians read this.",
    )


class EvidenceForm(forms.Form):
    """A paper that the draft rests on."""

    file = forms.FileField(
        label="Add a file",
        help_text=f"Any kind of file, {MOST_FILE_BYTES // 2**20} MB at most. It is "
        "kept as it came and only ever downloaded; nobody looks for viruses in it "
        "here. No names of patients, and no prices.",
        error_messages={
            "required": "Choose a file.",
            "empty": "The file is empty. Choose another.",
            "max_length": "The name of the file is too long. Shorten it first.",
        },
        max_length=200,
    )
    kind = forms.TypedChoiceField(
        label="What is it?", coerce=EvidenceKind, choices=EvidenceKind.choices
    )
    note = words_field("What does it show?", rows=2, required=False)
