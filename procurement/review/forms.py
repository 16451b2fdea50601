"""What a list of questions can be narrowed to, and what an answer brings with it."""

from typing import Any

from django import forms

from catalogue.matching.units import MOST_EACHES
from procurement.review.models import Outcome, Question, QuestionKind, QuestionState
from trusts.models import Membership, Organisation

# What the list shows, beside what waits for an answer.
STATES = {
    QuestionState.ASKED: "Asked of a trust",
    QuestionState.PROPOSED: "Waiting for a second reader",
    QuestionState.LATER: "Put off",
}
_CHOICES = {*Outcome.values} - {Outcome.ASKED.value}


class QuestionFilters(forms.Form):
    """Every field may be left empty; a trust can be chosen by who sees the region."""

    search = forms.CharField(
        label="Description",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(
        label="What is asked",
        required=False,
        choices=[("", "Everything"), *QuestionKind.choices],
    )
    state = forms.ChoiceField(
        required=False,
        choices=[
            ("", "Waiting for an answer"),
            *((state.value, words) for state, words in STATES.items()),
        ],
    )
    trust = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        required=False,
        to_field_name="code",
        empty_label="All trusts",
    )
    firm = forms.CharField(
        label="Supplier or manufacturer", required=False, max_length=200
    )
    least_value = forms.DecimalField(
        label="Worth at least, £ a year",
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        error_messages={"invalid": "Give an amount in pounds, such as 500."},
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if member.sees_region:
            self.fields["trust"].queryset = (  # type: ignore[attr-defined]
                Organisation.objects.visible_to(member).buying().by_name()
            )
        else:
            del self.fields["trust"]

    @property
    def is_narrowing(self) -> bool:
        return any(self.data.get(name) for name in self.fields)

    @property
    def is_narrowing_further(self) -> bool:
        """Whether anything is asked for beyond words."""
        return any(self.data.get(name) for name in self.fields if name != "search")


class AnswerForm(forms.Form):
    """One answer. `choice` is what was answered, and where that takes them the product
    or the eaches and the unit they are of: `SAME 12`, `PACK 100 0`, `LATER`."""

    choice = forms.CharField(max_length=60)
    eaches = forms.IntegerField(
        label="Eaches in it",
        required=False,
        min_value=1,
        max_value=MOST_EACHES,
        error_messages={
            "invalid": "Give a whole number, such as 100.",
            "min_value": "A pack holds at least 1.",
            "max_value": f"A pack holds at most {MOST_EACHES:,}.",
        },
    )
    note = forms.CharField(required=False, max_length=1000, strip=True)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        outcome, *numbers = cleaned.get("choice", "").split() or [""]
        if outcome not in _CHOICES or not all(n.isdecimal() for n in numbers):
            raise forms.ValidationError("Choose one of the answers on the page.")
        given = [int(number) for number in numbers]
        cleaned |= {"outcome": Outcome(outcome), "product": None, "place": 0}
        if outcome == Outcome.SAME:
            cleaned["product"] = given[0] if given else None
        if outcome == Outcome.PACK:
            self._read_pack(given)
        if outcome == Outcome.PRICE_RIGHT and not cleaned.get("note"):
            self.add_error("note", "Say why the price is right.")
        return cleaned

    def _read_pack(self, given: list[int]) -> None:
        if len(given) == 2:
            self.cleaned_data["eaches"], self.cleaned_data["place"] = given
        elif given:
            self.cleaned_data["place"] = given[0]
        if not self.cleaned_data.get("eaches") and "eaches" not in self.errors:
            self.add_error("eaches", "Say how many are in it, such as 100.")


class AskForm(forms.Form):
    """Which trust is asked, and what."""

    organisation = forms.ModelChoiceField(
        label="Which trust",
        queryset=Organisation.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": "Choose one of the trusts in the question."},
    )
    note = forms.CharField(
        label="What do you want to know?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Write what the trust is to look up."},
    )

    def __init__(self, data: Any = None, *, question: Question) -> None:
        super().__init__(data, auto_id="ask_%s")
        self.fields["organisation"].queryset = (  # type: ignore[attr-defined]
            Organisation.objects.filter(pk__in=question.organisations).by_name()
        )


class RefuseForm(forms.Form):
    """Why a second reader does not agree."""

    note = forms.CharField(required=False, max_length=1000)
