"""One letter to one supplier, from its draft to the answer."""

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from catalogue.products.models import Supplier
from procurement.asks.wording import Paragraph
from procurement.gaps.whose import owner_has_gone
from trusts.models import Membership, Organisation
from trusts.permissions import Permission, allows
from trusts.querysets import OwnRowsQuerySet
from trusts.roles import Kind, Role

ASKING_ROLES = [role for role in Role if allows(role, Permission.ASKS_MAKE)]


class AskStage(models.TextChoices):
    DRAFT = "DRAFT", "Draft"
    ISSUED = "ISSUED", "Waiting for a reply"
    ANSWERED = "ANSWERED", "Answered"
    DISCARDED = "DISCARDED", "Discarded"


class AskQuerySet(OwnRowsQuerySet["Ask"]):
    """As for gaps: it is made of them."""

    needs = Permission.GAPS_VIEW

    def kept(self) -> Self:
        return self.exclude(stage=AskStage.DISCARDED)

    def unfinished(self) -> Self:
        """Those that somebody still has to send, or to hear about from the supplier."""
        return self.filter(stage__in=(AskStage.DRAFT, AskStage.ISSUED))

    def left_behind(self, *, on: date) -> Self:
        """Unfinished ones whose owner asks no supplier here any more."""
        return self.unfinished().filter(owner_has_gone(on=on, roles=ASKING_ROLES))


def _moment() -> models.DateTimeField:
    return models.DateTimeField(null=True, blank=True)


def _person() -> models.ForeignKey:
    return models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+"
    )


class Ask(models.Model):
    """What one organisation asks of one supplier, for itself or, in the name of the
    regional office, for several trusts.

    Until it is issued its lines can be changed. `letter` is what was sent, and
    `digest` its SHA-256; neither changes afterwards. `owner` sees to it that it is sent
    and answered; every colleague may.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="asks")
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="asks")
    stage = models.CharField(max_length=10, choices=AskStage, default=AskStage.DRAFT)
    as_at = models.DateField()
    addressee = models.CharField(max_length=200, blank=True)
    contact_name = models.CharField(max_length=200)
    contact_email = models.CharField(max_length=254, blank=True)
    contact_phone = models.CharField(max_length=60, blank=True)
    reply_until = models.DateField()
    paragraphs = ArrayField(models.CharField(max_length=10, choices=Paragraph))
    letter = models.JSONField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    owner = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    issued_at = _moment()
    issued_by = _person()
    discarded_at = _moment()
    discarded_by = _person()

    objects = AskQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="ask_stage_is_known", condition=Q(stage__in=AskStage)
            ),
            models.CheckConstraint(
                name="ask_sent_is_kept",
                condition=Q(
                    stage__in=(AskStage.ISSUED, AskStage.ANSWERED),
                    issued_at__isnull=False,
                    issued_by__isnull=False,
                    letter__isnull=False,
                )
                | Q(
                    stage__in=(AskStage.DRAFT, AskStage.DISCARDED),
                    issued_at=None,
                    issued_by=None,
                    letter__isnull=True,
                    digest="",
                ),
            ),
            models.CheckConstraint(
                name="ask_discarded_at_and_by_together",
                condition=Q(
                    stage=AskStage.DISCARDED,
                    discarded_at__isnull=False,
                    discarded_by__isnull=False,
                )
                | (
                    ~Q(stage=AskStage.DISCARDED)
                    & Q(discarded_at=None, discarded_by=None)
                ),
            ),
        )
        indexes = (
            models.Index(
                "organisation",
                models.F("drafted_at").desc(),
                models.F("id").desc(),
                name="ask_newest",
            ),
            models.Index(fields=("supplier", "issued_at"), name="ask_by_supplier"),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """What the letter is called on paper."""
        return f"SP-{self.pk:05d}"

    @property
    def is_of_region(self) -> bool:
        """True for a letter in the name of the regional office, for several trusts."""
        return self.organisation.kind == Kind.REGIONAL_OFFICE

    @property
    def is_draft(self) -> bool:
        return self.stage == AskStage.DRAFT


class AskedGap(models.Model):
    """A gap that a line of a letter is about: one, or those of several trusts.

    Whoever may see the ask may see this; reach it through `Ask`.
    """

    line = models.ForeignKey("asks.AskLine", models.CASCADE, related_name="asked_gaps")
    gap = models.ForeignKey("gaps.Gap", models.PROTECT, related_name="asked")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_line_of_a_letter_a_gap", fields=("line", "gap")
            ),
        )

    def __str__(self) -> str:
        return f"{self.gap_id} in {self.line_id}"
