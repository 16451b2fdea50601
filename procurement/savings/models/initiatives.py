"""An initiative, and each trust's part in it with its own stage."""

from datetime import date, datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import ExpressionWrapper, F, Q

from procurement.gaps.whose import owner_has_gone
from procurement.savings.models.kinds import (
    EACH,
    USE,
    AlsoClaimed,
    Benefit,
    InitiativeKind,
    Unit,
)
from procurement.specifications.models import Heading, Version
from trusts.models import Membership, Organisation
from trusts.permissions import Permission, allows
from trusts.querysets import OwnRowsQuerySet
from trusts.roles import Role

PROPOSING_ROLES = [role for role in Role if allows(role, Permission.SAVINGS_PROPOSE)]


def _by(**options: Any) -> models.ForeignKey:
    return models.ForeignKey(Membership, models.PROTECT, related_name="+", **options)


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    def visible_to(self, member: Membership) -> Self:
        """A trust sees the initiatives that it takes part in, the regional office all.

        What another trust's part says is hidden: see `Participation`.
        """
        if not member.may(Permission.SAVINGS_VIEW):
            return self.none()
        if member.sees_region:
            return self
        parts = Participation.objects.filter(organisation=member.organisation_id)
        return self.filter(pk__in=parts.values("initiative"))


