"""What a part's products are hoped to cost, and what is in writing."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import forms

from procurement.asks.models import AgreedPrice
from procurement.savings.actions import Prices
from procurement.savings.forms.fields import price_field
from procurement.savings.models import Claim


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


class UsePriceForm(forms.Form):
    """What a use is hoped to cost, and what is in writing: once, for all products of a
    switch."""

    target = price_field(
        "What price of a use do you aim at, £?",
        required=False,
        help_text="Leave it empty where the price is agreed already.",
    )
    agreed = price_field(
        "What price of a use is agreed, £?",
        required=False,
        help_text="The one you have in writing; leave it empty until then.",
    )

    def __init__(
        self,
        *args: Any,
        claims: Iterable[Claim],
        agreed: Mapping[int, AgreedPrice],
        **kwargs: Any,
    ) -> None:
        """`agreed` is what suppliers have agreed to, by claim: that of the standard is
        offered where nothing stands yet."""
        super().__init__(*args, **kwargs)
        self.claims = list(claims)
        offered = [
            agreed[each.pk].price_each * each.eaches_per_use
            for each in self.claims
            if each.is_standard and each.pk in agreed
        ]
        for claim in self.claims[:1]:
            self._begin("target", claim.target_price)
            self._begin("agreed", claim.agreed_price or min(offered, default=None))

    def _begin(self, name: str, price: Decimal | None) -> None:
        if price is not None:
            price = price.quantize(Decimal("0.000001"), ROUND_HALF_UP)
            self.initial[name] = f"{price.normalize():f}"

    @property
    def rows(self) -> list[tuple[Claim, list[forms.BoundField]]]:
        """Each product; what is asked of it is asked once."""
        return [(claim, []) for claim in self.claims]

    @property
    def prices(self) -> dict[int, Prices]:
        said = Prices(self.cleaned_data["target"], self.cleaned_data["agreed"])
        return {claim.pk: said for claim in self.claims}


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
