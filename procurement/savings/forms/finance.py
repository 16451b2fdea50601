"""What a trust's finance says of a part."""

from typing import Any

from django import forms

from procurement.savings.forms.fields import price_field, words_field


class SendBackForm(forms.Form):
    note = words_field(
        "What has to change before you can agree?",
        help_text="Who looks after it reads this.",
        error_messages={"required": "Say what has to change."},
    )


class NoteForm(forms.Form):
    note = words_field("What should others know?", required=False)


class TakeBackRiseForm(forms.Form):
    reason = words_field(
        "Why is it taken back?",
        help_text="Such as a notice that the supplier withdrew, with its date.",
        error_messages={"required": "Say why it is taken back."},
    )


class BaselineForm(forms.Form):
    """A lower baseline than the lines say, and why."""

    price_each = price_field(
        "",
        help_text="Lower than the order lines say, never higher.",
    )
    reason = words_field(
        "Why is it not what the order lines say?",
        help_text="Such as a rebate that came as a credit note, with its number.",
        error_messages={"required": "Say why it is not what the lines say."},
    )

    def __init__(self, *args: Any, a_unit: str = "an each", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["price_each"].label = f"What did {a_unit} really cost, £ ex VAT?"
