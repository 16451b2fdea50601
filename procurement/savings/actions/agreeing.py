"""From a proposal to what a trust's finance has signed."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from procurement.gaps.models import GapStage
from procurement.savings import rules
from procurement.savings.actions.baselines import (
    baseline_months,
    baselines_now,
    copy_baseline,
    keep_baselines,
    of_one_price,
    recounted,
)
from procurement.savings.actions.gap_stages import closes_gap, move_gaps
from procurement.savings.actions.stepping import locked, step
from procurement.savings.models import (
    Baseline,
    Claim,
    Participation,
    SavingStage,
    TouchedClaim,
)
from trusts.models import Membership
from trusts.rules import Refused, refuse


@transaction.atomic
def propose(
    participation: Participation, *, by: Membership | None, at: datetime
) -> None:
    """Work out the baselines and give the part to the trust's finance. Raises
    Refused."""
    participation = locked(participation)
    claims = _live(participation)
    refuse(rules.why_not_propose(participation, claims, by=by))
    refuse(rules.why_not_beside(participation, claims))
    from_on, until_on = baseline_months(participation, today=timezone.localdate(at))
    found = baselines_now(claims, from_on, until_on)
    costs = {each.claim_id: (each.price_each, each.units) for each in found}
    refuse(rules.why_not_baseline(participation, claims, costs))
    Baseline.objects.filter(claim__in=claims, ended_at=None).update(ended_at=at)
    keep_baselines(found, from_on, until_on, by=by, at=at)
    participation.proposed_at, participation.proposed_by = at, by
    participation.sent_back_at = participation.sent_back_by = None
    participation.save(
        update_fields=["proposed_at", "proposed_by", "sent_back_at", "sent_back_by"]
    )
    step(participation, "saving_proposed", "Proposed to finance", by=by, at=at)


@transaction.atomic
def take_back_proposal(
    participation: Participation, *, by: Membership | None, at: datetime
) -> None:
    """The trust's lead takes the part back to change it. Raises Refused."""
    participation = locked(participation)
    refuse(rules.why_not_own(participation, by=by))
    _unpropose(participation, at=at)
    done = "Taken back from finance"
    step(participation, "saving_proposal_taken_back", done, by=by, at=at)


@transaction.atomic
def send_back(
    participation: Participation, *, note: str, by: Membership | None, at: datetime
) -> None:
    """Finance does not agree yet and says why. Raises Refused."""
    participation = locked(participation)
    refuse(rules.why_not_confirm(participation.organisation_id, by=by))
    if not note:
        raise Refused("Say what has to change before finance can agree.")
    _unpropose(participation, at=at)
    participation.sent_back_at, participation.sent_back_by = at, by
    participation.save(update_fields=["sent_back_at", "sent_back_by"])
    done = "Sent back by finance"
    step(participation, "saving_sent_back", done, by=by, at=at, note=note)


@transaction.atomic
def agree(
    participation: Participation,
    *,
    by: Membership | None,
    at: datetime,
    seen_at: datetime | None = None,
) -> None:
    """Finance locks the baselines and agrees to the kind of benefit. Raises Refused, as
    where the lines say something else than when it was proposed, or where a step was
    taken after the one at `seen_at`, the last that finance was shown."""
    participation = locked(participation)
    refuse(rules.why_not_agree(participation, by=by))
    refuse(rules.why_stopped(participation.initiative))
    if seen_at not in (None, participation.moved_at):
        raise Refused(
            "Something was changed since you opened it. Look at it again: what you "
            "see is what you agree to."
        )
    claims = _live(participation)
    _refuse_other_lines(claims)
    Baseline.objects.filter(claim__in=claims, ended_at=None).update(
        locked_at=at, locked_by=by
    )
    participation.stage = SavingStage.AGREED
    participation.agreed_at, participation.agreed_by = at, by
    participation.save(update_fields=["stage", "agreed_at", "agreed_by"])
    touch(claims)
    closing = [claim for claim in claims if closes_gap(participation, claim)]
    move_gaps(participation, closing, stage=GapStage.AGREED, by=by, at=at)
    benefit = participation.initiative.get_benefit_display().lower()
    done = f"Baseline locked and agreed as {benefit}"
    step(participation, "saving_agreed", done, by=by, at=at)


@transaction.atomic
def correct_baseline(
    claim: Claim,
    *,
    price_each: Decimal,
    reason: str,
    by: Membership | None,
    at: datetime,
) -> Baseline:
    """Finance lowers a baseline below what its lines say, as for a rebate that they do
    not show, or puts it right where a pack of theirs has been corrected since. In a
    switch that is the one price of all its products. The old one is kept; months
    confirmed already ask again. Raises Refused."""
    participation = locked(claim.participation)
    refuse(rules.why_not_correct(participation, claim, by=by))
    several = of_one_price(claim)
    if not several:
        raise Refused("There is no baseline yet: the part has not been proposed.")
    now = recounted(several)
    by_lines = now[several[0].pk].price_each
    refuse(rules.why_not_lower(participation, by_lines, price_each, reason=reason))
    said: dict[str, Any] = {"price_each": price_each, "reason": reason}
    Baseline.objects.filter(pk__in=now).update(ended_at=at)
    made = {
        old.claim_id: copy_baseline(old, now[old.pk], **said, by=by, at=at)
        for old in several
    }
    touch(Claim.objects.filter(pk__in=made).select_related("product"))
    of = "the switch" if participation.initiative.is_switch else str(claim.product)
    each = participation.initiative.unit.a
    done = f"Baseline of {of[:100]} set to £{price_each:f} {each}"
    step(participation, "baseline_corrected", done, by=by, at=at, note=reason)
    return made[claim.pk]


def touch(claims: Iterable[Claim]) -> None:
    """Have the months of these claims worked out again, and those of claims that share
    their lines since a merge of products."""
    TouchedClaim.objects.bulk_create(
        TouchedClaim(
            product_id=claim.product.merged_into_id or claim.product_id,
            organisation_id=claim.organisation_id,
        )
        for claim in claims
    )


def _live(participation: Participation) -> list[Claim]:
    claims = participation.claims.filter(is_live=True).select_related("product")
    return list(claims.order_by("pk"))


def _unpropose(participation: Participation, *, at: datetime) -> None:
    """Its baselines stand no longer: until the next proposal prices paid say what it
    is expected to save, not lines as they once were."""
    if not participation.is_proposed:
        raise Refused("It does not wait for finance.")
    standing = Baseline.objects.filter(
        claim__participation=participation, ended_at=None
    )
    standing.update(ended_at=at)
    participation.proposed_at = participation.proposed_by = None
    participation.save(update_fields=["proposed_at", "proposed_by"])


def _refuse_other_lines(claims: list[Claim]) -> None:
    """Raise Refused where a late or rolled-back import changed what was proposed."""
    baselines = {
        each.claim_id: each
        for each in Baseline.objects.filter(claim__in=claims, ended_at=None)
    }
    first = next(iter(baselines.values()))
    found = baselines_now(claims, first.from_on, first.until_on)
    now = {each.claim_id: (each.lines, each.price_each, each.units) for each in found}
    for claim in claims:
        baseline = baselines[claim.pk]
        kept = (baseline.lines, baseline.computed_price, baseline.units)
        if now.get(claim.pk) != kept:
            lines = now[claim.pk][0] if claim.pk in now else 0
            raise Refused(
                f"The order lines of “{claim.product}” have changed since it was "
                f"proposed ({baseline.lines} lines then, {lines} now). Send it back, "
                "so that the baseline is worked out again."
            )
