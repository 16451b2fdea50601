"""What the page of savings shows, for the region and for one trust."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum

from catalogue.spend.summaries import completeness
from procurement.dashboard import changes, drawing
from procurement.dashboard.breakdowns import BREAKDOWNS, largest, offered
from procurement.dashboard.reading import Place, Reading
from procurement.dashboard.sums import sum_of
from procurement.dashboard.waiting import confirmed
from procurement.gaps.models import Gap
from procurement.savings.models import SavingsCheck
from procurement.savings.years import FinancialYear
from trusts.models import Membership, Organisation
from trusts.permissions import Permission

YEARS_BACK = 3


def place_of(query: Mapping[str, str], *, member: Membership, on: date) -> Place:
    """The year and the trust asked for; what cannot be is the usual."""
    this_year = FinancialYear.of(on)
    years = {str(year.starts_in): year for year in _years(this_year)}
    year = years.get(query.get("year", ""), this_year)
    seen = Organisation.objects.visible_to(member).buying().by_name()
    trusts = {trust.pk: trust for trust in seen}
    whose: Organisation | None = member.organisation
    if member.sees_region:
        code = query.get("trust", "")
        whose = next((each for each in trusts.values() if each.code == code), None)
    return Place(member, year, on, whose, trusts)


def dashboard(
    place: Place, query: Mapping[str, str], *, at: datetime
) -> dict[str, Any]:
    reading, member = Reading(place), place.member
    total = reading.total
    by = _asked(place, query)
    told_apart = _breakdown(reading, by)
    whole = _whole(reading, at=at) if by == offered(place)[0] else {}
    waits = "confirmed" in whole and whole["confirmed"].waiting
    return {
        "place": place,
        "years": list(_years(FinancialYear.of(place.on))),
        "reading": reading,
        "total": total,
        "net": total.realised.in_year - reading.one_off_cost,
        "share": _share(reading),
        "is_empty": not (reading.by_trust or waits),
        "freshness": completeness(member=member, on=place.on),
        "may_set_target": member.may(Permission.TARGETS_SET),
        **told_apart,
        **whole,
    }


def breakdown(place: Place, query: Mapping[str, str]) -> dict[str, Any]:
    """What of the page is told apart, by itself."""
    return {"place": place, **_breakdown(Reading(place), _asked(place, query))}


def _whole(reading: Reading, *, at: datetime) -> dict[str, Any]:
    """The way to the target and what waits for whom. It stands on the whole page only,
    not where somebody looks closer at one way of telling savings apart."""
    place = reading.place
    return {
        "is_whole": True,
        "waterfall": drawing.waterfall_of(reading),
        "cumulative": drawing.cumulative_of(reading),
        "confirmed": confirmed(place, reading.trusts, at=at),
        "may_remind": place.member.may(Permission.SAVINGS_REMIND),
        "standing": changes.standing_of(reading, at=at),
        "since": place.on.replace(day=1),
        "overdue": _overdue(place),
        "check": _check(place),
    }


def _asked(place: Place, query: Mapping[str, str]) -> str:
    """What is asked to be told apart; what cannot be is the usual."""
    names = offered(place)
    by = query.get("by", "")
    return by if by in names else names[0]


def _breakdown(reading: Reading, by: str) -> dict[str, Any]:
    label, rows_by = BREAKDOWNS[by]
    rows = largest(rows_by(reading))
    return {
        "by": by,
        "by_label": label,
        "choices": [(name, BREAKDOWNS[name][0]) for name in offered(reading.place)],
        "rows": rows,
        "rows_total": sum_of(row.sums for row in rows),
        "has_avoided": any(row.sums.avoided for row in rows),
        "bars": drawing.bars_of(rows, label) if rows else None,
    }


def _share(reading: Reading) -> Decimal | None:
    """Of the target, what is realised net of one-off costs."""
    if reading.target is None or not reading.place.is_region:
        return None
    net = reading.total.realised.in_year - reading.one_off_cost
    return net / reading.target.amount


def _overdue(place: Place) -> dict[str, Any]:
    """Gaps whose owner was to have done something by now."""
    gaps = Gap.objects.visible_to(place.member).listed()
    if place.organisation:
        gaps = gaps.filter(organisation=place.organisation)
    return gaps.filter(due_on__lt=place.on).aggregate(
        gaps=Count("pk"), value=Sum("gap_value")
    )


def _check(place: Place) -> SavingsCheck | None:
    """The newest nightly check, on the page of the region."""
    if not place.is_region:
        return None
    return SavingsCheck.objects.order_by("-pk").first()


def _years(this_year: FinancialYear) -> list[FinancialYear]:
    first = this_year.starts_in
    return [FinancialYear(first - back) for back in range(YEARS_BACK)]