class Initiative(models.Model):
    """One piece of saving work at one trust or several.

    `version` is the specification's version that a switch is to; of each there is one
    initiative, which a trust joins when it puts the standard into use.
    """

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=InitiativeKind)
    benefit = models.CharField(max_length=16, choices=Benefit)
    is_recurrent = models.BooleanField()
    also_claimed_in = models.CharField(max_length=12, choices=AlsoClaimed, blank=True)
    version = models.OneToOneField(
        Version, models.PROTECT, null=True, related_name="initiative"
    )
    started_at = models.DateTimeField()
    started_by = _by(null=True)

    objects = InitiativeQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(name="initiative_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="initiative_kind_is_known",
                condition=Q(kind__in=InitiativeKind, benefit__in=Benefit),
            ),
            models.CheckConstraint(
                name="switch_exactly_with_a_version",
                condition=~(Q(kind="SWITCH") ^ Q(version__isnull=False)),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_switch(self) -> bool:
        return self.kind == InitiativeKind.SWITCH

    @property
    def unit(self) -> Unit:
        """What its prices are for."""
        return USE if self.is_switch else EACH


class SavingStage(models.TextChoices):
    IDENTIFIED = "IDENTIFIED", "Identified"
    AGREED = "AGREED", "Agreed"
    REALISED = "REALISED", "Realised"
    CLOSED = "CLOSED", "Closed"
    LAPSED = "LAPSED", "Lapsed"


class LapseReason(models.TextChoices):
    SUPPLIER_REFUSED = "SUPPLIER_REFUSED", "The supplier refused"
    NOT_ACCEPTED = "NOT_ACCEPTED", "Clinicians did not accept it"
    DATA_WRONG = "DATA_WRONG", "The figures were wrong"
    NOT_WORTH_IT = "NOT_WORTH_IT", "Not worth the work"
    ELSEWHERE = "ELSEWHERE", "It is part of another initiative"
    OTHER = "OTHER", "Another reason"


S = SavingStage
# In these the baseline is locked and months are worked out from order lines.
COUNTED = (S.AGREED, S.REALISED, S.CLOSED)
STUCK_AFTER = timedelta(days=30)


def owner_is_gone(*, on: date) -> Q:
    """That a part's owner works on the trust's savings no more."""
    return owner_has_gone(on=on, roles=PROPOSING_ROLES)


class ParticipationQuerySet(OwnRowsQuerySet["Participation"]):
    needs = Permission.SAVINGS_VIEW

    def running(self) -> Self:
        return self.filter(stage__in=[S.IDENTIFIED, S.AGREED, S.REALISED])

    def waiting_for_finance(self) -> Self:
        return self.filter(stage=S.IDENTIFIED, proposed_at__isnull=False)

    def sent_back(self) -> Self:
        """Those that finance did not agree to, and that nobody proposed again."""
        return self.filter(stage=S.IDENTIFIED, sent_back_at__isnull=False)

    def left_behind(self, *, on: date) -> Self:
        """Running ones whose owner works on the trust's savings no more."""
        return self.running().filter(owner_is_gone(on=on))

    def nobodys(self, *, on: date) -> Self:
        """Those that nobody looks after who is there."""
        return self.filter(Q(owner=None) | owner_is_gone(on=on))

    def with_owners(self, *, on: date) -> Self:
        """With `has_owner_left`: whether who looks after it is not there any more."""
        is_gone = ExpressionWrapper(owner_is_gone(on=on), models.BooleanField())
        rows = self.select_related("initiative__version", "organisation", "owner__user")
        texts = map("initiative__version__{}".format, Heading.values)
        return rows.defer(*texts).annotate(has_owner_left=is_gone)

    def stuck(self, *, at: datetime) -> Self:
        """Running ones with which nobody has done anything for 30 days."""
        return self.running().filter(moved_at__lt=at - STUCK_AFTER)


class Participation(models.Model):
    """One trust's part in an initiative: what its own lead proposes and its own finance
    agrees.

    Twelve months from `start_month` on, up to before `end_month`, both first days of a
    month; closed early, `end_month` is earlier. `one_off_cost` is pounds ex VAT that
    the change costs once. `moved_at` is when the last step was taken. `sent_back_at` is
    there from when finance sent it back until it is proposed again.
    """

    initiative = models.ForeignKey(
        Initiative, models.PROTECT, related_name="participations"
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    stage = models.CharField(max_length=10, choices=SavingStage)
    owner = _by(null=True)
    start_month = models.DateField()
    end_month = models.DateField()
    one_off_cost = models.DecimalField(max_digits=20, decimal_places=2, default=0)
    evidence = models.TextField(blank=True)
    added_at = models.DateTimeField()
    added_by = _by(null=True)
    moved_at = models.DateTimeField()
    proposed_at = models.DateTimeField(null=True)
    proposed_by = _by(null=True)
    sent_back_at = models.DateTimeField(null=True)
    sent_back_by = _by(null=True)
    agreed_at = models.DateTimeField(null=True)
    agreed_by = _by(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = _by(null=True)
    lapse_reason = models.CharField(max_length=16, choices=LapseReason, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_part_per_trust_and_initiative",
                fields=("initiative", "organisation"),
                condition=~Q(stage__in=["CLOSED", "LAPSED"]),
            ),
            models.CheckConstraint(
                name="part_runs_whole_months",
                condition=Q(
                    start_month__day=1,
                    end_month__day=1,
                    end_month__gte=F("start_month"),
                ),
            ),
            models.CheckConstraint(
                name="one_off_cost_is_a_cost", condition=Q(one_off_cost__gte=0)
            ),
            models.CheckConstraint(
                name="agreed_exactly_when_finance_has_signed",
                condition=Q(stage="IDENTIFIED", agreed_at=None)
                | Q(stage__in=["AGREED", "REALISED", "CLOSED"], agreed_at__isnull=False)
                | Q(stage="LAPSED"),
            ),
            models.CheckConstraint(
                name="proposed_before_it_is_agreed",
                condition=Q(agreed_at=None) | Q(proposed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="sent_back_until_proposed_again",
                condition=Q(sent_back_at=None) | Q(proposed_at=None),
            ),
            models.CheckConstraint(
                name="who_proposes_does_not_agree",
                condition=Q(agreed_by=None)
                | Q(proposed_by=None)
                | ~Q(agreed_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="ended_exactly_when_closed_or_lapsed",
                condition=~(
                    Q(stage__in=["CLOSED", "LAPSED"]) ^ Q(ended_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="lapsed_exactly_with_a_reason",
                condition=~(Q(stage="LAPSED") ^ Q(lapse_reason__in=LapseReason)),
            ),
        )
        indexes = (
            models.Index(fields=("organisation", "stage"), name="part_by_stage"),
        )

    def __str__(self) -> str:
        return f"{self.initiative} at {self.organisation}"

    @property
    def is_proposed(self) -> bool:
        """Whether it waits for the trust's finance."""
        return self.stage == S.IDENTIFIED and self.proposed_at is not None

    @property
    def is_counted(self) -> bool:
        return self.stage in COUNTED
