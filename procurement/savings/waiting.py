"""What of the parts waits for somebody: for finance to agree, or for their lead."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone

from procurement.savings.models import STUCK_AFTER, Participation, owner_is_gone
from trusts.models import Membership


@dataclass(frozen=True, slots=True)
class PartsWaiting:
    """How many parts wait for finance, were sent back by it, have had no step for 30
    days, have nobody who looks after them and is there, and have an owner who left."""

    for_finance: int = 0
    sent_back: int = 0
    stuck: int = 0
    nobodys: int = 0
    left: int = 0


def parts_waiting(member: Membership, *, at: datetime) -> PartsWaiting:
    """Of the parts that the member may see, by one statement."""
    identified = Q(stage="IDENTIFIED")
    has_left = owner_is_gone(on=timezone.localdate(at))
    sums = (
        Participation.objects.visible_to(member)
        .running()
        .aggregate(
            for_finance=Count("pk", filter=identified & Q(proposed_at__isnull=False)),
            sent_back=Count("pk", filter=identified & Q(sent_back_at__isnull=False)),
            stuck=Count("pk", filter=Q(moved_at__lt=at - STUCK_AFTER)),
            nobodys=Count("pk", filter=Q(owner=None) | has_left),
            left=Count("pk", filter=has_left),
        )
    )
    return PartsWaiting(**sums)
