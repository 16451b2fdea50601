"""What a draft says and asks for."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from procurement.asks import rules
from procurement.asks.actions import LineAsk
from procurement.asks.bands import suggested_price
from procurement.asks.forms.fields import day_of, price_of
from procurement.asks.models import AskFor, AskLine
from procurement.asks.wording import Paragraph


class LetterForm(forms.Form):
    """Whom it goes to, whom to answer, and what it says besides the table."""

    addressee = forms.CharField(
        label="For whose attention?",
        required=False,
        max_length=200,
        help_text="A name, or “Account manager”. May stay empty.",
    )
    contact_name = forms.CharField(
        label="Whom should they answer?",
        max_length=200,
        error_messages={"required": "Enter whom they should answer."},
    )
    contact_email = forms.EmailField(label="E-mail address", required=False)
    contact_phone = forms.CharField(label="Telephone", required=False, max_length=60)
    reply_until = day_of("Answer wanted by")
    paragraphs = forms.MultipleChoiceField(
        label="What the letter says besides",
        required=False,
        choices=Paragraph.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_reply_until(self) -> date:
        day: date = self.cleaned_data["reply_until"]
        if reason := rules.why_not_reply_until(day, today=timezone.localdate()):
            raise forms.ValidationError(reason)
        return day


class LineForm(forms.Form):
    """What is asked for one product; its name tells the fields of a page apart."""

    keep = forms.BooleanField(label="In the letter", required=False)
    asks_for = forms.ChoiceField(label="Ask for", choices=AskFor.choices)
    price = price_of("Price, £ each")

    def __init__(
        self,
        data: Any,
        *,
        line: AskLine,
        prices: Collection[Decimal] | None,
        **more: Any,
    ) -> None:
        super().__init__(data, prefix=f"line-{line.pk}", **more)
        self.line, self.prices = line, prices
        name = f" of {line.product.description[:80]}"
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label}{name}"

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        price = cleaned.get("price")
        if not cleaned.get("keep"):
            self.errors.clear()  # whatever is typed for what is left out
            return cleaned
        if cleaned.get("asks_for") != AskFor.PRICE:
            return cleaned
        if price is None and "price" not in self.errors:
            self.add_error("price", "Enter the price to ask for, or ask for a band.")
        if price is not None and (
            reason := rules.why_not_price(
                price, paid=self.line.price_each, keep=self.prices
            )
        ):
            self.add_error("price", reason)
        return cleaned

    @property
    def example(self) -> Decimal | None:
        """A round price in the middle of the band, which nobody pays; None where no
        price may be asked for."""
        if self.prices is None:
            return None
        line = self.line
        return suggested_price(line.price_each, line.band, avoid=self.prices)

    @property
    def asked(self) -> LineAsk | None:
        """What is asked for; None where the product is left out."""
        cleaned = self.cleaned_data
        if not cleaned.get("keep"):
            return None
        asks_for = AskFor(cleaned["asks_for"])
        return LineAsk(asks_for, cleaned["price"] if asks_for == AskFor.PRICE else None)
