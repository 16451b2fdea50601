"""What the page of one trust's adoption shows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from catalogue.products.models import Product
from procurement.adoption import rules
from procurement.adoption.models import (
    MOVES,
    Adoption,
    AdoptionState,
)
from procurement.adoption.queries import (
    Bought,
    ProductMonth,
    bought_by_month,
    bought_lately,
)
from procurement.adoption.standing import COLOURS
from procurement.savings.years import months_after
from trusts.models import Membership
from trusts.permissions import Permission
from trusts.successions import day_in_words

MONTHS_BEFORE = 3
MOST_MONTHS = 15
S = AdoptionState
NEXT = {
    S.PLANNED: "Enter who has to be trained, then start the training.",
    S.TRAINING: "When people know the new product, use up the old stock.",
    S.STOCK_RUN_DOWN: "It goes live when the old stock is used up.",
    S.LIVE: "When wards buy nothing else any more, it is embedded.",
    S.EMBEDDED: "Nothing more to do but keep to it.",
}


@dataclass(frozen=True, slots=True)
class Month:
    """What was bought in a month; `is_before` go-live it is for comparison."""

    month: date
    bought: Bought
    is_before: bool

    @property
    def percent(self) -> int:
        """Of what could be, in whole per cent: the length of its bar."""
        return int((self.bought.share or Decimal(0)) * 100)


@dataclass(frozen=True, slots=True)
class OfProduct:
    """A considered product with the eaches bought of it in the months shown."""

    product: Product
    is_standard: bool
    units: Decimal


def adoption_detail(
    adoption: Adoption, *, member: Membership, on: date
) -> dict[str, Any]:
    """What the page shows."""
    stopped = rules.why_stopped(adoption.version) or rules.why_out(adoption, on=on)
    steps = adoption.steps.select_related("by__user", "by__organisation")
    return {
        "adoption": adoption,
        "version": adoption.version,
        "specification": adoption.version.specification,
        "colour": COLOURS[AdoptionState(adoption.state)],
        "why_stopped": stopped,
        "stands": stands_in_words(adoption, on=on),
        "next": "" if stopped else NEXT.get(AdoptionState(adoption.state), ""),
        "facts": facts_of(adoption),
        "training": list(adoption.training.order_by("group", "pk")),
        "steps": list(steps.order_by("-at", "-pk")),
        **_bought(adoption, on=on),
        **_doing(adoption, member, on=on),
    }


def _doing(adoption: Adoption, member: Membership, *, on: date) -> dict[str, Any]:
    """What the member may do here, and see besides."""
    why_not = rules.why_not_plan(adoption, by=member, on=on)
    is_own = member.organisation_id == adoption.organisation_id
    is_theirs = is_own or member.sees_region
    return {
        "may_plan": not why_not,
        "moves": [] if why_not else moves_of(adoption),
        "may_exempt": not rules.why_not_exempt(
            adoption.version, adoption.organisation, by=member, on=on
        ),
        "sees_lines": is_theirs and member.may(Permission.PRICES_OWN_VIEW),
        "may_save": is_own
        and member.may(Permission.SAVINGS_PROPOSE)
        and not rules.why_not_save(adoption, by=member, on=on),
        "is_given_up": adoption.participation is not None
        and rules.was_given_up(adoption.participation),
        "sees_savings": is_theirs and member.may(Permission.SAVINGS_VIEW),
    }


def _bought(adoption: Adoption, *, on: date) -> dict[str, Any]:
    """Lately, by month and by product."""
    rows, first = _rows(adoption, on=on)
    lately = bought_lately([adoption], on=on).get(adoption.pk)
    return {
        "lately": lately or (Bought() if adoption.live_on else None),
        "months": _months(rows, first, adoption, on=on),
        "first_month": first,
        "unit": _unit(adoption),
        "products": _products(adoption, rows),
    }


def moves_of(adoption: Adoption) -> list[AdoptionState]:
    """Where it can go by a person's word, the next step first."""
    there = MOVES[AdoptionState(adoption.state)] - {S.EXEMPT}
    return sorted(there, key=list(AdoptionState).index, reverse=True)


