"""The plan of a trust that goes over to a standard."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from procurement.adoption.forms.fields import (
    bound_days,
    check_days,
    day_field,
    number_field,
)
from procurement.adoption.marking import PLAN, TICKS, mark_of
from procurement.adoption.models import Adoption
from procurement.specifications.forms.fields import words_field
from procurement.specifications.models import Version
from trusts.models import Membership, Organisation
from trusts.permissions import Permission, allows
from trusts.roles import Role


class PlanForm(forms.Form):
    """The plan. Nothing of it is needed at once; what is needed to go live says so."""

    go_live_on = day_field(
        "When does it go live?",
        required=False,
        help_text="From this day on wards use the standard. Savings count from it too.",
    )
    fallback = words_field(
        "Which product is kept for exceptions?",
        rows=2,
        required=False,
        help_text="Also what wards use should the standard be stopped. Needed before "
        "it goes live.",
    )
    super_users = words_field(
        "Who helps colleagues on the wards?",
        rows=2,
        required=False,
        help_text="Such as: Sister Hughes, theatre 2. No patients’ names.",
    )
    stock_weeks = number_field(
        "How many weeks does the old stock last?", most=104, required=False
    )
    catalogue_reference = forms.CharField(
        label="Reference of the change of your catalogue",
        max_length=200,
        required=False,
    )
    old_lines_blocked = forms.BooleanField(
        label="The old products are blocked in our catalogue", required=False
    )
    told_everybody = forms.BooleanField(
        label="Everybody concerned has been told", required=False
    )
    review_on = day_field("When is it looked at again?", required=False)
    owner = forms.ModelChoiceField(
        label="Who looks after it?",
        queryset=Membership.objects.none(),
        empty_label=None,
        error_messages={
            "required": "Choose who looks after it.",
            "invalid_choice": "That person does not do this work here now. "
            "Choose another.",
        },
    )

    # Somebody changed the plan since it was shown.
    is_late = False
    # Of the plan as it stood when it was shown.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        version: Version,
        organisation: Organisation,
        member: Membership,
        today: date,
        adoption: Adoption | None = None,
    ) -> None:
        super().__init__(data, initial=_planned(adoption, member))
        self.version, self.today = version, today
        bound_days(self, version, on=today)
        owner: Any = self.fields["owner"]
        owner.queryset = _workers(organisation, on=today)
        owner.label_from_instance = lambda each: (
            f"{each.user}, {each.get_role_display().lower()}"
        )
        if adoption is None:
            return
        if not owner.queryset.filter(pk=adoption.owner_id).exists():
            owner.empty_label = "Choose somebody"
        if adoption.live_on:
            del self.fields["go_live_on"]

    def clean(self) -> None:
        check_days(self, self.version, on=self.today)

    @property
    def plan(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {k: said[k] for k in (*PLAN, *TICKS) if k in said}

    def catch_up(self, adoption: Adoption) -> None:
        """What was typed stays; who keeps it now has seen the plan as it stands."""
        typed: Any = QueryDict(mutable=True)
        typed.update(self.data)
        typed["seen"] = mark_of(adoption)
        self.data, self.is_late = typed, True


def _planned(adoption: Adoption | None, member: Membership) -> dict[str, Any]:
    if adoption is None:
        return {"owner": member.pk}
    ticked = {name: getattr(adoption, f"{name}_at") is not None for name in TICKS}
    return {
        **{name: getattr(adoption, name) for name in PLAN},
        **ticked,
        "owner": adoption.owner_id,
        "seen": mark_of(adoption),
    }


def _workers(organisation: Organisation, *, on: date):
    """Who of a trust may work on adoptions, by name."""
    roles = [role for role in Role if allows(role, Permission.ADOPTIONS_WORK)]
    there = Membership.objects.active(on=on).filter(
        organisation=organisation, role__in=roles, user__is_active=True
    )
    return there.select_related("user").order_by("user__full_name", "pk")
