"""Every trust's figures in one working of a release, and where it stands."""

from typing import Self

from django.db import models
from django.db.models import Q

from procurement.league.models.definitions import Metric
from procurement.league.models.releases import Working
from trusts.models import Membership, Organisation
from trusts.permissions import Permission
from trusts.querysets import OwnRowsQuerySet
from trusts.roles import Kind


class Group(models.TextChoices):
    """Who is compared with whom; nobody is compared across."""

    ACUTE = "ACUTE", "Acute trusts"
    SPECIALIST = "SPECIALIST", "Specialist trusts"
    MENTAL_HEALTH_COMMUNITY = "MHC", "Mental health and community trusts"
    AMBULANCE = "AMBULANCE", "Ambulance trusts"


GROUP_OF = {
    Kind.ACUTE: Group.ACUTE,
    Kind.SPECIALIST: Group.SPECIALIST,
    Kind.MENTAL_HEALTH: Group.MENTAL_HEALTH_COMMUNITY,
    Kind.COMMUNITY: Group.MENTAL_HEALTH_COMMUNITY,
    Kind.AMBULANCE: Group.AMBULANCE,
}


class Band(models.TextChoices):
    TOP = "TOP", "Top quarter"
    MIDDLE = "MIDDLE", "Middle half"
    BOTTOM = "BOTTOM", "Bottom quarter"


class FigureQuerySet[Row: models.Model](OwnRowsQuerySet[Row]):
    needs = Permission.LEAGUE_VIEW

    def visible_to(self, member: Membership) -> Self:
        """The own trust's with the release; other trusts' once that has been out."""
        if not member.may(Permission.LEAGUE_VIEW):
            return self.none()
        if member.sees_region:
            return self
        seen = Q(working__release__released_at__isnull=False)
        if member.may(Permission.LEAGUE_CHALLENGE):
            seen |= Q(
                organisation=member.organisation_id,
                working__release__preview_opened_at__isnull=False,
            )
        return self.filter(seen)


class Standing(models.Model):
    """Where one trust stands overall. Append-only.

    `share` is the part of its spend that can be compared, from 0 to 1; `score` from 0
    to 1, of which only the band is published. Spend is pounds ex VAT in the period.
    """

    working = models.ForeignKey(Working, models.PROTECT, related_name="standings")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    group = models.CharField(max_length=10, choices=Group)
    spend = models.DecimalField(max_digits=36, decimal_places=8)
    share = models.DecimalField(max_digits=9, decimal_places=8, null=True)
    newest_order_on = models.DateField(null=True)
    why_not_ranked = models.TextField(blank=True)
    band = models.CharField(max_length=6, choices=Band, blank=True)
    score = models.DecimalField(max_digits=3, decimal_places=2, null=True)

    objects = FigureQuerySet["Standing"].as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_standing_per_trust", fields=("working", "organisation")
            ),
            models.CheckConstraint(
                name="a_trust_has_a_band_or_a_reason",
                condition=Q(band="") ^ Q(why_not_ranked=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.get_band_display() or 'not ranked'}"


class Figure(models.Model):
    """One metric of one trust. Append-only.

    Pounds a year (M1, M2), uses of products (M7), pounds in the period otherwise;
    `lines_in` of `lines` are the order lines behind them, where it counts lines.
    `figure` is their ratio as it is shown, None where `why_not` says why there is
    none. `place` and `weight` are from 0 to 1. `worked_in` is the working whose rows it
    is the sum of.
    """

    working = models.ForeignKey(Working, models.PROTECT, related_name="figures")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    metric = models.CharField(max_length=2, choices=Metric)
    numerator = models.DecimalField(max_digits=36, decimal_places=8)
    denominator = models.DecimalField(max_digits=36, decimal_places=8)
    lines_in = models.IntegerField(null=True)
    lines = models.IntegerField(null=True)
    figure = models.DecimalField(max_digits=12, decimal_places=6, null=True)
    why_not = models.TextField(blank=True)
    is_under_review = models.BooleanField(default=False)
    band = models.CharField(max_length=6, choices=Band, blank=True)
    place = models.DecimalField(max_digits=5, decimal_places=4, null=True)
    weight = models.DecimalField(max_digits=5, decimal_places=4, default=0)
    worked_in = models.ForeignKey(Working, models.PROTECT, related_name="+")

    objects = FigureQuerySet["Figure"].as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_figure_per_trust_and_metric",
                fields=("working", "organisation", "metric"),
            ),
            models.CheckConstraint(
                name="a_figure_or_a_reason",
                condition=Q(figure__isnull=True) ^ Q(why_not=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.metric} of {self.organisation_id}: {self.figure}"
