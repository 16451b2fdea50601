"""Fields that several forms of specifications share."""

from typing import Any

from django import forms

LONGEST_TEXT = 20_000  # characters; some eight pages, under one heading


def words_field(
    label: str, *, rows: int = 4, longest: int = 2000, **more: Any
) -> forms.CharField:
    """Some lines of text, kept as they are typed but for blanks around them."""
    return forms.CharField(
        label=label,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
        **more,
    )


def reason_field(label: str, **more: Any) -> forms.CharField:
    return words_field(
        label, rows=3, error_messages={"required": "Say why: others read it."}, **more
    )
