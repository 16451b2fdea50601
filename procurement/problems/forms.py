"""Forms of problems and of safety notices."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from procurement.problems.actions import References
from procurement.problems.models import FEW_WORDS, NoticeKind, ProblemKind
from procurement.problems.queries import products_bought
from procurement.problems.rules import reportable_now
from procurement.specifications.forms.fields import reason_field, words_field
from procurement.specifications.models import (
    IN_FORCE,
    ConsideredProduct,
    Specification,
    Version,
)
from trusts.forms.people import day_field
from trusts.models import Membership

NO_PATIENT = (
    "What you saw, and with which batch if you know it. Nothing about a patient: no "
    "name, no number, no date of birth."
)


def _reference(label: str) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=60)


class ReferencesForm(forms.Form):
    """Where it stands in the systems that such a thing belongs in."""

    incident_reference = _reference("Number in your trust’s incident system")
    lfpse_reference = _reference("LFPSE number (learn from patient safety events)")
    yellow_card_reference = _reference("Yellow Card number")

    REFERENCES = ("incident_reference", "lfpse_reference", "yellow_card_reference")

    def said(self) -> dict[str, Any]:
        """What was filled in, as the action takes it."""
        cleaned = dict(self.cleaned_data)
        numbers = {name: cleaned.pop(name).strip() for name in self.REFERENCES}
        return cleaned | {"references": References(**numbers)}

    def numbers(self) -> list[forms.BoundField]:
        return [self[name] for name in self.REFERENCES]

    def words(self) -> list[forms.BoundField]:
        """The fields before the references."""
        return [self[name] for name in self.fields if name not in self.REFERENCES]


class ProblemForm(ReferencesForm):
    """A problem with one of a version's products, or of one that is used up."""

    product = forms.ChoiceField(
        label="Which product?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the product."},
    )
    kind = forms.ChoiceField(
        label="What kind of problem?",
        choices=ProblemKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what kind of problem it is."},
    )
    what = words_field(
        "What happened?",
        help_text=NO_PATIENT,
        error_messages={"required": "Say what happened, in a sentence or two."},
    )
    field_order = ("product", "kind", "what", "happened_on")

    def __init__(
        self, *args: Any, version: Version, at: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate(at)
        found = reportable_now(version, at=at)
        self.products = {str(each.product_id): each for each in found}
        self.has_used_up = any(each.version.state not in IN_FORCE for each in found)
        product: Any = self.fields["product"]
        product.choices = [
            (number, _named(each)) for number, each in self.products.items()
        ]
        if len(self.products) == 1:
            self.initial.setdefault("product", next(iter(self.products)))
        self.initial.setdefault("happened_on", today)
        self.fields["happened_on"] = day_field("When did it happen?")
        self.order_fields(self.field_order)

    def said(self) -> dict[str, Any]:
        found = super().said()
        chosen = self.products[found["product"]]
        return found | {"product": chosen.product, "version": chosen.version}


def _named(row: ConsideredProduct) -> str:
    """A product with its maker, and that its version is in force no more."""
    number = row.version.number
    is_old = row.version.state not in IN_FORCE
    old = f"of version {number}, no longer in force" if is_old else ""
    return ", ".join(filter(None, (str(row), row.manufacturer, old)))


class FollowUpForm(ReferencesForm):
    """What was done about a problem."""

    text = words_field(
        "What was done, or found out?",
        help_text="Nothing about a patient.",
        error_messages={"required": "Say what was done, in a sentence or two."},
    )
    field_order = ("text",)


class TakeBackForm(forms.Form):
    reason = reason_field("Why was it a mistake?")


class NoticeForm(forms.Form):
    """A safety notice about a product of a standard that is in use."""

    product: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None,
        label="Which product is it about?",
        empty_label="Choose one",
        error_messages={
            "required": "Choose the product.",
            "invalid_choice": "That product belongs to no standard that is in use.",
        },
    )
    kind = forms.ChoiceField(
        label="What is it?",
        choices=NoticeKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is."},
    )
    reference = forms.CharField(
        label="Its reference",
        max_length=60,
        help_text="As it stands on the notice, such as “NatPSA/2026/004/MHRA”.",
        error_messages={"required": "Enter the reference that stands on the notice."},
    )
    title = forms.CharField(
        label="Its title",
        max_length=300,
        error_messages={"required": "Enter the title of the notice."},
    )
    url = forms.URLField(
        label="Where it can be read",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="An address that begins with https://",
        error_messages={"invalid": "Enter an address such as https://www.gov.uk/…"},
    )

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        product: Any = self.fields["product"]
        product.queryset = products_bought(at=at).select_related("manufacturer")
        self.fields["issued_on"] = day_field("When was it issued?")
        self.order_fields(("product", "kind", "reference", "title", "issued_on", "url"))

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if url and not url.startswith("https://"):
            raise forms.ValidationError("The address has to begin with https://")
        return url


class ProblemFilters(forms.Form):
    """Every field may be left empty: all that the member sees."""

    specification: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=None, required=False, empty_label="All specifications"
    )
    kind = forms.ChoiceField(
        required=False, choices=[("", "Any kind"), *FEW_WORDS.items()]
    )
    whose = forms.ChoiceField(
        required=False,
        choices=[("", "Any trust’s"), ("ours", "Those of my organisation")],
    )

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        specification: Any = self.fields["specification"]
        seen = Specification.objects.visible_to(member)
        specification.queryset = seen.order_by("name", "pk")

    @property
    def is_narrowing(self) -> bool:
        return any(self.data.get(name) for name in self.fields)
