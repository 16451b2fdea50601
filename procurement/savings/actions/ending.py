"""A trust's part ends: closed by its finance, given up, or left behind by a trust that
has closed."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Exists, OuterRef

from procurement.savings import rules
from procurement.savings.actions.agreeing import touch
from procurement.savings.actions.gap_stages import reopen_gaps
from procurement.savings.actions.keeping import keep_sums, one_at_a_time
from procurement.savings.actions.stepping import locked, step
from procurement.savings.models import (
    Claim,
    ConfirmedMonth,
    LapseReason,
    Participation,
    SavingStage,
)
from procurement.savings.part_figures import expected_of
from procurement.savings.years import months_after
from trusts.models import Membership
from trusts.permissions import Permission, allows
from trusts.roles import Role
from trusts.rules import refuse

CONFIRMING_ROLES = [role for role in Role if allows(role, Permission.SAVINGS_CONFIRM)]
# For so long after a trust has closed its last months wait for its own finance.
GRACE = timedelta(days=90)


@transaction.atomic
def close(
    participation: Participation, *, note: str, by: Membership | None, at: datetime
) -> None:
    """Finance closes it: the months after the last confirmed one are nobody's. Raises
    Refused."""
    participation = locked(participation)
    refuse(rules.why_not_close(participation, by=by))
    end_month = min(participation.end_month, _after_last_confirmed(participation))
    claims = Claim.objects.filter(participation=participation, is_live=True)
    claims.update(end_month=end_month)
    participation.end_month = end_month
    participation.stage = SavingStage.CLOSED
    participation.ended_at, participation.ended_by = at, by
    participation.save(update_fields=["end_month", "stage", "ended_at", "ended_by"])
    touch(claims)
    done = "Closed by finance" if by else "Closed, as the trust has"
    step(participation, "saving_closed", done, by=by, at=at, note=note)


@transaction.atomic
def lapse(
    participation: Participation,
    *,
    reason: LapseReason,
    note: str,
    by: Membership | None,
    at: datetime,
) -> None:
    """The trust gives it up: its products are free for others to claim. Raises
    Refused."""
    one_at_a_time()  # or months that are being worked out would be left behind
    participation = locked(participation)
    refuse(rules.why_not_lapse(participation, by=by))
    claims = Claim.objects.filter(participation=participation, is_live=True)
    touched = list(claims.select_related("product"))
    _keep_expected(participation, touched)
    participation.stage, participation.lapse_reason = SavingStage.LAPSED, reason
    participation.ended_at, participation.ended_by = at, by
    participation.save(update_fields=["stage", "lapse_reason", "ended_at", "ended_by"])
    for claim in touched:
        claim.months.all().delete()
    keep_sums([participation.pk])
    claims.update(is_live=False)
    touch(touched)
    reopen_gaps(participation, touched, by=by, at=at)
    done = f"Lapsed: {LapseReason(reason).label.lower()}"
    step(participation, "saving_lapsed", done, by=by, at=at, note=note)


@transaction.atomic
def end_at_closed_trusts(*, on: date, at: datetime) -> int:
    """End what still runs at trusts that closed 90 days ago, and where nobody of
    finance is left who could: with confirmed months it is closed, else it lapses.
    Answers how many."""
    finance = Membership.objects.active(on=on).filter(
        role__in=CONFIRMING_ROLES, organisation=OuterRef("organisation")
    )
    found = (
        Participation.objects.running()
        .filter(organisation__closed_on__lte=on - GRACE)
        .exclude(Exists(finance))
        .order_by("pk")
    )
    note = "The trust has closed, and nobody of its finance is left."
    for each in (ended := list(found)):
        if each.stage == SavingStage.REALISED:
            close(each, note=note, by=None, at=at)
        else:
            lapse(each, reason=LapseReason.OTHER, note=note, by=None, at=at)
    return len(ended)


def _keep_expected(participation: Participation, claims: list[Claim]) -> None:
    """What is given up stays what it was today, whatever prices do."""
    expected = expected_of(participation)
    for claim in claims:
        claim.expected_lapsed = expected.get(claim.pk, Decimal())
    Claim.objects.bulk_update(claims, ["expected_lapsed"])


def _after_last_confirmed(participation: Participation) -> date:
    last = (
        ConfirmedMonth.objects.filter(claim__participation=participation)
        .order_by("-month")
        .values_list("month", flat=True)
        .first()
    )
    assert last is not None  # or it would not be realised
    return months_after(last, 1)
