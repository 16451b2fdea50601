"""What a trust's part says: dates, costs, papers, prices, whose it is, and its end."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils import timezone

from procurement.asks.models import AgreedPrice
from procurement.savings.actions import Prices
from procurement.savings.forms.fields import (
    month_field,
    pounds_field,
    price_field,
    words_field,
)
from procurement.savings.models import Claim, LapseReason
from trusts.models import Membership


class TermsForm(forms.Form):
    one_off_cost = pounds_field(
        "What does the change cost once, £ ex VAT?",
        help_text="Training, running two products side by side, stock written off. 0 "
        "where nothing.",
    )
    evidence = words_field(
        "Where are the prices written?",
        required=False,
        help_text="A quote, contract or price notice, with its number and date. Papers "
        "can be added as files too.",
    )
    field_order = ("start_month", "one_off_cost", "evidence")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start_month"] = month_field(
            "First month at the new price",
            today=timezone.localdate(),
            help_text="It counts for twelve months from then on. The baseline is made "
            "of the twelve months before.",
        )
        self.order_fields(self.field_order)


class PricesForm(forms.Form):
    """Three fields a product: the price aimed at, the agreed one, and eaches a year."""

    def __init__(
        self,
        *args: Any,
        claims: Iterable[Claim],
        agreed: Mapping[int, AgreedPrice],
        **kwargs: Any,
    ) -> None:
        """`agreed` is what suppliers have agreed to, by claim: offered where nothing
        stands yet."""
        super().__init__(*args, **kwargs)
        self.claims = list(claims)
        for claim in self.claims:
            if claim.pk in agreed and claim.agreed_price is None:
                price = agreed[claim.pk].price_each
                self.initial[f"agreed_{claim.pk}"] = f"{price.normalize():f}"
        for claim in self.claims:
            of = str(claim.product)[:80]
            self._add(
                claim, "target", price_field(f"Aim, £ each: {of}", required=False)
            )
            self._add(
                claim, "agreed", price_field(f"Agreed, £ each: {of}", required=False)
            )
            self._add(claim, "units", _eaches_field(f"Eaches in 12 months: {of}"))

    def _add(self, claim: Claim, name: str, field: forms.Field) -> None:
        source = {"target": "target_price", "agreed": "agreed_price"}
        value = getattr(claim, source.get(name, "agreed_units"))
        self.fields[f"{name}_{claim.pk}"] = field
        if value is not None:
            self.initial.setdefault(f"{name}_{claim.pk}", f"{value.normalize():f}")

    @property
    def rows(self) -> list[tuple[Claim, list[forms.BoundField]]]:
        """Each product with its three fields."""
        names = ("target", "agreed", "units")
        return [
            (claim, [self[f"{name}_{claim.pk}"] for name in names])
            for claim in self.claims
        ]

    @property
    def prices(self) -> dict[int, Prices]:
        cleaned = self.cleaned_data
        return {
            claim.pk: Prices(
                cleaned[f"target_{claim.pk}"],
                cleaned[f"agreed_{claim.pk}"],
                cleaned[f"units_{claim.pk}"],
            )
            for claim in self.claims
        }


def _eaches_field(label: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_digits=18,
        decimal_places=2,
        error_messages={
            "invalid": "Give a number of eaches, such as 120000.",
            "min_value": "Give 0 or more.",
        },
        widget=forms.TextInput(
            attrs={"class": "nhsuk-input--width-10", "inputmode": "decimal"}
        ),
    )


class UpliftForm(forms.Form):
    percent = forms.DecimalField(
        label="By how many per cent would the price have risen?",
        max_digits=7,
        decimal_places=4,
        max_value=999,
        help_text="Above the baseline, such as 8.",
        error_messages={
            "required": "Give the rise in per cent, such as 8.",
            "invalid": "Give the rise in per cent, such as 8.",
        },
        widget=forms.TextInput(
            attrs={"class": "nhsuk-input--width-5", "inputmode": "decimal"}
        ),
    )
    evidence = words_field(
        "Which paper says so?",
        help_text="The supplier’s notice, the index of the contract or the quote, with "
        "its date.",
        error_messages={"required": "Say which paper says so: finance will look."},
    )
    field_order = ("from_month", "percent", "evidence")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_month"] = month_field(
            "From which month?", today=timezone.localdate()
        )
        self.order_fields(self.field_order)

    def clean_percent(self) -> Any:
        percent = self.cleaned_data["percent"]
        if percent <= 0:
            raise forms.ValidationError("A rise is above 0%.")
        return percent


class OwnerForm(forms.Form):
    """A colleague of the trust who looks after its part from now on."""

    owner = forms.ModelChoiceField(
        label="Who looks after it?",
        queryset=Membership.objects.none(),
        empty_label="Choose one",
        error_messages={
            "required": "Choose who looks after it.",
            "invalid_choice": "That person cannot look after it. Choose another.",
        },
    )

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        owner.queryset = colleagues  # type: ignore[attr-defined]
        owner.label_from_instance = (  # type: ignore[attr-defined]
            lambda each: f"{each.user}, {each.get_role_display().lower()}"
        )


class LapseForm(forms.Form):
    reason = forms.TypedChoiceField(
        label="Why?",
        coerce=LapseReason,
        choices=LapseReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Say why it is given up."},
    )
    note = words_field("What should others know?", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("reason") == LapseReason.OTHER and not cleaned.get("note"):
            self.add_error("note", "Say what the reason is.")
        return cleaned


class EvidenceForm(forms.Form):
    file = forms.FileField(
        label="Add a paper as a file",
        help_text="Any kind of file, 10 MB at most. It is kept as it came and only "
        "ever downloaded; nobody looks for viruses in it here.",
        error_messages={
            "required": "Choose a file.",
            "empty": "The file is empty. Choose another.",
        },
    )
