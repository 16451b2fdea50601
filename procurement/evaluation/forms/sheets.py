"""The score sheet of one product: a choice and a comment for each criterion."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict

from procurement.evaluation import rules
from procurement.evaluation.models import ScoreSheet, Trial, Verdict
from procurement.evaluation.rules.scoring import SAY_USES
from procurement.specifications.models import Criterion

LONGEST = 2000  # characters of a comment
MOST_USES = 9999
BLANKS = (Verdict.NOT_APPLICABLE, Verdict.NOT_TESTED)


@dataclass(frozen=True, slots=True)
class Asked:
    """A criterion with its two fields."""

    criterion: Criterion
    given: forms.BoundField
    comment: forms.BoundField


class SheetForm(forms.Form):
    """What a person found, criterion by criterion; in a trial also how often the
    product was used, which lot, and where. `token` makes the same sheet, sent twice,
    one."""

    token = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={
            "required": "Load the page again before you send it.",
            "invalid": "Load the page again before you send it.",
        },
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        criteria: Iterable[Criterion],
        trial: Trial | None = None,
        last: ScoreSheet | None = None,
    ) -> None:
        before = _said_before(last) if last else {}
        super().__init__(data, initial={"token": uuid4(), **before})
        self.last = last
        self.criteria = {each.pk: each for each in criteria}
        if trial is not None:
            self.fields.update(_trial_fields())
        for criterion in self.criteria.values():
            self.fields[f"given_{criterion.pk}"] = _given(criterion)
            self.fields[f"comment_{criterion.pk}"] = _words(
                "Why, or what you noticed", help_text="Needed with 0 and with 3."
            )
        self.fields["remarks"] = _words("Anything else about this product", rows=3)

    def asked(self) -> Iterator[Asked]:
        """The criteria in their order."""
        for number, criterion in self.criteria.items():
            yield Asked(criterion, self[f"given_{number}"], self[f"comment_{number}"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["said"] = {number: self._said(number) for number in self.criteria}
        wrong = rules.why_not_said(self.criteria, cleaned["said"])
        for number, reason in wrong.items():
            is_scored = cleaned["said"][number]["verdict"] is not None
            field = f"comment_{number}" if is_scored else f"given_{number}"
            if not self.errors.get(field):
                self.add_error(field, reason)
        return cleaned

    def _said(self, number: int) -> dict[str, Any]:
        given = self.cleaned_data.get(f"given_{number}", "")
        comment = self.cleaned_data.get(f"comment_{number}", "")
        if given in ("", *BLANKS):
            return {"verdict": given or None, "value": None, "comment": comment}
        return {"verdict": Verdict.SCORED, "value": int(given), "comment": comment}

    @property
    def sheet(self) -> dict[str, Any]:
        """As the action takes it."""
        names = ("token", "said", "remarks", "uses", "lot", "setting")
        said = self.cleaned_data
        return {name: said[name] for name in names if name in said}


def _given(criterion: Criterion) -> forms.ChoiceField:
    scores = [(str(score), f"{score}: {words}") for score, words in criterion.anchors]
    blanks = [(each.value, each.label) for each in BLANKS]
    mandatory = "Mandatory: a 0 fails the product. " if criterion.is_mandatory else ""
    return forms.ChoiceField(
        label=f"{criterion.position}. {criterion.text}",
        help_text=f"{mandatory}{criterion.get_domain_display()}.",
        required=False,  # what is missing, the rule says
        choices=[*scores, *blanks],
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choose one of the answers."},
    )


def _words(label: str, *, rows: int = 2, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        **more,
    )


def _trial_fields() -> dict[str, forms.Field]:
    return {
        "uses": forms.IntegerField(
            label="How often have you used it in this trial, in all?",
            min_value=1,
            max_value=MOST_USES,
            widget=forms.TextInput(
                attrs={"inputmode": "numeric", "class": "nhsuk-input--width-4"}
            ),
            error_messages={
                "required": SAY_USES,
                "invalid": "Enter a number, such as 12.",
                "min_value": SAY_USES,
                "max_value": f"Enter {MOST_USES} at most.",
            },
        ),
        "lot": forms.CharField(
            label="Lot number",
            required=False,
            max_length=100,
            help_text="It stands on the pack beside LOT. Several: part them by commas.",
        ),
        "setting": forms.CharField(
            label="Where did you use it?",
            required=False,
            max_length=100,
            help_text="The ward or place only, such as “Ward 7”. Nothing about a "
            "patient.",
        ),
    }


def _said_before(last: ScoreSheet) -> dict[str, Any]:
    """The fields as the person handed them in last."""
    said: dict[str, Any] = {"remarks": last.remarks, "setting": last.setting}
    said |= {"uses": last.uses, "lot": last.lot}
    for score in last.scores.all():
        is_scored = score.verdict == Verdict.SCORED
        given = str(score.value) if is_scored else score.verdict
        said |= {
            f"given_{score.criterion_id}": given,
            f"comment_{score.criterion_id}": score.comment,
        }
    return said
