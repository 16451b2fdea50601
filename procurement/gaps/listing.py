"""What the pages of gaps show: each function makes one page's context."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings

from catalogue.prices.marks import Marked, marked
from catalogue.spend.summaries import completeness
from procurement.gaps import proof, summaries
from procurement.gaps.drawing import drawn
from procurement.gaps.forms import SORTS, GapFilters
from procurement.gaps.lines import NEWEST_FIRST, lines_of
from procurement.gaps.models import Gap, GapQuerySet, GapState, SuspectQuerySet
from procurement.gaps.narrowing import narrow, order_of
from procurement.gaps.suspects import LARGEST_SPEND, by_spend, explained
from procurement.gaps.work_shown import hides_past, history_of, work_of
from procurement.specifications.queries import versions_about
from trusts.models import Membership
from trusts.paging import Page, page_of
from trusts.permissions import Permission
from trusts.restating import as_recorded, choice_of
from trusts.successions import Restating

LINES_A_PAGE = 10
LARGEST = 10  # as many gaps as a person takes on in a week
MOST_EVENTS = 50
MOST_ITEMS = 200  # wordings side by side; more than this no person compares


def ordered(
    gaps: GapQuerySet, asked: dict[str, Any], *, member: Membership
) -> GapQuerySet:
    """The gaps asked for, all of them, in the order asked for."""
    order = order_of(asked)
    sign = "-" if order.descending else ""
    rows = summaries.with_names(narrow(gaps, asked, member=member))
    return rows.order_by(f"{sign}{order.field}", f"{sign}id")


def gap_list(
    gaps: GapQuerySet,
    filters: GapFilters,
    query: Mapping[str, str],
    *,
    member: Membership,
) -> dict[str, Any]:
    on, listed = summaries.as_at(), gaps.listed()
    by_trust = summaries.worth_by_trust(listed) if member.sees_region else []
    total, accepted = summaries.worth_listed_and_accepted(gaps)
    codes = [trust.code for trust in by_trust]
    restating = choice_of(query, on=on, codes=codes) if on else None
    context = {
        "filters": filters,
        "on": on,
        "by_trust": summaries.restated(by_trust, restating) if restating else [],
        "restating": restating,
        "closed_trusts": summaries.closed(codes, on=on) if on and codes else 0,
        "total": total,
        "accepted": accepted,
        "largest": summaries.worth_of_largest(listed, LARGEST),
        "freshness": completeness(member=member, on=on) if on else None,
        "suspects": summaries.suspects(member),
        "sees_region": member.sees_region,
        "paid_label": "Price paid" if member.sees_region else "You pay",
        "may_work": member.may(Permission.GAPS_WORK),
        "today": filters.today,
    }
    if not filters.is_valid():
        return context | {"page": None, "shown": None}
    return context | _table(gaps, filters, query, member=member, total=total, on=on)


def _table(
    gaps: GapQuerySet,
    filters: GapFilters,
    query: Mapping[str, str],
    *,
    member: Membership,
    total: summaries.Worth,
    on: date | None,
) -> dict[str, Any]:
    """A page of the gaps asked for; `total` is what all that are listed are worth."""
    asked = filters.cleaned_data
    found = narrow(gaps, asked, member=member)
    page = _page(summaries.with_names(found), order_of(asked), query)
    return {
        "page": page,
        "said": _said(page, member=member, on=on),
        "shown": summaries.worth(found) if filters.is_narrowing else total,
        "headings": _headings(asked),
        "sorted_by": _sorted_by(asked),
    }


def _said(page: Page, *, member: Membership, on: date | None) -> Marked | None:
    """What persons say of the prices of a page of gaps."""
    products = [gap.product_id for gap in page.rows]
    return marked(products, member=member, on=on) if on else None


def gap_detail(
    gap: Gap, query: Mapping[str, str], *, member: Membership, today: date
) -> dict[str, Any]:
    is_gone, on = gap.state == GapState.GONE, summaries.as_at() or gap.changed_on
    evidence = proof.proof_of(gap.product, owner=gap.organisation, member=member, on=on)
    return {
        "gap": gap,
        "difference": gap.price_each - gap.lowest_price,
        "is_own": gap.organisation_id == member.organisation_id,
        "is_gone": is_gone,
        "is_own_to_keep": gap.organisation_id == member.organisation_id
        and member.may(Permission.PRICES_CORRECT),
        **work_of(gap, member=member, today=today),
        "why_gone": proof.why_gone(evidence, gap) if is_gone else "",
        "on": on,
        "places": _places(gap, on),
        "considered": versions_about([gap.product_id], member=member),
        "proof": evidence,
        "items": evidence.items[:MOST_ITEMS],
        "owner_id": gap.organisation_id,
        "items_left": len(evidence.items[MOST_ITEMS:]),
        "strip": drawn(evidence),
        **_past(gap, query, member=member),
        "least_value": settings.GAP_LEAST_VALUE,
        **_lines(gap, {}, member=member, on=on, said=evidence.said),
    }


def _past(gap: Gap, query: Mapping[str, str], *, member: Membership) -> dict[str, Any]:
    """What happened, without the figures where they would tell a price that another
    trust keeps confidential; of a gap that is gone, its own figures are such."""
    is_past_hidden = hides_past(gap)
    history = history_of(gap, member=member, without_figures=is_past_hidden)
    most = len(history) if query.get("history") == "all" else MOST_EVENTS
    is_gone = gap.state == GapState.GONE
    return {
        "is_past_hidden": is_past_hidden,
        "has_figures": not (gap.is_emptied or (is_gone and is_past_hidden)),
        "history": history[:most],
        "history_left": len(history[most:]),
    }


def _places(gap: Gap, on: date) -> Restating:
    """What became of the gap's trusts that are closed; asked only where one is."""
    both = (gap.organisation, gap.lowest_organisation)
    is_needed = any(each.is_closed(on=on) for each in both if each)
    return as_recorded(on=on) if is_needed else Restating(on)


