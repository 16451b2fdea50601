"""How a form or a button becomes one action, and a refusal a sentence on the page."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages

from trusts.http import TrustRequest
from trusts.rules import Refused


def is_done(form: forms.Form, act: Callable[[dict[str, Any]], object]) -> bool:
    """Whether the form was filled in well and the action taken; if not, it says why."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def press(request: TrustRequest, act: Callable[[], object], sentence: str) -> None:
    """Take the action of a button; the next page says that it was, or why not."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, sentence)


def status_of(form: forms.Form) -> int:
    """Of the page that shows the form."""
    return 422 if form.errors else 200
