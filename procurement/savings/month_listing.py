"""What the pages of months show."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from catalogue.spend.summaries import completeness
from procurement.savings.actions import SeenMonth
from procurement.savings.claim_lines import claims_of, lines_of_month
from procurement.savings.models import ConfirmedMonth, Participation
from procurement.savings.month_forms import MonthFilters, as_seen
from procurement.savings.month_progress import by_trust, why_again
from procurement.savings.month_reading import (
    NOTHING,
    PartMonth,
    chosen_months,
    month_counts,
    months_page,
)
from procurement.savings.part_story import story_of
from procurement.savings.years import month_of, months_after
from procurement.ui.figures import pounds_exact
from trusts.exports import PRICES, About
from trusts.models import Membership, Organisation
from trusts.permissions import Permission

DEFINITIONS = (
    (
        "Cash-releasing",
        "Baseline price less the price paid, times the eaches bought. Below 0 where "
        "more was paid than before.",
    ),
    (
        "Cost avoidance",
        "What a documented rise would have cost more, and was not paid.",
    ),
    ("Leakage", "What was paid above the agreed price."),
    (
        "Volume effect",
        "Eaches of a twelfth of the baseline year that were not bought, at the "
        "baseline price. Only reported: in no saving, but where the initiative is to "
        "use less.",
    ),
)


def month_list(
    filters: MonthFilters, query: Mapping[str, str], *, member: Membership, on: date
) -> dict[str, Any]:
    page = months_page(
        member,
        filters.states,
        on=on,
        organisation=filters.of_trust,
        after=query.get("after", ""),
        before=query.get("before", ""),
    )
    counts = month_counts(member, on=on, organisation=filters.of_trust)
    last_month = months_after(month_of(on), -1)
    trusts = by_trust(member, last_month, on=on) if member.sees_region else []
    return {
        "filters": filters,
        "page": page,
        "rows": _with_why(page.rows),
        "waiting": counts["WAITING"],
        "again": counts["AGAIN"],
        "incomplete": counts["INCOMPLETE"],
        "has_months": any(each.months for each in counts.values()),
        "all_keys": " ".join(each.key for each in page.rows if each.may_be_confirmed),
        "may_confirm": member.may(Permission.SAVINGS_CONFIRM),
        "sees_region": member.sees_region,
        "last_month": last_month,
        "trusts": trusts,
        "trusts_done": sum(each.is_done for each in trusts),
        "on": on,
        "completeness": completeness(member=member, on=on),
    }


def month_confirm(
    keys: Iterable[tuple[int, date]], *, member: Membership, on: date
) -> dict[str, Any]:
    """Those that can be confirmed now, and why the others cannot."""
    months = chosen_months(member, keys, on=on)
    ready = [each for each in months if each.may_be_confirmed]
    return {
        "months": [(each, why, as_seen(each)) for each, why in _with_why(ready)],
        "others": [each for each in months if not each.may_be_confirmed],
        "cash_releasing": sum((each.now.cash_releasing for each in ready), NOTHING),
        "cost_avoidance": sum((each.now.cost_avoidance for each in ready), NOTHING),
        "was": sum((each.was.saved for each in ready if each.was), NOTHING),
        "again": sum(each.was is not None for each in ready),
    }


def confirmed_in_words(seen: list[SeenMonth], kept: list[ConfirmedMonth]) -> str:
    """`Confirmed 2 months: £250.00 cash-releasing.`"""
    if not kept:
        return "These months were confirmed already, as they stand."
    cash = sum((each.cash_releasing for each in seen), NOTHING)
    avoided = sum((each.cost_avoidance for each in seen), NOTHING)
    months = f"{len(seen)} month{'' if len(seen) == 1 else 's'}"
    also = f", {pounds_exact(avoided)} cost avoidance" if avoided else ""
    return f"Confirmed {months}: {pounds_exact(cash)} cash-releasing{also}."


def part_months(part: Participation, *, member: Membership, on: date) -> dict[str, Any]:
    story = story_of(part, member=member, on=on)
    found = [each.found for each in story.months if each.found]
    whys = why_again(found)
    return {
        "part": part,
        "story": story,
        "months": [
            (each, whys.get(each.found.key, "") if each.found else "")
            for each in story.months
        ],
        "leaked": sum((each.counts.leakage for each in found), NOTHING),
        "is_own": part.organisation_id == member.organisation_id,
        "has_to_confirm": any(each.may_be_confirmed for each in found)
        and member.may(Permission.SAVINGS_CONFIRM),
        "on": on,
    }


def month_lines(
    part: Participation,
    month: date,
    query: Mapping[str, str],
    *,
    member: Membership,
    on: date,
) -> dict[str, Any]:
    product = query.get("product", "")
    claims = claims_of(part)
    chosen = [each for each in claims if str(each.product_id) == product]
    page = lines_of_month(
        chosen or claims,
        month,
        member=member,
        after=query.get("after", ""),
        before=query.get("before", ""),
    )
    products = {each.pk: each.product for each in claims}
    found = chosen_months(member, [(part.pk, month)], on=on)
    whole = found[0] if found else None
    return {
        "part": part,
        "month": month,
        "claims": claims,
        "lines": [(line, products[line.claim_id], None, None) for line in page.rows],
        "chosen": chosen[0] if chosen else None,
        "page": page,
        "whole": whole,
        "why": why_again(found).get(whole.key, "") if whole else "",
        "may_confirm": member.may(Permission.SAVINGS_CONFIRM),
        "on": on,
    }


def about(
    title: str,
    *,
    by: Membership,
    at: datetime,
    organisation: Organisation | None,
    filters: Mapping[str, str] | None = None,
) -> About:
    """What a file of months, or of order lines behind one, says of itself."""
    return About(
        title,
        why="To confirm months, and to check them against the trust’s own books.",
        by=by,
        at=at,
        as_at=timezone.localdate(at),
        organisation=organisation,
        filters=filters or {},
        definitions=DEFINITIONS,
        confidentiality=PRICES,
    )


def _with_why(months: list[PartMonth]) -> list[tuple[PartMonth, str]]:
    """Each with why it asks again, where it does."""
    whys = why_again(months)
    return [(each, whys.get(each.key, "")) for each in months]
