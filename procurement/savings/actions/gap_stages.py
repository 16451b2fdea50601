"""The price gaps of a part's products move with the part."""

from datetime import datetime

from procurement.gaps.models import Gap, GapQuerySet, GapStage
from procurement.savings.models import Benefit, Claim, InitiativeKind, Participation
from procurement.worklist import actions as worklist
from trusts.models import Membership
from trusts.permissions import Permission


def gaps_of(participation: Participation, claims: list[Claim]) -> GapQuerySet:
    """The gaps of the trust on these products, under what they were merged into."""
    roots = [claim.product.merged_into_id or claim.product_id for claim in claims]
    return Gap.objects.filter(
        organisation=participation.organisation_id, product__in=roots
    )


def closes_gap(participation: Participation, claim: Claim) -> bool:
    """Whether the claim's agreed price is a better one of the product that has the gap.
    What a standard replaces, or is bought less of, costs what it did; so does what a
    rise was avoided of."""
    initiative = participation.initiative
    if initiative.is_switch:
        return claim.is_standard
    return (
        initiative.kind == InitiativeKind.NO_SWITCH
        and initiative.benefit == Benefit.CASH_RELEASING
    )


def move_gaps(
    participation: Participation,
    claims: list[Claim],
    *,
    stage: GapStage,
    by: Membership | None,
    at: datetime,
) -> None:
    """Say on the worklist that they are in talks, or agreed."""
    worklist.move(
        gaps_of(participation, claims),
        stage=stage,
        note=_note(participation),
        by=by,
        at=at,
    )


def reopen_gaps(
    participation: Participation,
    claims: list[Claim],
    *,
    by: Membership | None,
    at: datetime,
) -> None:
    """Given up: the gaps that were worked on with the part are open again."""
    if by is None or not by.may(Permission.GAPS_WORK):
        return
    worked_on = gaps_of(participation, claims).filter(
        stage__in=[GapStage.IN_TALKS, GapStage.AGREED]
    )
    worklist.reopen(
        worked_on, note=f"{_note(participation)}, which lapsed", by=by, at=at
    )


def _note(participation: Participation) -> str:
    return f"In the initiative “{participation.initiative}”"
