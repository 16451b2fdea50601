"""What all suppliers of a place come to together, and what no supplier is named for."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum

from catalogue.spend.models import SpendMonth
from procurement.gaps.models import Gap
from procurement.gaps.summaries import worth
from procurement.suppliers.models import Kept, SupplierGaps, SupplierSpend
from trusts.models import Membership

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Sums:
    """Over every supplier of a place: pounds of the year, gaps in pounds a year. What
    is `unnamed` stands on order lines that name no supplier."""

    suppliers: int
    spend: Decimal
    spend_unnamed: Decimal
    gaps: int
    gap_value: Decimal
    gap_value_unnamed: Decimal


def sums_of(kept: Kept, *, member: Membership) -> Sums:
    spends = SupplierSpend.objects.visible_to(member).at_the_place_of(member)
    spent = spends.aggregate(suppliers=Count("pk"), value=Sum("spend"))
    unnamed = SpendMonth.objects.visible_to(member).filter(
        supplier=None, month__range=(kept.first_month, kept.last_month)
    )
    sums = SupplierGaps.objects.visible_to(member).at_the_place_of(member)
    counted = sums.aggregate(gaps=Sum("gaps"), value=Sum("gap_value"))
    listed = worth(Gap.objects.visible_to(member).listed())
    gap_value = counted["value"] or _NOTHING
    return Sums(
        suppliers=spent["suppliers"],
        spend=spent["value"] or _NOTHING,
        spend_unnamed=unnamed.aggregate(value=Sum("net_value"))["value"] or _NOTHING,
        gaps=counted["gaps"] or 0,
        gap_value=gap_value,
        gap_value_unnamed=max(listed.value - gap_value, _NOTHING),
    )
