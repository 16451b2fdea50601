"""Planning a trial, and moving it on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from procurement.evaluation.models import Trial, TrialState
from procurement.specifications.models import ConsideredProduct
from trusts.models import Organisation

DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"]
LONGEST, MOST_USES = 2000, 100_000
MOVE_LABELS = {
    TrialState.LIVE: "Start it: sheets can be handed in",
    TrialState.STOPPED: "Stop it at once",
    TrialState.CLOSED: "Close it: it is done",
    TrialState.GIVEN_UP: "Give it up",
}


def _words(label: str, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        **more,
    )


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": "Enter the day.",
            "invalid": "Enter a day, such as 4/10/2026.",
        },
    )


@dataclass(frozen=True, slots=True)
class Tried:
    """A product with its two fields."""

    product: ConsideredProduct
    is_tried: forms.BoundField
    lots: forms.BoundField


class TrialForm(forms.Form):
    """What is tried, where, how often, and when it ends at once."""

    objective = _words(
        "What do you want to find out?",
        error_messages={"required": "Say what the trial is to find out."},
    )
    starts_on, ends_on = _day("First day"), _day("Last day")
    uses_planned = forms.IntegerField(
        label="How many uses are wanted in all?",
        min_value=1,
        max_value=MOST_USES,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "class": "nhsuk-input--width-4"}
        ),
        error_messages={
            "required": "Say how many uses are wanted.",
            "invalid": "Enter a number, such as 40.",
            "min_value": "One use at least.",
            "max_value": f"Enter {MOST_USES} at most.",
        },
    )
    stop_rule = _words(
        "When does it stop at once?",
        help_text="Such as: any harm to a patient, or two that burst.",
        error_messages={"required": "Say when it stops at once."},
    )
    incident_route = _words(
        "What do people do when something goes wrong?",
        help_text="Whom they tell, and where they report it.",
        error_messages={"required": "Say what people do when something goes wrong."},
    )
    training_given = _words("What are people shown before?", required=False)
    indemnity = forms.CharField(
        label="Indemnity form for goods on loan",
        required=False,
        max_length=200,
        help_text="Its name or number. Needed before the trial starts.",
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        trusts: Iterable[Organisation],
        products: Iterable[ConsideredProduct],
        trial: Trial | None = None,
    ) -> None:
        super().__init__(data, initial=_planned(trial) if trial else {})
        self.trusts = {f"wards_{each.code}": each for each in trusts}
        self.products = list(products)
        for name, trust in self.trusts.items():
            self.fields[name] = forms.CharField(
                label=str(trust), required=False, max_length=500
            )
        for each in self.products:
            self.fields[f"tried_{each.pk}"] = forms.BooleanField(
                label=str(each), required=False
            )
            self.fields[f"lots_{each.pk}"] = forms.CharField(
                label=f"Lots of {each}", required=False, max_length=200
            )

    @property
    def plan_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.base_fields]

    @property
    def ward_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.trusts]

    def tried(self) -> Iterator[Tried]:
        for each in self.products:
            yield Tried(each, self[f"tried_{each.pk}"], self[f"lots_{each.pk}"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if isinstance(first, date) and isinstance(last, date) and last < first:
            self.add_error("ends_on", "The last day is before the first.")
        for name in self.trusts:
            wards = [ward for ward in cleaned.get(name, "").split(",") if ward.strip()]
            if any(len(ward.strip()) > 100 for ward in wards):
                self.add_error(name, "Part the names of wards by commas.")
        return cleaned

    @property
    def plan(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.base_fields}

    @property
    def sites(self) -> list[tuple[Organisation, str]]:
        """Each trust with each ward that is named, once."""
        return [
            (trust, ward)
            for name, trust in self.trusts.items()
            for ward in dict.fromkeys(
                each.strip() for each in self.cleaned_data[name].split(",")
            )
            if ward
        ]

    @property
    def chosen(self) -> list[tuple[ConsideredProduct, str]]:
        return [
            (each, self.cleaned_data[f"lots_{each.pk}"])
            for each in self.products
            if self.cleaned_data[f"tried_{each.pk}"]
        ]


def _planned(trial: Trial) -> dict[str, Any]:
    """The fields as they are planned now."""
    said: dict[str, Any] = {
        name: getattr(trial, name) for name in TrialForm.base_fields
    }
    for site in trial.sites.select_related("organisation").order_by("pk"):
        name = f"wards_{site.organisation.code}"
        said[name] = ", ".join(filter(None, (said.get(name), site.ward)))
    for each in trial.products.all():
        said |= {
            f"tried_{each.considered_id}": True,
            f"lots_{each.considered_id}": each.lots,
        }
    return said


class TrialMoveForm(forms.Form):
    """Where the trial goes from where it stands, and why."""

    to = forms.TypedChoiceField(
        label="What happens with it?",
        coerce=TrialState,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Say what happens with it.",
            "invalid_choice": "It cannot come there from where it stands now.",
        },
    )
    note = _words(
        "Why?",
        required=False,
        help_text="Everybody who sees the trial reads it. Not needed for a first "
        "start. Nothing about a patient.",
    )

    def __init__(self, *args: Any, moves: Iterable[TrialState], **more: Any) -> None:
        super().__init__(*args, **more)
        to: Any = self.fields["to"]
        to.choices = [(each.value, MOVE_LABELS[each]) for each in moves]
