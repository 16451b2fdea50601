"""What a trust's finance says of a part."""

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
        "What did an each really cost, £ ex VAT?",
        help_text="Lower than the order lines say, never higher.",
    )
    reason = words_field(
        "Why is it not what the order lines say?",
        help_text="Such as a rebate that came as a credit note, with its number.",
        error_messages={"required": "Say why it is not what the lines say."},
    )
