"""What of the parts waits for somebody: for finance to agree, or for their lead."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from procurement.savings.models import STUCK_AFTER, Participation
from trusts.models import Membership


@dataclass(frozen=True, slots=True)
class PartsWaiting:
    """How many parts wait for finance, were sent back by it, and have had no step for
    30 days."""

    for_finance: int = 0
    sent_back: int = 0
    stuck: int = 0


def parts_waiting(member: Membership, *, at: datetime) -> PartsWaiting:
    """Of the parts that the member may see, by one statement."""
    identified = Q(stage="IDENTIFIED")
    sums = (
        Participation.objects.visible_to(member)
        .running()
        .aggregate(
            for_finance=Count("pk", filter=identified & Q(proposed_at__isnull=False)),
            sent_back=Count("pk", filter=identified & Q(sent_back_at__isnull=False)),
            stuck=Count("pk", filter=Q(moved_at__lt=at - STUCK_AFTER)),
        )
    )
    return PartsWaiting(**sums)