def stands_in_words(adoption: Adoption, *, on: date) -> str:
    """One sentence on where it stands."""
    if adoption.live_on:
        return f"Since {day_in_words(adoption.live_on)}."
    if adoption.exempt_until:
        return f"Until {day_in_words(adoption.exempt_until)}."
    if adoption.go_live_on is None:
        return "No day to go live is named yet."
    day = day_in_words(adoption.go_live_on)
    if adoption.go_live_on < on:
        return f"It was to go live on {day}."
    return f"It goes live on {day}."


def facts_of(adoption: Adoption) -> list[tuple[str, str]]:
    """The plan, line by line."""
    weeks = adoption.stock_weeks
    stock = "Not said yet" if weeks is None else f"{weeks} week{'s' * (weeks != 1)}"
    return [
        (
            "Live since" if adoption.live_on else "Goes live",
            _day(adoption.live_on or adoption.go_live_on),
        ),
        ("Kept for exceptions", adoption.fallback or "Not said yet"),
        ("Who helps on the wards", adoption.super_users or "Not said yet"),
        ("Old stock lasts", stock),
        ("Change of the catalogue", adoption.catalogue_reference or "Not said yet"),
        ("Old lines blocked", _done(adoption, "old_lines_blocked")),
        ("Everybody told", _done(adoption, "told_everybody")),
        ("Looked at again", _day(adoption.review_on)),
        ("Looked after by", f"{adoption.owner.user}"),
    ]


def _done(adoption: Adoption, name: str) -> str:
    at, by = getattr(adoption, f"{name}_at"), getattr(adoption, f"{name}_by")
    if at is None:
        return "Not yet"
    day = day_in_words(timezone.localdate(at))
    return f"{day}, {by.user}" if by else day


def _day(day: date | None) -> str:
    return day_in_words(day) if day else "Not said yet"


def first_month(adoption: Adoption, *, on: date) -> date:
    """From this month on its orders are shown, three months before go-live."""
    start = (adoption.live_on or on).replace(day=1)
    return months_after(start, -MONTHS_BEFORE)


def _rows(adoption: Adoption, *, on: date) -> tuple[list[ProductMonth], date]:
    """What was bought from three months before go-live on, the newest 15 months."""
    last = on.replace(day=1)
    first = max(first_month(adoption, on=on), months_after(last, 1 - MOST_MONTHS))
    until = on + timedelta(days=1)
    return bought_by_month(adoption, from_on=first, until_on=until), first


def _months(
    rows: Iterable[ProductMonth], first: date, adoption: Adoption, *, on: date
) -> list[Month]:
    """Every month from the first on, also those in which nothing was bought."""
    sums: dict[date, list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for row in rows:
        sums[row.month][0] += row.units
        sums[row.month][1] += row.units if row.is_standard else 0
    months, month = [], first
    while month <= on:
        is_before = not adoption.live_on or month < adoption.live_on.replace(day=1)
        months.append(Month(month, Bought(*sums[month]), is_before))
        month = months_after(month, 1)
    return months[::-1]


def _unit(adoption: Adoption) -> str:
    """In what it is counted: an each is a use where the version does not say more."""
    several = adoption.version.considered.exclude(eaches_per_use=1)
    return "uses" if several.exists() else "eaches"


def _products(adoption: Adoption, rows: Iterable[ProductMonth]) -> list[OfProduct]:
    """The products meant, those of the standard first."""
    units: dict[int, Decimal] = defaultdict(Decimal)
    for row in rows:
        units[row.product_id] += row.units
    found: dict[int, OfProduct] = {}
    considered = adoption.version.considered.select_related("product__merged_into")
    for each in considered.order_by("-is_standard", "description", "pk"):
        product = each.product.merged_into or each.product
        found.setdefault(
            product.pk, OfProduct(product, each.is_standard, units[product.pk])
        )
    return list(found.values())
