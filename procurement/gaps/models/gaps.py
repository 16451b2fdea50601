"""A gap: a trust pays more per each than the lowest price a qualifying peer pays."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from catalogue.prices.models import another_keeps_it
from procurement.gaps.models.findings import Finding, pounds
from procurement.gaps.models.refreshes import Refresh
from procurement.gaps.models.work import GapStage, Work, work_constraints
from trusts.models import Membership
from trusts.permissions import Permission
from trusts.querysets import OwnRowsQuerySet


class GapState(models.TextChoices):
    FOUND = "FOUND", "Found"
    FOUND_AGAIN = "FOUND_AGAIN", "Found again"
    GONE = "GONE", "Gone"


class GapQuerySet(OwnRowsQuerySet["Gap"]):
    needs = Permission.GAPS_VIEW

    def visible_to(self, member: Membership) -> Self:
        """The one place that says who may see a gap.

        A gap shows a peer's price, so it needs PRICES_PEER_VIEW too. A trust sees
        its own gaps, the regional office every trust's.
        """
        if not member.may(Permission.PRICES_PEER_VIEW):
            return self.none()
        return super().visible_to(member)

    def listed(self) -> Self:
        """Those that count: in every list and total of gaps."""
        return self.present().exclude(stage=GapStage.ACCEPTED)

    def accepted(self) -> Self:
        """Those that a trust accepts, with a reason: beside the totals, never in."""
        return self.present().filter(stage=GapStage.ACCEPTED)

    def present(self) -> Self:
        """Those that the prices show, whatever people say of them."""
        return self.exclude(state=GapState.GONE)

    def with_a_secret(self) -> Self:
        """Those of whose product another trust keeps its price confidential now: what
        they were worth before would tell that price, whichever is the lowest shown."""
        return self.filter(another_keeps_it())

    def without_a_secret(self) -> Self:
        """Those of which all that they ever were may be shown."""
        return self.exclude(another_keeps_it())


class Gap(Finding, Work):
    """A gap that was found, now or once: is it there, and what is done about it.

    What refreshes did is in GapChange, what people did in GapStep. `state` is whether
    it is there; `stage` and the rest of the work is whose it is and how far.
    """

    state = models.CharField(max_length=12, choices=GapState)
    found_on = models.DateField()
    changed_on = models.DateField()

    objects = GapQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_gap_per_trust_and_product",
                fields=("organisation", "product"),
            ),
            models.CheckConstraint(
                name="gap_price_above_lowest",
                condition=Q(price_each__gt=F("lowest_price")),
            ),
            models.CheckConstraint(
                name="gap_state_is_known", condition=Q(state__in=GapState)
            ),
            models.CheckConstraint(
                name="gap_realised_is_gone",
                condition=Q(state="GONE") | ~Q(stage=GapStage.REALISED),
            ),
            *work_constraints("gap"),
        )
        indexes = (
            *(
                models.Index(
                    "organisation",
                    models.F(field).desc(),
                    models.F("id").desc(),
                    name=f"gap_by_{name}",
                    condition=~Q(state="GONE"),
                )
                for name, field in (
                    ("value", "gap_value"),
                    ("percent", "gap_percent"),
                    ("price", "price_each"),
                    ("trusts", "trusts"),
                    ("age", "lowest_last_order_on"),
                )
            ),
            models.Index(
                "owner",
                models.F("gap_value").desc(),
                models.F("id").desc(),
                name="gap_by_owner",
                condition=Q(owner__isnull=False),
            ),
            models.Index(
                fields=("organisation", "due_on", "id"),
                name="gap_by_due_day",
                condition=Q(due_on__isnull=False),
            ),
            models.Index(
                fields=("organisation", "review_on", "id"),
                name="gap_by_review_day",
                condition=Q(stage="ACCEPTED"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.product_id} at {self.organisation_id}: £{self.gap_value}"


class ChangeKind(models.TextChoices):
    FOUND = "FOUND", "Found"
    FOUND_AGAIN = "FOUND_AGAIN", "Found again"
    GREW = "GREW", "Grew"
    SHRANK = "SHRANK", "Shrank"
    GONE = "GONE", "Gone"


class GapChange(models.Model):
    """What a refresh did to a gap. Append-only."""

    gap = models.ForeignKey(Gap, models.PROTECT, related_name="changes")
    refresh = models.ForeignKey(Refresh, models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=12, choices=ChangeKind)
    gap_value = pounds()
    value_before = pounds()

    def __str__(self) -> str:
        return f"{self.kind} £{self.value_before} to £{self.gap_value}"
