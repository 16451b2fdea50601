"""What the page of opportunities shows: which rows, in which order, and their chart."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Sum, TextField, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse

from catalogue.spend.summaries import completeness
from procurement.gaps.forms import NOT_CLASSIFIED
from procurement.opportunities.forms import NAME, SORTS, UP_FIRST, OpportunityFilters
from procurement.opportunities.models import By, Kept, Opportunity, OpportunityQuerySet
from procurement.ui.charts import Chart, bar_chart
from procurement.ui.drawing.bars import Bar
from trusts.models import Membership, Organisation
from trusts.paging import Order, page_of, read_decimal, read_words

CHARTED = 10  # as many as a meeting can talk through
NO_SUPPLIER = "no supplier named"
FAR_OFF = date(9999, 12, 31)  # sorts what has no day last
_READ: dict[str, Callable[[str], Any]] = {
    NAME: read_words,
    "ends_on": date.fromisoformat,
    "trusts": int,
    "common": int,
}
_SUMMED = ("gaps", "gap_value", "claimed_value", "free_value")
_FIELDS = {NAME: "name", "ends_on": "ends_first"}


@dataclass(frozen=True, slots=True)
class Row:
    """An opportunity with its name, and the addresses of its gaps and of itself."""

    figures: Opportunity
    name: str
    gaps_url: str
    supplier_url: str


def kept_figures() -> Kept | None:
    """What the figures stand for; None before there were any."""
    return Kept.objects.first()


def opportunity_list(
    filters: OpportunityFilters, query: Mapping[str, str], *, member: Membership
) -> dict[str, Any]:
    kept = kept_figures()
    context = {"filters": filters, "kept": kept, "sees_region": member.sees_region}
    if kept is None or not filters.is_valid():
        return context | {"page": None}
    asked = filters.cleaned_data
    rows, place = asked_for(asked, member=member), place_of(asked, member=member)
    page = page_of(
        rows,
        order_of(asked),
        after=query.get("after", ""),
        before=query.get("before", ""),
    )
    total = sum_of(whole(asked, member=member))
    return context | {
        "page": page,
        "rows": [shown(row, place, member=member) for row in page.rows],
        "total": total,
        "place": place,
        "by_supplier": asked["by"] == By.SUPPLIER,
        "chart": chart_of(asked, rows, place, member=member) if total["gaps"] else None,
        "freshness": completeness(member=member, on=kept.as_at),
        "headings": _headings(asked),
        "sorted_by": _sorted_by(asked),
        "not_classified": NOT_CLASSIFIED,
    }


def place_of(asked: dict[str, Any], *, member: Membership) -> Organisation | None:
    """Whose figures: the member's own trust's; for who sees the region those of the
    trust asked for, or the region's: None."""
    return asked["trust"] if member.sees_region else member.organisation


def whole(asked: dict[str, Any], *, member: Membership) -> OpportunityQuerySet:
    """All rows of a place, before they are narrowed."""
    rows = Opportunity.objects.visible_to(member).filter(by=asked["by"])
    return rows.of(place_of(asked, member=member))


def asked_for(asked: dict[str, Any], *, member: Membership) -> OpportunityQuerySet:
    """The rows asked for, all of them, with what they are sorted by."""
    nameless = NO_SUPPLIER if asked["by"] == By.SUPPLIER else NOT_CLASSIFIED
    field = "supplier__name" if asked["by"] == By.SUPPLIER else "category"
    rows = whole(asked, member=member).annotate(
        name=_filled(field, nameless), ends_first=Coalesce("ends_on", Value(FAR_OFF))
    )
    for word in asked["search"].split():
        rows = rows.filter(name__icontains=word)
    if asked.get("least_trusts"):
        rows = rows.filter(trusts__gte=asked["least_trusts"])
    return rows


def order_of(asked: dict[str, Any]) -> Order:
    sort = asked["sort"]
    read = _READ.get(sort, read_decimal)
    return Order(_FIELDS.get(sort, sort), asked["order"] == "desc", read)


def in_order(asked: dict[str, Any], *, member: Membership) -> OpportunityQuerySet:
    """The rows asked for as a file has them."""
    order = order_of(asked)
    sign = "-" if order.descending else ""
    return asked_for(asked, member=member).order_by(f"{sign}{order.field}", f"{sign}id")


def sum_of(rows: OpportunityQuerySet) -> dict[str, Any]:
    """Each gap stands in one row, so their sum is what the list of gaps comes to."""
    sums = rows.aggregate(**{f"all_{name}": Sum(name) for name in _SUMMED})
    return {name: sums[f"all_{name}"] or Decimal(0) for name in _SUMMED}


def shown(row: Any, place: Organisation | None, *, member: Membership) -> Row:
    name = row.name
    if row.by == By.SUPPLIER:
        narrowed = {"under": row.supplier_id or 0}
    else:
        narrowed = {"category": row.category or NOT_CLASSIFIED}
    if place is not None and member.sees_region:
        narrowed["trust"] = place.code
    return Row(
        figures=row,
        name=name,
        gaps_url=f"{reverse('gap_list')}?{urlencode(narrowed)}",
        supplier_url=reverse("supplier_detail", args=[row.supplier_id])
        if row.supplier_id
        else "",
    )


def chart_of(
    asked: dict[str, Any],
    rows: OpportunityQuerySet,
    place: Organisation | None,
    *,
    member: Membership,
) -> Chart:
    """The largest by gap value, of those asked for."""
    largest = rows.filter(gaps__gt=0).order_by("-gap_value", "-id")[:CHARTED]
    drawn = [shown(row, place, member=member) for row in largest]
    what = "supplier" if asked["by"] == By.SUPPLIER else "category"
    return bar_chart(
        "largest-opportunities",
        f"The largest gaps by {what}",
        "Listed gaps in pounds a year; each gap stands in one bar.",
        rows=[
            Bar(each.name, (each.figures.free_value, each.figures.claimed_value))
            for each in drawn
        ],
        parts=[("Not yet taken up", "identified"), ("In an initiative", "agreed")],
        of=what.capitalize(),
        urls=[each.gaps_url for each in drawn],
    )


def _filled(field: str, nameless: str) -> Coalesce:
    """A name, or words where there is none."""
    named = NullIf(F(field), Value(""))
    return Coalesce(named, Value(nameless), output_field=TextField())


def _headings(asked: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Each column: which way it is sorted, and which way next."""
    found = {}
    for name in SORTS:
        usual, other = ("asc", "desc") if name in UP_FIRST else ("desc", "asc")
        is_sorted = name == asked["sort"]
        found[name] = {
            "direction": f"{asked['order']}ending" if is_sorted else "",
            "next": other if is_sorted and asked["order"] == usual else usual,
        }
    return found


def _sorted_by(asked: dict[str, Any]) -> str:
    is_up = asked["order"] == "asc"
    if asked["sort"] == NAME:
        return "name, " + ("A first" if is_up else "Z first")
    if asked["sort"] == "ends_on":
        return "agreed price that ends " + ("first" if is_up else "last")
    first = "lowest" if is_up else "highest"
    return f"{SORTS[asked['sort']].lower()}, {first} first"
