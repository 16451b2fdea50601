"""Forms of the import pages: the upload, and what is unsure or wrong in the reading."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from catalogue.purchases.layouts import (
    FIELDS,
    REQUIRED,
    Layout,
    Question,
    Understanding,
)
from catalogue.purchases.layouts.words import FIELD_NAMES, shown
from catalogue.purchases.layouts.worksheets import column_letters
from catalogue.purchases.models import Profile, ProfileQuerySet
from catalogue.purchases.wording import DATE_ORDERS, DECIMAL_MARKS
from trusts.models import Membership, Organisation

# In an address an empty value is no answer; this one says that there is no such column.
NOT_THERE = "none"
SETTLED = ("profile", "sheet", "date_order", "decimal_mark", "prices_include_vat")
# An answer to one of these is about another file, or another table in it: the answers
# that stood beside it were about the one that was shown.
_ABOUT_ANOTHER = ("profile", "sheet")

# More options than this are a list to choose from, not radio buttons.
MOST_RADIOS = 6


class UploadForm(forms.Form):
    """One extract. Who sees the region says whose it is; for others it is their own."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Whose purchase orders are these?",
        empty_label="The file says, in a column with organisation codes",
        required=False,
    )
    profile = forms.ModelChoiceField(
        Profile.objects.none(),
        label="How is it laid out?",
        empty_label="Find out from the file",
        required=False,
    )
    extract = forms.FileField(
        label="Purchase-order extract",
        allow_empty_file=True,  # said in better words by whoever reads it
        error_messages={"required": "Choose the file to import."},
    )

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        organisations = Organisation.objects.visible_to(member).buying().by_name()
        profiles = Profile.objects.visible_to(member).kept()
        if member.sees_region:
            self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        else:
            del self.fields["organisation"]
        self._offer(profiles.select_related("organisation"))

    def _offer(self, profiles: ProfileQuerySet) -> None:
        """The profiles to choose from; with whose they are where there are several."""
        field = self.fields["profile"]
        if not profiles:
            del self.fields["profile"]
            return
        field.queryset = profiles.order_by(  # type: ignore[attr-defined]
            "organisation__name", "name"
        )
        if self.member.sees_region:
            field.label_from_instance = (  # type: ignore[attr-defined]
                lambda each: f"{each.organisation or 'Several organisations'}: {each}"
            )

    def clean(self) -> None:
        profile = self.cleaned_data.get("profile")
        if profile and profile.organisation != self.organisation_of_file():
            whose = profile.organisation or "files of several organisations"
            self.add_error(
                "profile",
                f"“{profile}” is a profile of {whose}. Choose another, or let it be "
                "found out from the file.",
            )

    def organisation_of_file(self) -> Organisation | None:
        """Whose file it is; None where each row says."""
        if "organisation" in self.fields:
            return self.cleaned_data.get("organisation")
        return self.member.organisation


class ReadingForm(forms.Form):
    """What is unsure in the reading of a file, and everything that could be wrong.

    It is sent by GET, so that the address holds every answer. A question has no
    answer to start with; a correction starts as the file was read.
    """

    def __init__(
        self,
        reading: Understanding,
        questions: Iterable[Question],
        *,
        answers: Mapping[str, str],
        asked_before: Iterable[str] = (),
        profiles: Sequence[Profile] = (),
        profile: Profile | None = None,
    ) -> None:
        self.questions = {question.key: question for question in questions}
        self.asked_before = set(asked_before)
        fields = {key: _question_field(each) for key, each in self.questions.items()}
        fields = dict(_corrections(reading.layout)) | fields
        if profiles:
            fields["profile"] = _profile_field(profiles, profile)
        hidden = {
            "profile_shown": str(profile.pk) if profile else NOT_THERE,
            "sheet_shown": reading.layout.sheet,
            "asked": " ".join(question.key for question in reading.questions),
        }
        said = {key: sent_as(answers).get(key, "") for key in self.questions}
        as_read = {key: field.initial or "" for key, field in fields.items()}
        super().__init__(as_read | said | hidden)
        self.fields.update(fields)
        for key in hidden:
            self.fields[key] = forms.CharField(widget=forms.HiddenInput, required=False)

    def question_fields(self) -> list[forms.BoundField]:
        return [self[key] for key in self.questions]

    def correction_fields(self) -> list[forms.BoundField]:
        return [
            field
            for field in self.visible_fields()
            if field.name not in {*self.questions, "profile"}
        ]

    def clean(self) -> None:
        """A question that was asked wants an answer; one that came up since waits."""
        for key, question in self.questions.items():
            if key in self.asked_before and not self.data[key]:
                self.add_error(key, f"Choose an answer: {question.text}")


