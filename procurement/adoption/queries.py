"""Who is bound by a standard, and how much of what trusts bought was on it: set-based,
in uses, never in pounds. A use is an each, unless the version says that it takes more.

Orders and returns of the products that a version considers, whose pack is known; a
product that was merged into another has its lines there, as in savings.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery

from procurement.adoption.models import Adoption
from procurement.signoff.models import (
    Decision,
    DecisionKind,
    ObjectionAct,
    ObjectionStep,
)
from procurement.specifications.models import SeatKind, Version

LATELY = timedelta(days=90)
K = DecisionKind
EXEMPT, LEFT_OUT = "Exempt", "Left out"

_MEANT = """
WITH asked AS (
    SELECT * FROM unnest(%(adoptions)s::bigint[], %(from)s::date[], %(until)s::date[])
        AS a(id, from_on, until_on)
), meant AS (
    SELECT a.id, a.from_on, a.until_on, d.organisation_id,
        coalesce(p.merged_into_id, p.id) AS root_id,
        bool_or(c.is_standard) AS is_standard, max(c.eaches_per_use) AS a_use
    FROM asked AS a JOIN adoption_adoption AS d USING (id)
    JOIN specifications_consideredproduct AS c ON c.version_id = d.version_id
    JOIN products_product AS p ON p.id = c.product_id
    GROUP BY 1, 2, 3, 4, 5
)"""
# The items of each product first, then their lines by the index (item, date) of each
# month's partition.
LINES = """
FROM meant AS n
JOIN matching_match AS m ON m.product_id = n.root_id
    AND m.organisation_id = n.organisation_id AND m.eaches IS NOT NULL
JOIN purchases_line AS l ON l.item_id = m.item_id
    AND l.order_date >= n.from_on AND l.order_date < n.until_on
WHERE l.is_live AND l.kind IN ('O', 'C')"""
UNITS = "l.quantity * m.eaches / n.a_use"

IN_ALL = f"""{_MEANT}
SELECT n.id, sum({UNITS}), coalesce(sum({UNITS}) FILTER (WHERE n.is_standard), 0)
{LINES} GROUP BY n.id
"""
BY_MONTH = f"""{_MEANT}
SELECT date_trunc('month', l.order_date)::date, n.root_id, n.is_standard, sum({UNITS})
{LINES} GROUP BY 1, 2, 3 ORDER BY 1, 2
"""
# {narrow} and {order} are of paging.
OF_MONTH = f"""{_MEANT}
SELECT l.id, l.order_date, l.po_number, l.line_number, i.description, n.is_standard,
    l.quantity, m.eaches, l.quantity * m.eaches
{
    LINES.replace(
        "WHERE", "JOIN purchases_item AS i ON i.id = l.item_id" + chr(10) + "WHERE"
    )
} {{narrow}} ORDER BY {{order}} LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class Bought:
    """Uses that could be bought to the standard, and those of them on it; returns
    count against."""

    eligible: Decimal = Decimal(0)
    on_standard: Decimal = Decimal(0)

    @property
    def share(self) -> Decimal | None:
        """From 0 to 1; None where nothing was bought, returns taken off."""
        if self.eligible <= 0:
            return None
        return min(max(self.on_standard / self.eligible, Decimal(0)), Decimal(1))


def bought_lately(adoptions: Iterable[Adoption], *, on: date) -> dict[int, Bought]:
    """Of adoptions that are live, by number: in the 90 days to a day, since go-live."""
    spans = [
        (each.pk, max(each.live_on, on - LATELY + timedelta(days=1)))
        for each in adoptions
        if each.live_on
    ]
    if not spans:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(IN_ALL, _values(spans, on + timedelta(days=1)))
        return {row[0]: Bought(*row[1:]) for row in cursor.fetchall()}


@dataclass(frozen=True, slots=True)
class ProductMonth:
    """What was bought of one product in one month, in uses."""

    month: date
    product_id: int
    is_standard: bool
    units: Decimal


