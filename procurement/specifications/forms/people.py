"""Which trusts take part, and who is asked for them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from procurement.specifications.actions import Asked
from procurement.specifications.forms.fields import reason_field
from procurement.specifications.models import (
    Profession,
    Seat,
    SeatKind,
    Specification,
)
from procurement.specifications.queries import clinicians, joinable_trusts
from trusts.forms.invitations import InvitationForm
from trusts.forms.names import NameField
from trusts.models import Membership, Organisation

ASKED_AS = [each for each in SeatKind if each != SeatKind.CHAIR]


class AskedForm(forms.Form):
    """As what somebody is asked for a trust."""

    kind = forms.TypedChoiceField(
        label="As what are they asked?",
        coerce=SeatKind,
        choices=[(each.value, each.label) for each in ASKED_AS],
        widget=forms.RadioSelect,
        error_messages={"required": "Say as what they are asked."},
    )
    profession = forms.TypedChoiceField(
        label="What is their profession?",
        coerce=Profession,
        choices=[("", "Choose one"), *Profession.choices],
        error_messages={"required": "Choose their profession."},
    )
    specialty = forms.CharField(
        label="And their specialty?",
        required=False,
        max_length=100,
        help_text="Such as urology or tissue viability. Leave empty if it has none.",
    )
    deputy_of = forms.ModelChoiceField(
        label="Are they a deputy?",
        queryset=Seat.objects.none(),
        required=False,
        empty_label="No, they are asked themselves",
        help_text="A deputy answers for somebody who is away; either of the two fills "
        "the seat.",
    )

    def __init__(
        self,
        *args: Any,
        specification: Specification,
        organisation: Organisation,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        deputy_of: Any = self.fields["deputy_of"]
        there = specification.seats.held().filter(
            organisation=organisation, deputy_of=None
        )
        deputy_of.queryset = there.select_related("user").order_by("pk")
        deputy_of.label_from_instance = lambda each: (
            f"Of {each.user}, {each.get_kind_display().lower()}"
        )

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if deputised := cleaned.get("deputy_of"):
            cleaned["kind"] = SeatKind(deputised.kind)
            self.errors.pop("kind", None)
        return cleaned

    @property
    def asked(self) -> Asked:
        names = ("kind", "profession", "specialty", "deputy_of")
        return Asked(**{name: self.cleaned_data[name] for name in names})


class SeatForm(AskedForm):
    """Somebody who works there as a clinician."""

    membership = forms.ModelChoiceField(
        label="Who is asked?",
        queryset=Membership.objects.none(),
        empty_label="Choose one",
        error_messages={
            "required": "Choose who is asked.",
            "invalid_choice": "That person cannot be asked now. Choose another.",
        },
    )
    registration = forms.CharField(
        label="Registration",
        required=False,
        max_length=100,
        help_text="Body and number, such as NMC 12A3456B. It stands beside the "
        "signature. Leave empty if you do not know it.",
    )
    field_order = ("membership", "kind", "profession", "specialty", "registration")

    def __init__(
        self,
        *args: Any,
        specification: Specification,
        organisation: Organisation,
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            *args, specification=specification, organisation=organisation, **kwargs
        )
        asked = specification.seats.held().values("user")
        who: Any = self.fields["membership"]
        who.queryset = clinicians(organisation, on=today).exclude(user__in=asked)
        who.label_from_instance = lambda each: (
            f"{each.user}, {each.get_role_display().lower()}"
        )

    @property
    def has_anybody(self) -> bool:
        """Whether there is somebody to choose."""
        who: Any = self.fields["membership"]
        return bool(who.queryset.exists())


class InviteForm(AskedForm):
    """A clinician who has no access at the trust yet."""

    full_name = NameField(
        label="Full name",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Enter their full name."},
    )
    email = InvitationForm.base_fields["email"]
    field_order = ("full_name", "email", "kind", "profession", "specialty")

    clean_email = InvitationForm.clean_email


class TrustForm(forms.Form):
    organisation = forms.ModelChoiceField(
        label="Which trust takes part from now on?",
        queryset=Organisation.objects.none(),
        to_field_name="code",
        empty_label="Choose one",
        error_messages={
            "required": "Choose the trust.",
            "invalid_choice": "That trust is not in the list. Choose another.",
        },
    )

    def __init__(
        self,
        *args: Any,
        specification: Specification,
        member: Membership,
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        there = specification.participating.filter(left_at=None)
        place: Any = self.fields["organisation"]
        place.queryset = joinable_trusts(member, on=today).exclude(
            pk__in=there.values("organisation")
        )


class LeaveForm(forms.Form):
    reason = reason_field("Why does the trust leave?", help_text="All trusts read it.")


def first_kind(asked: Mapping[str, str]) -> dict[str, Any]:
    """The kind of seat that a link asks for, to begin with."""
    kind = asked.get("kind", "")
    return {"kind": kind} if kind in ASKED_AS else {}
