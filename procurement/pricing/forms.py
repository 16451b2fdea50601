"""Forms of what is wrong with a price."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from catalogue.prices.actions import Said
from catalogue.prices.models import (
    ADJUSTING,
    SUPPRESSING,
    CorrectionKind,
    DisputeOutcome,
)
from procurement.pricing.meant import Meant
from trusts.forms.people import day_field
from trusts.models import Membership, Organisation
from trusts.successions import day_in_words

USUAL_DAYS = 181  # about six months, unless somebody says otherwise


class _CorrectionForm(forms.Form):
    """What is meant, why, on what evidence and until when."""

    kind: CorrectionKind
    reasons: tuple[Any, ...]

    about = forms.ChoiceField(
        label="What is it about?",
        error_messages={"required": "Say what it is about."},
    )
    reason = forms.ChoiceField(
        label="Why?",
        widget=forms.RadioSelect,
        error_messages={"required": "Say why."},
    )
    evidence = forms.CharField(
        label="Where is that written?",
        max_length=1000,
        help_text="A contract and its clause, a letter or credit note with its date.",
        error_messages={"required": "Say where that is written: others will look."},
    )
    note = forms.CharField(
        label="What else should others know?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    starts_on = day_field(
        "From which day does it count?",
        help_text="Figures of a day before today stay as they were shown.",
    )
    ends_on = day_field(
        "Last day",
        help_text="A year at most. After it, figures are as they were before.",
    )

    def __init__(self, *args: Any, meant: Meant, asked: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.meant = meant
        today = timezone.localdate()
        self.initial.setdefault("starts_on", today)
        self.initial.setdefault("ends_on", today + timedelta(days=USUAL_DAYS))
        if asked:
            self.initial.setdefault("about", f"line-{asked}")
        chosen = str(self.data.get("about", ""))
        number = chosen.removeprefix("line-") if chosen.startswith("line-") else asked
        self._choose("about", _choices(meant, number, self.kind))
        self._choose("reason", [(each.value, each.label) for each in self.reasons])

    def _choose(self, name: str, choices: Any) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if about := cleaned.get("about"):
            cleaned["target"] = self.meant.target(about)
            if cleaned["target"] is None:
                self.add_error("about", "That is not there any more. Choose again.")
        return cleaned

    @property
    def said(self) -> Said:
        cleaned = self.cleaned_data
        names = ("reason", "note", "evidence", "starts_on", "ends_on")
        return Said(
            self.kind,
            amount_each=self._signed("amount_each"),
            percent=self._signed("percent"),
            **{name: cleaned[name] for name in names},
        )

    def _signed(self, name: str) -> Decimal | None:
        value = self.cleaned_data.get(name)
        lowers = self.cleaned_data.get("direction") == "lower"
        return -value if value is not None and lowers else value


class AdjustmentForm(_CorrectionForm):
    kind = CorrectionKind.ADJUSTMENT
    reasons = ADJUSTING
    field_order = (
        "about", "reason", "direction", "percent", "amount_each", "evidence", "note",
        "starts_on", "ends_on",
    )  # fmt: skip

    direction = forms.ChoiceField(
        label="What is really paid is",
        widget=forms.RadioSelect,
        choices=[("lower", "less than the order says"), ("higher", "more")],
        initial="lower",
        error_messages={"required": "Say whether it is less or more."},
    )
    percent = forms.DecimalField(
        label="By how many per cent?",
        required=False,
        min_value=Decimal("0.0001"),
        max_value=Decimal("100"),
        decimal_places=4,
        help_text="Of the net value, such as 5 for a rebate of 5%.",
        widget=forms.TextInput(
            attrs={"class": "nhsuk-input--width-5", "inputmode": "decimal"}
        ),
    )
    amount_each = forms.DecimalField(
        label="Or by how many pounds an each?",
        required=False,
        min_value=Decimal("0.00000001"),
        max_digits=16,
        decimal_places=8,
        help_text="For one each, not for a pack, such as 0.0035.",
        widget=forms.TextInput(
            attrs={"class": "nhsuk-input--width-10", "inputmode": "decimal"}
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        percent, amount = cleaned.get("percent"), cleaned.get("amount_each")
        if "percent" in self.errors or "amount_each" in self.errors:
            return cleaned
        if percent is None and amount is None:
            self.add_error("percent", "Say by how much: per cent, or pounds an each.")
        elif percent is not None and amount is not None:
            self.add_error("amount_each", "Give per cent or pounds, not both.")
        elif percent == 100 and cleaned.get("direction") == "lower":
            self.add_error("percent", "Nothing would be left of the price.")
        return cleaned


class SuppressionForm(_CorrectionForm):
    kind = CorrectionKind.SUPPRESSION
    reasons = SUPPRESSING


def _choices(meant: Meant, line: str, kind: CorrectionKind) -> list[Any]:
    name = meant.organisation.name
    whole = [("price", f"The price of {name}, whatever it is ordered as")]
    if kind == CorrectionKind.SUPPRESSION and meant.member.sees_region:
        whole.append(("product", "Every trust’s price of this product"))
    items = [
        (f"item-{each.item_id}", f"{each.item.description[:80]} {each.item.local_code}")
        for each in meant.items
    ]
    lines = [
        (
            f"line-{each.id}",
            f"{day_in_words(each.order_date)}, order {each.po_number[:40]}, line "
            f"{each.line_number[:20]}",
        )
        for each in meant.newest_lines(line)
    ]
    several = [("All of it", whole), ("Every line ordered as", items)]
    return [*several, ("One order line", lines)] if lines else several


class DisputeForm(forms.Form):
    says = forms.CharField(
        label="What is wrong with it?",
        max_length=2000,
        help_text="What you really pay, and how others can see that.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what is wrong with it."},
    )
    evidence = forms.CharField(
        label="Where is that written?",
        required=False,
        max_length=1000,
        help_text="A contract, an invoice, a letter with its date.",
    )


class SettlementForm(forms.Form):
    outcome = forms.ChoiceField(
        label="What did you find?",
        widget=forms.RadioSelect,
        choices=[
            (each.value, each.label)
            for each in (DisputeOutcome.STANDS, DisputeOutcome.CORRECTED)
        ],
        error_messages={"required": "Say what you found."},
    )
    answer = forms.CharField(
        label="What do you tell the trust?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say why: the trust reads this."},
    )


class WithdrawalForm(forms.Form):
    """The button alone is enough."""

    answer = forms.CharField(required=False, max_length=2000)


class CorrectionFilters(forms.Form):
    """Every field may be left empty: those in force or to come, of every trust."""

    show = forms.ChoiceField(
        label="Show",
        required=False,
        choices=[
            ("", "In force or to come"),
            ("ending", "Ending within 30 days"),
            ("over", "Over"),
            ("all", "All"),
        ],
    )
    kind = forms.ChoiceField(
        required=False,
        choices=[("", "Adjusted and left out"), *CorrectionKind.choices],
    )
    trust = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        required=False,
        to_field_name="code",
        empty_label="All trusts",
    )

    def __init__(self, *args: Any, member: Membership, **more: Any) -> None:
        super().__init__(*args, **more)
        if member.sees_region:
            trusts = Organisation.objects.visible_to(member).buying().by_name()
            self.fields["trust"].queryset = trusts  # type: ignore[attr-defined]
        else:
            del self.fields["trust"]