def bought_by_month(
    adoption: Adoption, *, from_on: date, until_on: date
) -> list[ProductMonth]:
    """By month and product, the oldest first; `until_on` is the day after the last."""
    with connection.cursor() as cursor:
        cursor.execute(BY_MONTH, _values([(adoption.pk, from_on)], until_on))
        return [ProductMonth(*row) for row in cursor.fetchall()]


def _values(spans: list[tuple[int, date]], until_on: date) -> dict[str, list]:
    return {
        "adoptions": [pk for pk, _ in spans],
        "from": [day for _, day in spans],
        "until": [until_on] * len(spans),
    }


def uncarried(versions: Iterable[Version]) -> dict[tuple[int, int], Adoption]:
    """By version and trust, the adoption of the version before that soon stands under
    it: the trust goes on with it, and plans nothing anew."""
    there = {each.specification_id: each.pk for each in versions}
    old = Adoption.objects.uncarried().filter(version__specification__in=there)
    return {
        (there[each.version.specification_id], each.organisation_id): each
        for each in old.select_related("version", "owner__user", "organisation")
    }


@dataclass(frozen=True, slots=True)
class Unbound:
    """Why a trust need not go over to a version: in a word, and in a sentence.
    `until` is the day on which an exemption is over."""

    word: str
    why: str
    until: date | None = None


def unbound(versions: Iterable[int], *, on: date) -> dict[tuple[int, int], Unbound]:
    """By version and trust, those that objected and were not won over, or that their
    round exempted."""
    found: dict[tuple[int, int], Unbound] = {}
    approving: set[tuple[int, int]] = set()
    for each in _decisions(versions):
        place = each.round.version_id, each.organisation_id
        if each.kind in (K.APPROVE, K.APPROVE_WITH_CONDITIONS):
            approving.add(place)
        elif reason := _why_unbound(each, on=on):
            found.setdefault(place, reason)
    # As the count has it: an exemption is the trust's where nobody of it approves.
    return {
        place: each
        for place, each in found.items()
        if each.word != EXEMPT or place not in approving
    }


def _decisions(versions: Iterable[int]) -> QuerySet[Any]:
    """Those that stand, objections first, with what became of each last."""
    steps = (
        ObjectionStep.objects.filter(decision=OuterRef("pk"))
        .exclude(act=ObjectionAct.OWNED)
        .order_by("-taken_at", "-pk")
    )
    return (
        Decision.objects.filter(
            round__version__in=versions,
            superseded_by=None,
            kind__in=(
                *(K.OBJECT_BLOCKING, K.OBJECT_ADVISORY, K.EXEMPT),
                *(K.APPROVE, K.APPROVE_WITH_CONDITIONS),
            ),
        )
        .exclude(seat__kind=SeatKind.CHAIR)
        .select_related("round")
        .annotate(
            last_act=Subquery(steps.values("act")[:1]),
            left_out_until=Subquery(steps.values("exempt_until")[:1]),
        )
        .order_by("-kind", "pk")
    )


def _why_unbound(decision: Any, *, on: date) -> Unbound | None:
    """A time out of it, until it is over, or an objection that stands."""
    who, said = decision.signer_name, decision.rationale
    if decision.kind == K.EXEMPT:
        why = f"{who} signed for an exemption: {said}"
        found = Unbound(EXEMPT, why, decision.exempt_until)
    elif decision.last_act == ObjectionAct.TRUST_EXEMPTED:
        why = f"To settle the objection of {who}: {said}"
        found = Unbound(LEFT_OUT, why, decision.left_out_until)
    elif (
        decision.kind == K.OBJECT_ADVISORY or decision.last_act == ObjectionAct.ACCEPTED
    ):
        return None  # advice binds nobody less
    else:
        why = f"{who} objected, and the objection stands: {said}"
        found = Unbound("Not bound", why)
    return None if found.until is not None and found.until <= on else found
