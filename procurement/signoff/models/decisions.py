"""What each person declared and decided, on exactly which text. Rows are added only.

Longer than 250 lines: a declaration, the decision after it and what becomes of an
objection are read side by side.
"""

from django.db import models
from django.db.models import Q

from procurement.signoff.models.rounds import OfRoundQuerySet, Round, by
from procurement.specifications.models import (
    FrozenText,
    Profession,
    Seat,
    SeatKind,
)
from trusts.models import Organisation


class InterestCategory(models.TextChoices):
    """The four themes of interest that the NHS's guidance names."""

    FINANCIAL = "FINANCIAL", "Financial"
    PROFESSIONAL = "PROFESSIONAL", "Non-financial, professional"
    PERSONAL = "PERSONAL", "Non-financial, personal"
    INDIRECT = "INDIRECT", "Indirect, through somebody close"


class Declaration(models.Model):
    """What somebody declared for this decision: nothing, or an interest. Append-only;
    a later one stands in place of the one it supersedes."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="declarations")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="declarations")
    category = models.CharField(max_length=12, choices=InterestCategory, blank=True)
    details = models.TextField(blank=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="superseded_by"
    )
    declared_at = models.DateTimeField()
    declared_by = by()

    objects = OfRoundQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_first_declaration",
                fields=("round", "seat"),
                condition=Q(supersedes=None),
            ),
            models.CheckConstraint(
                name="an_interest_has_its_details",
                condition=Q(category="", details="")
                | Q(category__in=InterestCategory) & ~Q(details=""),
            ),
        )

    def __str__(self) -> str:
        return self.get_category_display() or "No interest"

    @property
    def is_nil(self) -> bool:
        return self.category == ""


class OfDeclarationQuerySet[Row: models.Model](OfRoundQuerySet[Row]):
    path = "declaration__round__version__specification"


class InterestAction(models.TextChoices):
    """What the chair does about an interest."""

    NONE = "NONE", "It does not matter here: decides as everybody"
    ABSTAIN = "ABSTAIN", "Abstains"
    COMMENT_ONLY = "COMMENT_ONLY", "May comment and not decide"
    EXCLUDED = "EXCLUDED", "Takes no further part"


class InterestRuling(models.Model):
    """The chair's ruling on a declared interest. Append-only; the newest counts. All
    but NONE take the vote away."""

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="rulings")
    action = models.CharField(max_length=12, choices=InterestAction)
    reason = models.TextField()
    ruled_at = models.DateTimeField()
    ruled_by = by()

    objects = OfDeclarationQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="ruling_says_why",
                condition=~Q(reason="") & Q(action__in=InterestAction),
            ),
        )

    def __str__(self) -> str:
        return self.get_action_display()


class DecisionKind(models.TextChoices):
    APPROVE = "APPROVE", "Approve"
    APPROVE_WITH_CONDITIONS = "APPROVE_WITH_CONDITIONS", "Approve with conditions"
    OBJECT_BLOCKING = "OBJECT_BLOCKING", "Object: it must not be adopted like this"
    OBJECT_ADVISORY = "OBJECT_ADVISORY", "Object, without holding it up"
    ABSTAIN = "ABSTAIN", "Abstain"
    EXEMPT = "EXEMPT", "Exempt us: our patients need something else"


OBJECTIONS = (DecisionKind.OBJECT_BLOCKING, DecisionKind.OBJECT_ADVISORY)


class ReasonClass(models.TextChoices):
    """What an objection is about (domain notes 5.5)."""

    SAFETY = "SAFETY", "Safety"
    EFFICACY = "EFFICACY", "It does not work well enough"
    PATIENT_GROUP = "PATIENT_GROUP", "A group of patients needs something else"
    COMPATIBILITY = "COMPATIBILITY", "It does not fit what we use it with"
    TRAINING = "TRAINING", "Training"
    SUPPLY = "SUPPLY", "Supply"
    EVIDENCE = "EVIDENCE", "The evidence"
    PROCESS = "PROCESS", "How this was decided"
    OTHER = "OTHER", "Something else"


class Proof(models.TextChoices):
    """How somebody showed who they are at the moment of signing."""

    PASSWORD = "PASSWORD", "Password"
    CODE = "CODE", "Code of an authenticator app"
    PASSKEY = "PASSKEY", "Passkey or security key"
    PROVIDER = "PROVIDER", "Sign-in of the organisation"


class Decision(models.Model):
    """One person's decision. Append-only; a later one supersedes the one before.

    `text` is exactly what was on the screen. Who signed is written down as they were
    at that moment, whatever becomes of the account. `exempt_until` is the day on which
    an exemption ends.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="decisions")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="decisions")
    declaration = models.ForeignKey(
        Declaration, models.PROTECT, related_name="decisions"
    )
    text = models.ForeignKey(FrozenText, models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=23, choices=DecisionKind)
    rationale = models.TextField(blank=True)
    conditions = models.TextField(blank=True)
    reason_class = models.CharField(max_length=13, choices=ReasonClass, blank=True)
    would_resolve = models.TextField(blank=True)
    exempt_until = models.DateField(null=True)
    signer_name = models.CharField(max_length=150)
    signer_email = models.CharField(max_length=254)
    signer_role = models.CharField(max_length=60)
    signer_kind = models.CharField(max_length=18, choices=SeatKind)
    signer_profession = models.CharField(max_length=16, choices=Profession)
    signer_registration = models.CharField(max_length=100, blank=True)
    signer_authority = models.CharField(max_length=200)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    proof = models.CharField(max_length=8, choices=Proof)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="superseded_by"
    )
    decided_at = models.DateTimeField()
    decided_by = by()

    objects = OfRoundQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="one_first_decision",
                fields=("round", "seat"),
                condition=Q(supersedes=None),
            ),
            models.CheckConstraint(
                name="objection_says_why_and_what_would_resolve_it",
                condition=~Q(kind__in=OBJECTIONS)
                | Q(reason_class__in=ReasonClass)
                & ~Q(rationale="")
                & ~Q(would_resolve=""),
            ),
            models.CheckConstraint(
                name="conditions_are_said",
                condition=~(Q(kind="APPROVE_WITH_CONDITIONS") ^ ~Q(conditions="")),
            ),
            models.CheckConstraint(
                name="exemption_ends_and_says_why",
                condition=Q(exempt_until=None) & ~Q(kind="EXEMPT")
                | Q(kind="EXEMPT", exempt_until__isnull=False) & ~Q(rationale=""),
            ),
            models.CheckConstraint(
                name="decision_is_known",
                condition=Q(kind__in=DecisionKind, proof__in=Proof),
            ),
        )

    def __str__(self) -> str:
        return f"{self.signer_name}: {self.get_kind_display()}"

    @property
    def is_objection(self) -> bool:
        return self.kind in OBJECTIONS
