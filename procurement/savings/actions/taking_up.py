"""Price gaps become an initiative: each trust's gaps are what its part claims."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from procurement.gaps.models import Gap, GapStage
from procurement.savings import rules
from procurement.savings.actions.claiming import claim_products
from procurement.savings.actions.gap_stages import move_gaps
from procurement.savings.actions.starting import start_initiative
from procurement.savings.models import Initiative, Participation
from trusts.models import Membership
from trusts.rules import Refused


@dataclass(frozen=True, slots=True)
class Started:
    """An initiative, how many gaps it took up, and why it left the others out."""

    initiative: Initiative
    taken: int
    left: list[str]


@transaction.atomic
def start_from_gaps(
    name: str, gaps: Iterable[Gap], *, by: Membership | None, at: datetime, **said: Any
) -> Started:
    """Start one on the gaps of the trusts that take part, aiming at the lowest prices.

    `said` is what `start_initiative` is told. Gaps whose product is claimed already are
    left out. Raises Refused, as where that leaves none.
    """
    several = list(gaps)
    initiative = start_initiative(name, by=by, at=at, **said)
    taken, left = 0, []
    parts = initiative.participations.select_related("organisation", "initiative")
    for part in parts.order_by("pk"):
        own = [gap for gap in several if gap.organisation_id == part.organisation_id]
        free, reasons = _free(part, own)
        left += reasons
        taken += len(free)
        if free:
            targets = {gap.product: gap.lowest_price for gap in free}
            claims = claim_products(part, targets, by=by, at=at)
            move_gaps(part, claims, stage=GapStage.IN_TALKS, by=by, at=at)
    if several and not taken:
        raise Refused(
            " ".join(left[:3]) or "None of the gaps is of a trust that takes part."
        )
    return Started(initiative, taken, left)


def _free(part: Participation, gaps: list[Gap]) -> tuple[list[Gap], list[str]]:
    """Those that nobody claims, and why the others cannot be."""
    free, left = [], []
    for gap in gaps:
        reason = rules.why_not_claim(
            part.organisation, gap.product, first_month=part.start_month
        )
        if reason:
            left.append(reason)
        else:
            free.append(gap)
    return free, left
