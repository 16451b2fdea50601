"""Organisations: trusts, councils, the regional office; their names and successions."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Func, Q

from trusts.roles import BUYING_KINDS, Kind

if TYPE_CHECKING:
    from trusts.models.membership import Membership

CODE = RegexValidator(
    r"^[A-Z0-9]{2,10}$", "A code is 2 to 10 capital letters and digits."
)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, member: "Membership") -> Self:
        """Everybody with a membership sees which organisations there are."""
        return self if member.pk else self.none()

    def buying(self) -> Self:
        """Organisations that buy, and so have prices to compare."""
        return self.filter(kind__in=BUYING_KINDS)

    def open_on(self, on: date) -> Self:
        return self.filter(
            Q(opened_on=None) | Q(opened_on__lte=on),
            Q(closed_on=None) | Q(closed_on__gt=on),
        )

    def closed_by(self, on: date) -> Self:
        return self.filter(closed_on__lte=on)

    def not_yet_open_on(self, on: date) -> Self:
        return self.filter(opened_on__gt=on)

    def like(self, text: str) -> Self:
        """Those whose code, or a name they have or had, holds every word."""
        found = self
        for word in text.split():
            named = OrganisationName.objects.filter(name__icontains=word)
            found = found.filter(
                Q(code__iexact=word)
                | Q(name__icontains=word)
                | Q(pk__in=named.values("organisation"))
            )
        return found

    def with_history(self) -> Self:
        """With dated names and postcodes, and successions both ways, fetched."""
        return self.prefetch_related(
            "names",
            "addresses",
            "successions__predecessor",
            "successions__successor",
            "predecessions__predecessor",
            "predecessions__successor",
        )

    def by_name(self) -> Self:
        return self.order_by("name", "code")


class Organisation(models.Model):
    """One legal body under one ODS-style code, for as long as the code stands.

    Name and postcode are today's; what they were is dated. `closed_on` is the first
    day on which it is closed.
    """

    code = models.CharField(max_length=10, unique=True, validators=[CODE])
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind)
    postcode = models.CharField(max_length=10, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="organisation_kind_known", condition=Q(kind__in=Kind.values)
            ),
            models.CheckConstraint(
                name="organisation_code_and_name_given",
                condition=~Q(code="") & ~Q(name=""),
            ),
            models.CheckConstraint(
                name="organisation_closes_after_it_opens",
                condition=Q(opened_on=None)
                | Q(closed_on=None)
                | Q(closed_on__gte=F("opened_on")),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def name_on(self, on: date) -> str:
        """What the organisation was called on a day; the current name if unrecorded."""
        dated = next((each for each in self.names.all() if each.holds_on(on)), None)
        return dated.name if dated else self.name

    def postcode_on(self, on: date) -> str:
        """Where its headquarters were on a day; the current postcode if unrecorded."""
        dated = next((each for each in self.addresses.all() if each.holds_on(on)), None)
        return dated.postcode if dated else self.postcode

    def is_closed(self, *, on: date) -> bool:
        return self.closed_on is not None and self.closed_on <= on


class Dated(models.Model):
    """Something that held of an organisation from one day until before another."""

    from_date = models.DateField(null=True, blank=True)
    # The first day it no longer held.
    until_date = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True

    def holds_on(self, on: date) -> bool:
        starts = self.from_date is None or self.from_date <= on
        return starts and (self.until_date is None or on < self.until_date)


def _one_at_a_time(name: str) -> ExclusionConstraint:
    """An organisation has no two of them on the same day."""
    days = Func(
        F("from_date"),
        F("until_date"),
        function="daterange",
        output_field=DateRangeField(),
    )
    return ExclusionConstraint(
        name=name,
        expressions=[
            ("organisation", RangeOperators.EQUAL),
            (days, RangeOperators.OVERLAPS),
        ],
    )


def _ends_after_it_starts(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name,
        condition=Q(from_date=None)
        | Q(until_date=None)
        | Q(until_date__gt=F("from_date")),
    )


class OrganisationName(Dated):
    """What an organisation was called, from one day until the day before another."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="names")
    name = models.CharField(max_length=200)

    class Meta:
        constraints = (
            _ends_after_it_starts("organisation_name_ends_after_it_starts"),
            _one_at_a_time("organisation_has_one_name_at_a_time"),
        )

    def __str__(self) -> str:
        return self.name


class OrganisationAddress(Dated):
    """Where an organisation had its headquarters, from one day until before another."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="addresses"
    )
    postcode = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = (
            _ends_after_it_starts("organisation_address_ends_after_it_starts"),
            _one_at_a_time("organisation_has_one_address_at_a_time"),
        )

    def __str__(self) -> str:
        return self.postcode


class SuccessionQuerySet(models.QuerySet["Succession"]):
    def visible_to(self, member: "Membership") -> Self:
        """As for organisations: everybody with a membership sees them."""
        return self if member.pk else self.none()


class Succession(models.Model):
    """One organisation carries on another's work; each keeps its own rows."""

    class Kind(models.TextChoices):
        MERGED = "merged", "merged into"
        SPLIT = "split", "split, in part, into"
        ACQUIRED = "acquired", "was acquired by"

    predecessor = models.ForeignKey(
        Organisation, models.PROTECT, related_name="successions"
    )
    successor = models.ForeignKey(
        Organisation, models.PROTECT, related_name="predecessions"
    )
    on = models.DateField()
    kind = models.CharField(max_length=10, choices=Kind)
    note = models.TextField(blank=True)

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_succession_per_pair", fields=("predecessor", "successor")
            ),
            models.CheckConstraint(
                name="succession_is_to_another_organisation",
                condition=~Q(predecessor=F("successor")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.predecessor} {self.get_kind_display()} {self.successor}"