def gap_lines(
    gap: Gap, query: Mapping[str, str], *, member: Membership
) -> dict[str, Any]:
    return {
        "gap": gap,
        "is_own": gap.organisation_id == member.organisation_id,
        **_lines(gap, query, member=member, on=summaries.as_at() or gap.changed_on),
    }


def suspect_list(
    suspects: SuspectQuerySet, query: Mapping[str, str], *, member: Membership
) -> dict[str, Any]:
    rows = by_spend(suspects)
    page = _page(rows, LARGEST_SPEND, query)
    return {
        "page": page,
        "rows": explained(page.rows, member=member),
        "on": summaries.as_at(),
        "sees_region": member.sees_region,
    }


def _lines(
    gap: Gap,
    query: Mapping[str, str],
    *,
    member: Membership,
    on: date,
    said: Marked | None = None,
) -> dict[str, Any]:
    lines = lines_of(gap, member=member, on=on, said=said)
    page = page_of(
        lines.rows,
        NEWEST_FIRST,
        after=query.get("after", ""),
        before=query.get("before", ""),
        size=LINES_A_PAGE,
    )
    return {
        "lines": lines.shown(page.rows),
        "line_page": page,
        "line_count": lines.rows.count(),
        "price_from": lines.starts.get(gap.organisation_id),
        "product": gap.product,
        "may_correct": member.may(Permission.PRICES_CORRECT),
        "may_ask": member.may(Permission.ASKS_MAKE),
    }


def _page(rows: Any, order: Any, query: Mapping[str, str]) -> Page:
    return page_of(
        rows, order, after=query.get("after", ""), before=query.get("before", "")
    )


def _headings(asked: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Each sortable column: its words, which way it is sorted, and which way next."""
    down = asked["order"] == "desc"
    return {
        name: {
            "sort": name,
            "direction": ("descending" if down else "ascending")
            if name == asked["sort"]
            else "",
            "next": "asc" if name == asked["sort"] and down else "desc",
        }
        for name in SORTS
    }


def _sorted_by(asked: dict[str, Any]) -> str:
    words = ("soonest", "latest") if asked["sort"] == "due" else ("highest", "lowest")
    first = words[asked["order"] != "desc"]
    return f"{SORTS[asked['sort']].lower()}, {first} first"
