"""What a draft says under its headings, and why a next version or another state."""

from datetime import date
from typing import Any

from django import forms

from procurement.specifications.forms.fields import (
    LONGEST_TEXT,
    reason_field,
    words_field,
)
from procurement.specifications.models import Heading, Version
from trusts.forms.people import day_field

BELONGS = {
    Heading.PRODUCT: "What it is and what it is for; which patients, wards and "
    "procedures; sizes and variants; what it is not for.",
    Heading.SAFETY: "Standards, marking and class it must meet; known incidents, "
    "alerts and recalls; sterility, latex and single use.",
    Heading.TECHNICAL: "Materials, sizes and tolerances; strength, flow and shelf "
    "life; what it has to fit.",
    Heading.TRACEABILITY: "Barcodes (GTIN) on each pack level, batch and expiry on "
    "the label, and the catalogue data that the supplier gives.",
    Heading.HUMAN_FACTORS: "How it is opened, prepared and used with gloves on; what "
    "can go wrong; what training it needs; how it is told apart from others.",
    Heading.SUSTAINABILITY: "Packaging and waste, how it is thrown away, what can be "
    "used again, and its carbon.",
}


class WritingForm(forms.Form):
    """The text of a draft. `basis` is the hash of the text it was opened with."""

    basis = forms.CharField(widget=forms.HiddenInput, required=False)
    what_changes = words_field(
        "What changes for a ward?",
        required=False,
        help_text="In two or three sentences: what stays, what is new, what looks "
        "different. Clinicians read this first.",
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for heading, belongs in BELONGS.items():
            self.fields[heading.value] = words_field(
                heading.label,
                rows=8,
                longest=LONGEST_TEXT,
                required=False,
                help_text=belongs,
            )
        self.fields["review_on"] = day_field(
            "When is it looked at again?",
            first=today,
            required=False,
            help_text="On this day it comes under review by itself. Two or three years "
            "after adoption is usual.",
        )

    @property
    def said(self) -> dict[str, Any]:
        """What is written, as the action takes it."""
        cleaned = self.cleaned_data
        return {
            "texts": {each.value: cleaned[each.value] for each in Heading},
            "what_changes": cleaned["what_changes"],
            "review_on": cleaned["review_on"],
            "basis": cleaned["basis"],
        }

    def begin_again(self, basis: str) -> None:
        """Let the next saving stand on the text as it is now."""
        self.data = {**self.data.dict(), "basis": basis}  # type: ignore[attr-defined]

    def otherwise(self, version: Version) -> list[tuple[str, str]]:
        """Each field of which the draft says something else now, with what it says."""
        saved = [("what_changes", version.what_changes), *version.texts.items()]
        return [
            (str(self.fields[name].label), text)
            for name, text in saved
            if self.cleaned_data.get(name) != text
        ]


def written(version: Version) -> dict[str, Any]:
    """What the form begins with."""
    return {
        "what_changes": version.what_changes,
        "review_on": version.review_on,
        **version.texts,
    }


class NextVersionForm(forms.Form):
    note = reason_field(
        "Why is there to be another version?",
        help_text="Such as “A theatre nurse at Southmere found that the valve leaks”.",
    )


class MoveForm(forms.Form):
    """Why a version comes to another state, where that needs saying."""

    reason = reason_field("Why?", help_text="Everybody who takes part reads it.")

    def __init__(self, *args: Any, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_reason:
            del self.fields["reason"]