def answers_in(sent: Mapping[str, str]) -> dict[str, str]:
    """The answers in an address, by the key of their question."""
    answers = {
        key: "" if value == NOT_THERE else value
        for key, value in sent.items()
        if value and (key in SETTLED or key.removeprefix("column:") in FIELDS)
    }
    for key in _ABOUT_ANOTHER:
        if sent.get(key) and sent.get(f"{key}_shown", sent[key]) != sent[key]:
            return {name: answers[name] for name in _ABOUT_ANOTHER if name in answers}
    return answers


def sent_as(answers: Mapping[str, str]) -> dict[str, str]:
    """The answers as they stand in an address."""
    return {key: value or NOT_THERE for key, value in answers.items()}


def without_the_obvious(answers: dict[str, str], layout: Layout) -> dict[str, str]:
    """The answers that say something else than the file was read as without them."""
    obvious = {f"column:{name}": str(column) for name, column in layout.columns.items()}
    obvious |= {f"column:{name}": "" for name in FIELDS if name not in layout.columns}
    obvious |= {
        "date_order": layout.date_order,
        "decimal_mark": layout.decimal_mark,
        "prices_include_vat": "yes" if layout.prices_include_vat else "no",
    }
    return {key: value for key, value in answers.items() if obvious.get(key) != value}


def _profile_field(
    profiles: Sequence[Profile], profile: Profile | None
) -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Read by the profile",
        choices=[
            *((str(each.pk), each.name) for each in profiles),
            (NOT_THERE, "None of these: by what the file says itself"),
        ],
        initial=str(profile.pk) if profile else NOT_THERE,
        required=False,
    )


def _question_field(question: Question) -> forms.ChoiceField:
    choices = [(value or NOT_THERE, label) for value, label in question.options]
    if len(choices) > MOST_RADIOS:
        return forms.ChoiceField(
            label=question.text, choices=[("", "Choose one"), *choices], required=False
        )
    return forms.ChoiceField(
        label=question.text, choices=choices, widget=forms.RadioSelect, required=False
    )


def _corrections(layout: Layout) -> Iterable[tuple[str, forms.ChoiceField]]:
    columns = [
        (str(number), f"{column_letters(number)}: {shown(heading)}")
        for number, heading in enumerate(layout.headings)
        if heading
    ]
    for name in FIELDS:
        column = layout.columns.get(name)
        if name not in REQUIRED:
            others = [(NOT_THERE, "Not in the file")]
        else:
            others = [] if column is not None else [("", "Choose one")]
        yield (
            f"column:{name}",
            forms.ChoiceField(
                label=FIELD_NAMES[name][:1].upper() + FIELD_NAMES[name][1:],
                choices=[*others, *columns],
                initial=others[0][0] if column is None else str(column),
                required=False,
            ),
        )
    yield "date_order", _style_field("Dates", DATE_ORDERS, layout.date_order)
    yield "decimal_mark", _style_field("Decimals", DECIMAL_MARKS, layout.decimal_mark)
    vat = {"no": "Without VAT", "yes": "Including VAT"}
    included = "yes" if layout.prices_include_vat else "no"
    yield "prices_include_vat", _style_field("Prices", vat, included)


def _style_field(
    label: str, choices: Mapping[str, str], initial: str
) -> forms.ChoiceField:
    blank = [] if initial else [("", "As they stand")]
    return forms.ChoiceField(
        label=label,
        choices=[*blank, *choices.items()],
        initial=initial,
        required=False,
    )
