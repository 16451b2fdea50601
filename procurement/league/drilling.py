"""The rows that a figure is the sum of, page by page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Case, F, QuerySet, Value, When

from procurement.gaps.models import Gap
from procurement.league.editions import newest_ready
from procurement.league.models import (
    AdoptionRow,
    Figure,
    GapRow,
    Metric,
    PriceRow,
    Release,
    SpendRow,
)
from procurement.league.trust_page import PARTS, rows_behind
from trusts.models import Membership, Organisation
from trusts.paging import Order, Page, page_of, read_decimal

COSTS_MOST = Order("effect", True, read_decimal)
SAVES_MOST = Order("effect", False, read_decimal)
LARGEST_GAP = Order("gap_value", True, read_decimal)
MOST_OUTSIDE = Order("outside", True, read_decimal)
# Of a price that another trust has come to keep confidential.
NOT_SHOWN = "not shown"


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows behind a figure, in their order. Where `has_untold`, some of them may
    not be told in full, and so the figure's exact sums neither."""

    figure: Figure
    rows: QuerySet
    order: Order
    has_untold: bool = False

    def page(self, query: Mapping[str, str]) -> Page:
        return page_of(
            self.rows,
            self.order,
            after=query.get("after", ""),
            before=query.get("before", ""),
        )

    def all(self) -> QuerySet:
        sign = "-" if self.order.descending else ""
        return self.rows.order_by(f"{sign}{self.order.field}", f"{sign}id")


def figure_of(
    release: Release, organisation: Organisation, metric: str, *, member: Membership
) -> Figure | None:
    """A figure whose rows the member may see: of the own trust, or of any for who sees
    the region."""
    working = newest_ready(release.pk)
    is_own = organisation.pk == member.organisation_id
    if working is None or not (is_own or member.sees_region):
        return None
    return (
        Figure.objects.visible_to(member)
        .filter(working=working, organisation=organisation, metric=metric)
        .select_related("worked_in")
        .first()
    )


def rows_of(figure: Figure, query: Mapping[str, str], *, member: Membership) -> Rows:
    """What the figure is the sum of."""
    if figure.metric == Metric.PRICE:
        order = SAVES_MOST if query.get("order") == "least" else COSTS_MOST
        return _compared(figure, PriceRow.objects.visible_to(member), order)
    if figure.metric == Metric.GAPS:
        return _compared(figure, GapRow.objects.visible_to(member), LARGEST_GAP)
    if figure.metric == Metric.ADOPTION:
        return Rows(figure, _adopted(figure, member), MOST_OUTSIDE)
    part = PARTS.get(Metric(figure.metric))
    spend = rows_behind(SpendRow.objects.visible_to(member), figure)
    inside = F(part) if part else F("spend")
    return Rows(
        figure,
        spend.annotate(inside=inside, outside=F("spend") - inside).select_related(
            "supplier"
        ),
        MOST_OUTSIDE,
    )


def _adopted(figure: Figure, member: Membership) -> QuerySet:
    rows = rows_behind(AdoptionRow.objects.visible_to(member), figure)
    outside = F("eligible") - F("on_standard")
    return rows.annotate(outside=outside).select_related("version__specification")


def _compared(figure: Figure, seen: QuerySet, order: Order) -> Rows:
    """Rows that compare prices; those that may not be told stand as if they were worth
    nothing, because their place would tell what they are worth."""
    rows = rows_behind(seen, figure).select_related("product")
    has_untold = rows.filter(is_told=False).exists()
    if has_untold:
        worth = Case(When(is_told=True, then=F(order.field)), default=Value(Decimal(0)))
        rows, order = rows.annotate(worth=worth), replace(order, field="worth")
    return Rows(figure, rows, order, has_untold)


def kind_of(figure: Figure) -> str:
    """Which rows it has: prices, gaps, adoptions or spend."""
    kinds = {
        Metric.PRICE: "prices",
        Metric.GAPS: "gaps",
        Metric.ADOPTION: "adoptions",
    }
    return kinds.get(Metric(figure.metric), "spend")


@dataclass(frozen=True, slots=True)
class GapShown:
    """A gap as it was, and the one on its product as it stands today: where the work
    is."""

    row: GapRow
    gap_now: Gap | None


def with_gaps_now(rows: Sequence[GapRow], *, member: Membership) -> list[GapShown]:
    gaps = Gap.objects.visible_to(member).filter(
        organisation__in={row.organisation_id for row in rows},
        product__in=[row.product_id for row in rows],
    )
    by_product = {gap.product_id: gap for gap in gaps}
    return [GapShown(row, by_product.get(row.product_id)) for row in rows]
