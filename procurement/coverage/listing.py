"""What the pages of coverage show: each function makes one page's context."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from catalogue.spend.actions import is_behind
from catalogue.spend.models import SpendMonth
from catalogue.spend.summaries import STALE_DAYS, completeness
from procurement.coverage.bars import Bar, bars_of
from procurement.coverage.grid import (
    Month,
    State,
    Sums,
    Trust,
    total_of,
    worst_first,
)
from procurement.coverage.lines import NEWEST_FIRST, lines_of, shown
from procurement.coverage.months import MONTHS, later, month_of, months_to, read_month
from procurement.coverage.reading import trusts_of
from procurement.coverage.scope import Scope, groups_of
from procurement.gaps import summaries
from trusts.models import Membership
from trusts.models.organisation import OrganisationQuerySet
from trusts.paging import Order, page_of, read_decimal
from trusts.permissions import Permission

LARGEST_FIRST = Order("net_value", True, read_decimal)
ROW_HEIGHT, CHART_HEIGHT = 32, 160  # pixels
# What the cells of the table of months can show.
SHOWS = {"value": "Net value", "lines": "Order lines", "share": "Comparable"}


@dataclass(frozen=True, slots=True)
class TrustShown:
    trust: Trust
    bars: list[Bar]


@dataclass(frozen=True, slots=True)
class MonthShown:
    """A month of every trust, in the order of the table's columns."""

    month: date
    cells: list[tuple[Trust, Month]]
    total: Sums


def day_of(today: date) -> date:
    """The day as at which everything stands: the worklist's, or before there is one
    today."""
    return summaries.as_at() or today


def coverage(
    organisations: OrganisationQuerySet,
    query: Mapping[str, str],
    *,
    member: Membership,
    on: date,
) -> dict[str, Any]:
    """Every trust's months; those that need somebody first."""
    choice, groups = groups_of(organisations, query, member=member, on=on)
    trusts = worst_first(
        trusts_of(groups, months_to(month_of(on)), member=member, on=on)
    )
    return {
        **_always(member, on),
        "restating": choice,
        "trusts": [
            TrustShown(each, bars_of(each.months, height=ROW_HEIGHT)) for each in trusts
        ],
        "total": sum((each.of_year for each in trusts), Sums()),
        "waiting": [each for each in trusts if each.state is not State.FRESH],
        "rows": _by_month(sorted(trusts, key=lambda each: each.organisation.code)),
        "show": query.get("show") if query.get("show") in SHOWS else "value",
        "shows": SHOWS,
    }


def coverage_trust(
    scope: Scope, query: Mapping[str, str], *, member: Membership, on: date
) -> dict[str, Any]:
    """One trust, month by month, the newest first."""
    newest = month_of(on)
    last = min(read_month(query.get("until", "")) or newest, newest)
    months = months_to(last)
    [trust] = trusts_of([scope.group], months, member=member, on=on)
    begins = month_of(trust.first) if trust.first else newest
    return {
        **_always(member, on),
        "scope": scope,
        "trust": trust,
        "bars": bars_of(trust.months, height=CHART_HEIGHT),
        "months": [each for each in reversed(trust.months) if each.month >= begins],
        "total": trust.total,
        "earlier": later(months[0], -1) if begins < months[0] else None,
        "newer": min(later(last, MONTHS), newest) if last < newest else None,
        "is_own": trust.organisation.pk == member.organisation_id,
    }


def coverage_month(
    scope: Scope, month: date, query: Mapping[str, str], *, member: Membership, on: date
) -> dict[str, Any]:
    """One month of a trust by supplier, the largest first."""
    rows = (
        SpendMonth.objects.visible_to(member)
        .filter(organisation__in=scope.organisations, month=month)
        .select_related("supplier", "organisation")
    )
    [trust] = trusts_of([scope.group], [month], member=member, on=on)
    return {
        **_always(member, on),
        "scope": scope,
        "month": trust.months[0],
        "earlier": later(month, -1),
        "newer": later(month, 1) if month < month_of(on) else None,
        "page": page_of(
            rows,
            LARGEST_FIRST,
            after=query.get("after", ""),
            before=query.get("before", ""),
        ),
    }


def coverage_lines(
    scope: Scope, month: date, query: Mapping[str, str], *, member: Membership, on: date
) -> dict[str, Any]:
    """The order lines of a month: of a supplier, or those left out, or all."""
    found = lines_of(scope.organisations, month, query, member=member)
    page = page_of(
        found.rows,
        NEWEST_FIRST,
        after=query.get("after", ""),
        before=query.get("before", ""),
    )
    return {
        **_always(member, on),
        "scope": scope,
        "month": month,
        "found": found,
        "page": page,
        "lines": shown(page.rows),
    }


def _always(member: Membership, on: date) -> dict[str, Any]:
    return {
        "on": on,
        "completeness": completeness(member=member, on=on),
        "is_behind": is_behind(),
        "stale_days": STALE_DAYS,
        "may_import": member.may(Permission.IMPORTS_MAKE),
        "may_see_gaps": member.may(Permission.GAPS_VIEW),
        "sees_region": member.sees_region,
    }


def _by_month(trusts: Sequence[Trust]) -> list[MonthShown]:
    """Newest first."""
    rows = []
    for cells in zip(*(each.months for each in trusts), strict=True):
        rows.append(
            MonthShown(
                cells[0].month,
                list(zip(trusts, cells, strict=True)),
                total_of(cells),
            )
        )
    return rows[::-1]
