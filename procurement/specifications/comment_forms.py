"""Forms of what is said about a version: a comment, and its answer."""

from django import forms

from procurement.specifications.models import Outcome

MOST_LETTERS = 4000


class CommentForm(forms.Form):
    text = forms.CharField(
        label="Your comment",
        help_text="Say nothing by which a patient could be known.",
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 4, "autofocus": True}),
        error_messages={"required": "Write what you want to say."},
    )


class AnswerForm(forms.Form):
    outcome = forms.ChoiceField(
        label="What becomes of it?",
        choices=Outcome,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what becomes of it."},
    )
    text = forms.CharField(
        label="Your answer",
        help_text="Its author gets it by e-mail, with your name.",
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write the answer: its author will read it."},
    )
