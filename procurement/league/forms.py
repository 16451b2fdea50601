"""Forms of the league table: prepare, weigh, challenge, answer, withdraw."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from procurement.league.metrics import METRICS
from procurement.league.models import (
    Challenge,
    DefinitionVersion,
    Outcome,
    ReleaseState,
)
from trusts.forms.people import day_field


def usual_period(today: date) -> tuple[date, date]:
    """The 12 months to the end of last month."""
    last = today.replace(day=1) - timedelta(days=1)
    return (last - timedelta(days=364)), last


class PrepareForm(forms.Form):
    """The days that a release is of."""

    period_from = day_field("First day of the period")
    as_at = day_field(
        "Last day of the period",
        help_text="Prices stand as at this day. 28 days to a year in all.",
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        first, last = usual_period(timezone.localdate())
        self.initial.setdefault("period_from", first)
        self.initial.setdefault("as_at", last)


def _percent(label: str, **more: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        error_messages={
            "required": "Enter a number, nought for none.",
            "invalid": "Enter a number, such as 25.",
        },
        **more,
    )


class WeightsForm(forms.Form):
    """A weight for each metric, and what share of spend has to be comparable."""

    note = forms.CharField(
        label="Why are they changed?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why: every trust can read it."},
    )

    def __init__(
        self, *args: Any, newest: DefinitionVersion | None, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        now = {e.metric: e.weight for e in newest.metrics.all()} if newest else {}
        for each in METRICS:
            self.fields[each.metric] = _percent(
                f"{each.name}, weight in per cent",
                initial=now.get(each.metric, each.weight),
            )
        share = newest.least_share if newest else Decimal("0.7")
        self.fields["least_share"] = _percent(
            "Share of spend that has to be comparable, in per cent",
            initial=share * 100,
            help_text="A trust below it is not ranked.",
        )
        self.order_fields([*(each.metric for each in METRICS), "least_share", "note"])

    @property
    def weights(self) -> dict[str, Decimal]:
        return {each.metric: self.cleaned_data[each.metric] for each in METRICS}


class ChallengeForm(forms.Form):
    says = forms.CharField(
        label="What is wrong with the figure?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what is wrong."},
    )
    evidence = forms.CharField(
        label="How can that be seen?",
        max_length=1000,
        help_text="An order, a contract, an import, a letter with its date.",
        error_messages={"required": "Say how that can be seen: others will look."},
    )


class AnswerForm(forms.Form):
    """What becomes of a challenge. Working a figure out again is for the preview."""

    outcome = forms.ChoiceField(
        label="What becomes of it?",
        widget=forms.RadioSelect,
        error_messages={"required": "Say what becomes of it."},
    )
    answer = forms.CharField(
        label="Your answer to the trust",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Give the trust an answer."},
    )

    def __init__(self, *args: Any, challenge: Challenge, **more: Any) -> None:
        super().__init__(*args, **more)
        offered = [Outcome.WORKED_AGAIN, Outcome.UNDER_REVIEW, Outcome.REFUSED]
        if challenge.release.state != ReleaseState.PREVIEW:
            offered.remove(Outcome.WORKED_AGAIN)
        self.fields["outcome"].choices = [  # type: ignore[attr-defined]
            (each.value, each.label) for each in offered
        ]


class WithdrawForm(forms.Form):
    because = forms.CharField(
        label="Why is it withdrawn?",
        max_length=1000,
        help_text="Everybody who saw it can read this.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why: everybody who saw it can read it."},
    )
