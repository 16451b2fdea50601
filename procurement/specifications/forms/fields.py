"""Fields that several forms of specifications share."""

from typing import Any

from django import forms

LONGEST_TEXT = 20_000  # characters; some eight pages, under one heading


class WordsField(forms.CharField):
    """Some lines of text. A browser sends line ends of its own kind; we keep one."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


def words_field(
    label: str, *, rows: int = 4, longest: int = 2000, **more: Any
) -> WordsField:
    messages = {
        "max_length": "It has %(show_value)d characters; %(limit_value)d is the most. "
        "Put the rest into a file of evidence.",
        "null_characters_not_allowed": "It has signs that are no text. Type it again.",
    }
    return WordsField(
        label=label,
        max_length=longest,
        error_messages=messages | more.pop("error_messages", {}),
        widget=forms.Textarea(attrs={"rows": rows}),
        **more,
    )


def reason_field(label: str, **more: Any) -> WordsField:
    return words_field(
        label, rows=3, error_messages={"required": "Say why: others read it."}, **more
    )
