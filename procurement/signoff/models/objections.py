"""What was done about an objection, step by step."""

from django.db import models
from django.db.models import Q

from procurement.signoff.models.decisions import Decision
from procurement.signoff.models.rounds import OfRoundQuerySet, by


class OfDecisionQuerySet[Row: models.Model](OfRoundQuerySet[Row]):
    path = "decision__round__version__specification"


class ObjectionAct(models.TextChoices):
    OWNED = "OWNED", "Somebody looks after it"
    ANSWERED = "ANSWERED", "Answered"
    ACCEPTED = "ACCEPTED", "The objector accepts the answer"
    NOT_ACCEPTED = "NOT_ACCEPTED", "The objector does not accept the answer"
    APPEALED = "APPEALED", "Appealed to a chair from another trust"
    DISMISSED = "DISMISSED", "The appeal settles it: it no longer stands in the way"
    UPHELD = "UPHELD", "The appeal upholds it"
    TRUST_EXEMPTED = "TRUST_EXEMPTED", "The trust is exempted"


# With one of these as the last word, an objection does not stop adoption. It stays in
# the record as dissent.
SETTLED = (
    ObjectionAct.ACCEPTED,
    ObjectionAct.DISMISSED,
    ObjectionAct.TRUST_EXEMPTED,
)


class ObjectionStep(models.Model):
    """What was done about an objection. Append-only; `due_on` is the day by which the
    next step is due, `owner` who takes it, `exempt_until` when a trust that was
    exempted to settle it is no longer."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="steps")
    act = models.CharField(max_length=14, choices=ObjectionAct)
    text = models.TextField(blank=True)
    owner = by(null=True)
    due_on = models.DateField(null=True)
    exempt_until = models.DateField(null=True)
    taken_at = models.DateTimeField()
    taken_by = by(null=True)

    objects = OfDecisionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="objection_act_is_known", condition=Q(act__in=ObjectionAct)
            ),
            models.CheckConstraint(
                name="only_a_trust_is_exempted_until_a_day",
                condition=Q(exempt_until=None) | Q(act="TRUST_EXEMPTED"),
            ),
        )
        indexes = (
            models.Index(fields=("decision", "taken_at"), name="objection_steps"),
        )

    def __str__(self) -> str:
        return self.get_act_display()
