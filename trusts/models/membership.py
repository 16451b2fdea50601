"""A membership: a person's role at one organisation for a time; always the actor."""

from datetime import date
from typing import Self
from zoneinfo import ZoneInfo

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Case, F, Func, Max, Q, Value, When
from django.db.models.functions import Coalesce, TruncDate

from trusts.models.organisation import Organisation
from trusts.models.user import User
from trusts.permissions import Permission, allows
from trusts.roles import GIVEN_BY_ADMINISTRATORS, Kind, Role, sees_region

LONDON = ZoneInfo("Europe/London")
# Months for which it stands that somebody still needs a role.
VOUCHED_MONTHS = 6
# Nothing is due after this: the calendar ends before the months would be over.
_LAST_COUNTED = "date '9000-01-01'"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, member: "Membership") -> Self:
        """Colleagues at the own organisation; everybody's for who runs the region."""
        if member.sees_region or member.role == Role.ADMINISTRATOR:
            return self
        return self.filter(organisation_id=member.organisation_id)

    def managed_by(self, member: "Membership") -> Self:
        """Those at the places whose people the member looks after."""
        if not member.may(Permission.PEOPLE_MANAGE):
            return self.none()
        if member.manages_everybody:
            return self
        return self.filter(organisation_id=member.organisation_id)

    def decided_by(self, member: "Membership") -> Self:
        """Those that the member may vouch for and end: none of their own, and
        administrators and auditors only by an administrator."""
        others = self.managed_by(member).exclude(user_id=member.user_id)
        if member.role == Role.ADMINISTRATOR:
            return others
        return others.exclude(role__in=GIVEN_BY_ADMINISTRATORS)

    def active(self, *, on: date) -> Self:
        """Those that work on a day; the day on which one was ended at once is over."""
        return self.unended(on=on).filter(starts_on__lte=on)

    def unended(self, *, on: date) -> Self:
        """Those that work on a day or will."""
        never_worked = Q(ended_at__isnull=False, ends_on=F("starts_on"))
        return self.filter(
            Q(ends_on=None) | Q(ends_on__gt=on) | Q(ends_on=on, ended_at=None)
        ).exclude(never_worked)

    def with_vouched(self) -> Self:
        """Adds `vouched_at`, when somebody last vouched for it, and `due_on`, the day
        on which that, or the start, is six calendar months ago."""
        last = Coalesce(
            TruncDate(Max("attestations__attested_at"), tzinfo=LONDON), F("starts_on")
        )
        return self.annotate(
            vouched_at=Max("attestations__attested_at"),
            due_on=Func(
                last,
                template=(
                    f"(least(%(expressions)s, {_LAST_COUNTED})"
                    f" + interval '{VOUCHED_MONTHS} months')::date"
                ),
                output_field=models.DateField(),
            ),
        )

    def attestation_due(self, *, on: date) -> Self:
        """Those at work for which nobody has vouched in six calendar months."""
        return self.active(on=on).with_vouched().filter(due_on__lte=on)

    def by_organisation(self) -> Self:
        return self.order_by("organisation__name", "role", "pk")


class Membership(models.Model):
    """First and last day count: a membership that ends today still works today.

    `ended_at` is the moment when one was ended at once: then the last day does not.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=20, choices=Role)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="granted"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="membership_role_known", condition=Q(role__in=Role.values)
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="membership_ended_at_once_has_its_day",
                condition=Q(ended_at=None) | Q(ends_on__isnull=False),
            ),
            ExclusionConstraint(
                name="one_membership_per_person_place_and_role_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (
                        Func(
                            F("starts_on"),
                            F("ends_on"),
                            Case(
                                When(ended_at=None, then=Value("[]")),
                                default=Value("[)"),
                            ),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}, {self.organisation}"

    def may(self, permission: Permission) -> bool:
        """Say whether the role carries the permission; whose rows is `visible_to`'s."""
        return allows(self.role, permission)

    @property
    def sees_region(self) -> bool:
        """True for who sees every organisation's rows, False for the own ones only."""
        return sees_region(self.role, self.organisation.kind)

    @property
    def manages_everybody(self) -> bool:
        """True for the administrator of the region; others manage their own place."""
        office = Kind.REGIONAL_OFFICE
        return self.role == Role.ADMINISTRATOR and self.organisation.kind == office

    def is_active(self, *, on: date) -> bool:
        return self.starts_on <= on and not self.is_over(on=on)

    def is_over(self, *, on: date) -> bool:
        if self.ends_on is None:
            return False
        if self.ended_at is None:
            return self.ends_on < on
        return self.ends_on <= on or self.ends_on == self.starts_on
