"""Figures over the lists of gaps: their worth, their date, what is missing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, Sum

from procurement.gaps.models import GapQuerySet, GapStage, SuspectPrice, Worklist
from trusts.models import Membership, Organisation
from trusts.restating import Choice
from trusts.successions import Place

# What is shown of a gap beside its own fields.
NAMES = (
    "product__manufacturer__merged_into",
    "organisation",
    "lowest_organisation",
    "owner__user",
)


@dataclass(frozen=True, slots=True)
class Worth:
    """So many gaps, worth so many pounds a year."""

    gaps: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class TrustWorth:
    code: str
    name: str
    worth: Worth


def as_at() -> date | None:
    """The day as at which the live gaps stand; None before there were any."""
    worklist = Worklist.objects.first()
    return worklist.as_at if worklist else None


def worth(gaps: GapQuerySet) -> Worth:
    sums = gaps.order_by().aggregate(gaps=Count("pk"), value=Sum("gap_value"))
    return Worth(sums["gaps"], sums["value"] or Decimal(0))


def worth_listed_and_accepted(gaps: GapQuerySet) -> tuple[Worth, Worth]:
    """Of the gaps that count, and of those that are accepted instead."""
    is_accepted = Q(stage=GapStage.ACCEPTED)
    sums = (
        gaps.present()
        .order_by()
        .aggregate(
            gaps=Count("pk", filter=~is_accepted),
            value=Sum("gap_value", filter=~is_accepted),
            accepted=Count("pk", filter=is_accepted),
            accepted_value=Sum("gap_value", filter=is_accepted),
        )
    )
    nothing = Decimal(0)
    return (
        Worth(sums["gaps"], sums["value"] or nothing),
        Worth(sums["accepted"], sums["accepted_value"] or nothing),
    )


def worth_of_largest(gaps: GapQuerySet, count: int) -> Decimal:
    """What the `count` largest gaps are worth together, in pounds a year."""
    values = gaps.order_by("-gap_value").values_list("gap_value", flat=True)
    return sum(values[:count], Decimal(0))


def worth_by_trust(gaps: GapQuerySet) -> list[TrustWorth]:
    """Each trust's total, largest first; the region's total is their sum."""
    rows = (
        gaps.values("organisation__code", "organisation__name")
        .annotate(gaps=Count("pk"), value=Sum("gap_value"))
        .order_by("-value", "organisation__code")
    )
    return [
        TrustWorth(
            row["organisation__code"],
            row["organisation__name"],
            Worth(row["gaps"], row["value"]),
        )
        for row in rows
    ]


def restated(trusts: list[TrustWorth], choice: Choice) -> list[TrustWorth]:
    """The totals under the organisations where they stand, the way that is chosen,
    largest first. Only what stands under whom changes: the sum is the same."""
    under: dict[Place, list[TrustWorth]] = defaultdict(list)
    for trust in trusts:
        under[choice.under(trust.code, trust.name)].append(trust)
    found = [
        TrustWorth(place.code, place.name, sum_of(rows))
        for place, rows in under.items()
    ]
    return sorted(found, key=lambda trust: (-trust.worth.value, trust.code))


def closed(codes: Iterable[str], *, on: date) -> int:
    """How many of the organisations with these codes are closed on a day."""
    return Organisation.objects.filter(code__in=codes).closed_by(on).count()


def sum_of(trusts: Iterable[TrustWorth]) -> Worth:
    """The region's total: the sum of its trusts'."""
    rows = [trust.worth for trust in trusts]
    return Worth(
        sum(row.gaps for row in rows),
        sum((row.value for row in rows), Decimal(0)),
    )


def suspects(member: Membership) -> int:
    """How many prices are suspect, of those the member may see."""
    return SuspectPrice.objects.visible_to(member).count()


def with_names(gaps: GapQuerySet) -> GapQuerySet:
    """With all that a row of the list shows, fetched for the rows of a page alone:
    joined, the database would put names to every gap before it sorts them."""
    return gaps.prefetch_related(*NAMES)
