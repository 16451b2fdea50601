"""What was spent, summed in plain Python from the lines: slow and plain to see."""

from collections import defaultdict
from decimal import Decimal

from catalogue.purchases.models import PurchaseLine
from catalogue.spend.models import SpendDay, SpendMonth


def by_month_and_by_day():
    """Lines, net value, comparable value and last day of each organisation's month and
    supplier; and the first three of each of its days."""
    months = defaultdict(lambda: [0, Decimal(0), Decimal(0), None])
    days = defaultdict(lambda: [0, Decimal(0), Decimal(0)])
    for line in PurchaseLine.objects.select_related("item__match"):
        if not line.is_live or line.kind == "G":
            continue
        match = getattr(line.item, "match", None)
        is_comparable = match and match.tier in ("A", "B") and match.eaches
        month = months[
            line.organisation_id, line.order_date.replace(day=1), line.item.supplier_id
        ]
        month[3] = max(month[3] or line.order_date, line.order_date)
        for sums in (month, days[line.organisation_id, line.order_date]):
            sums[0] += 1
            sums[1] += line.net_value
            sums[2] += line.net_value if is_comparable else 0
    return (
        {key: tuple(sums) for key, sums in months.items()},
        {key: tuple(sums) for key, sums in days.items()},
    )


def as_kept():
    """The same as it stands in the tables."""
    months = {
        (row.organisation_id, row.month, row.supplier_id): (
            row.lines,
            row.net_value,
            row.comparable_value,
            row.last_order_on,
        )
        for row in SpendMonth.objects.all()
    }
    days = {
        (row.organisation_id, row.day): (row.lines, row.net_value, row.comparable_value)
        for row in SpendDay.objects.all()
    }
    return months, days
