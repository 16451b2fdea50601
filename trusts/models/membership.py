"""A membership: a person's role at one organisation for a time; always the actor."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from trusts.models.organisation import Organisation
from trusts.models.user import User
from trusts.permissions import Permission, allows
from trusts.roles import Kind, Role, sees_region


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, member: "Membership") -> Self:
        """Colleagues at the own organisation; everybody's for who runs the region."""
        if member.sees_region or member.role == Role.ADMINISTRATOR:
            return self
        return self.filter(organisation_id=member.organisation_id)

    def managed_by(self, member: "Membership") -> Self:
        """Those that the member may give, attest and end."""
        if not member.may(Permission.PEOPLE_MANAGE):
            return self.none()
        if member.manages_everybody:
            return self
        return self.filter(organisation_id=member.organisation_id)

    def active(self, *, on: date) -> Self:
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)

    def by_organisation(self) -> Self:
        return self.order_by("organisation__name", "role", "pk")


class Membership(models.Model):
    """First and last day count: a membership that ends today still works today."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="memberships"
    )
    role = models.CharField(max_length=20, choices=Role)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
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
                            Value("[]"),
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
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)
