"""What a supplier answered, as a whole and product by product."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from procurement.asks import rules
from procurement.asks.actions import LineAnswer
from procurement.asks.forms.fields import day_of, price_of
from procurement.asks.models import Answer, Ask, AskLine

A_DAY = timedelta(days=1)


class ReplyForm(forms.Form):
    """When the answer came, where it is written, and what holds for most of it."""

    replied_on = day_of("When did it come?")
    evidence = forms.CharField(
        label="Where is it written?",
        max_length=1000,
        help_text="An e-mail or letter with its date, a quotation with its number.",
        error_messages={"required": "Say where it is written: others will look."},
    )
    from_on = day_of(
        "First day of the agreed prices",
        required=False,
        help_text="For every product without a day of its own below.",
    )
    until_on = day_of(
        "Last day of the agreed prices",
        required=False,
        help_text="Leave it empty where the supplier named none.",
    )
    note = forms.CharField(
        label="What else did they say?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, ask: Ask, **more: Any) -> None:
        super().__init__(*args, **more)
        self.ask = ask

    def clean_replied_on(self) -> date:
        day: date = self.cleaned_data["replied_on"]
        today = timezone.localdate()
        if reason := rules.why_not_replied(day, ask=self.ask, today=today):
            raise forms.ValidationError(reason)
        return day


class AnswerForm(forms.Form):
    """The answer for one product."""

    answer = forms.ChoiceField(label="Answer", required=False, choices=Answer.choices)
    price = price_of("Price, £ each")
    from_on = day_of("From", required=False)
    until_on = day_of("Last day", required=False)

    def __init__(self, data: Any, *, line: AskLine) -> None:
        super().__init__(data, prefix=f"line-{line.pk}")
        self.line = line
        name = f" for {line.product.description[:80]}"
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label}{name}"

    def said(self, whole: Mapping[str, Any]) -> LineAnswer | None:
        """The answer, with the days of the WHOLE reply where it has none of its own;
        None without an answer. A price that we asked for need not be typed again."""
        cleaned = self.cleaned_data
        answer = Answer(cleaned["answer"])
        if answer == Answer.NONE:
            return None
        price = cleaned.get("price")
        if answer == Answer.AGREED and price is None:
            price = self.line.ask_price
        until = cleaned.get("until_on") or whole.get("until_on")
        return LineAnswer(
            answer,
            price,
            cleaned.get("from_on") or whole.get("from_on"),
            until + A_DAY if until else None,
        )

    def why_not(self, said: LineAnswer, ask: Ask) -> None:
        """Put beside its field what the action would refuse."""
        if said.answer in (Answer.AGREED, Answer.OFFERED):
            paid = self.line.price_each
            if reason := rules.why_not_offered(said.price, said.answer, paid=paid):
                self.add_error("price", reason)
        if said.answer != Answer.AGREED:
            return
        if said.from_on is None:
            self.add_error("from_on", "Enter from which day the price holds.")
            return
        today = timezone.localdate()
        if reason := rules.why_not_dates(
            said.from_on, said.until_on, today=today, ask=ask
        ):
            self.add_error("from_on", reason)
