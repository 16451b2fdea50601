"""Initiatives and baselines as files, exact to the last decimal."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from procurement.savings.models import Baseline, BaselineLine
from procurement.savings.part_list import PartRow
from procurement.savings.years import FinancialYear
from trusts.exports import (
    DAY,
    EACHES,
    POUNDS,
    PRICE_EACH,
    PRICES,
    About,
    Cell,
    Column,
    Sheet,
    trust_of,
)
from trusts.models import Membership, Organisation

_PART_DEFINITIONS = (
    ("Full year", "Twelve months at the new price, in pounds ex VAT."),
    ("In the year", "The months of the financial year, April to March."),
    ("Cash-releasing", "Paid less than before: the budget can be cut by it."),
    ("Cost avoidance", "A documented rise avoided; never added to cash."),
    ("Identified", "Aimed at; not agreed by the trust’s finance."),
    ("Agreed", "Baseline locked by the trust’s finance."),
    ("Realised", "Confirmed by the trust’s finance from order lines."),
)
_BASELINE_DEFINITIONS = (
    ("Baseline", "Net value over uses of these order lines: what a use cost in the "
     "twelve months before the start. With fewer than three lines it is the last "
     "price. A switch to a standard has one, over the lines of all its products."),
    ("Each", "The smallest unit that is sold. Prices are pounds without VAT."),
    ("Use", "One each. In a switch, as many eaches as the specification says that a "
     "use of the product takes."),
    ("Kept", "The lines as they stood when the baseline was made; later changes of "
     "them change nothing here."),
)  # fmt: skip
BASELINE_COLUMNS = (
    Column("Product number", width=10),
    Column("Product", width=48),
    Column("Order date", DAY),
    Column("Order"),
    Column("Line", width=8),
    Column("Quantity", EACHES),
    Column("Eaches in a unit", EACHES),
    Column("Eaches", EACHES),
    Column("Eaches a use takes", EACHES),
    Column("Net value (pounds)", POUNDS),
    Column("Price of a use (pounds)", PRICE_EACH),
)


def about_parts(
    *,
    by: Membership,
    at: datetime,
    trust: Organisation | None,
    filters: Mapping[str, str],
) -> About:
    """`trust` is the one asked for, by who may ask for any."""
    return About(
        "Initiatives and each trust’s part in them",
        why="To see what is under way, what it brings, and who has the next step.",
        by=by,
        at=at,
        as_at=timezone.localdate(at),
        organisation=trust_of(by, trust),
        filters=filters,
        definitions=_PART_DEFINITIONS,
        confidentiality=PRICES,
    )


def _columns(year: FinancialYear) -> tuple[Column, ...]:
    return (
        Column("Initiative", width=48),
        Column("Trust code"),
        Column("Trust", width=32),
        Column("Kind", width=24),
        Column("Benefit", width=24),
        Column("Recurrent"),
        Column("Stage"),
        Column("Waits for finance"),
        Column("First month", DAY),
        Column("Full year, cash-releasing (pounds)", POUNDS, 18),
        Column("Full year, cost avoidance (pounds)", POUNDS, 18),
        Column(f"In {year}, cash-releasing (pounds)", POUNDS, 18),
        Column(f"In {year}, cost avoidance (pounds)", POUNDS, 18),
        Column("Costs once (pounds)", POUNDS, 18),
        Column("Also claimed in", width=24),
        Column("Owner", width=24),
        Column("Last step", DAY),
        Column("Next step", width=60),
    )


def _cells(row: PartRow) -> list[Cell]:
    part, figures = row.part, row.figures
    initiative = part.initiative
    return [
        initiative.name,
        part.organisation.code,
        part.organisation.name,
        initiative.get_kind_display(),
        initiative.get_benefit_display(),
        "yes" if initiative.is_recurrent else "no",
        part.get_stage_display(),
        "yes" if part.is_proposed else "no",
        part.start_month,
        figures.full_cash,
        figures.full_avoided,
        figures.year_cash,
        figures.year_avoided,
        part.one_off_cost,
        initiative.get_also_claimed_in_display() if initiative.also_claimed_in else "",
        str(part.owner.user) if part.owner else "",
        timezone.localdate(part.moved_at),
        row.next_step,
    ]


def part_sheet(rows: Iterable[PartRow], *, year: FinancialYear) -> Sheet:
    return Sheet("Initiatives", _columns(year), map(_cells, rows))


def about_baseline(baseline: Baseline, *, by: Membership, at: datetime) -> About:
    claim = baseline.claim
    initiative = claim.participation.initiative
    of = initiative if initiative.is_switch else claim.product
    return About(
        f"Baseline of {of}, part {claim.participation_id}",
        why="To check what a product cost before, so that a saving can be proved.",
        by=by,
        at=at,
        as_at=timezone.localdate(baseline.made_at),
        organisation=claim.organisation,
        definitions=_BASELINE_DEFINITIONS,
        confidentiality=PRICES,
    )


def baseline_sheet(rows: QuerySet[BaselineLine]) -> Sheet:
    """The order lines as they stood when the baseline was made."""
    lines = rows.order_by("order_date", "pk").iterator(chunk_size=2000)
    return Sheet("Order lines", BASELINE_COLUMNS, map(_line_cells, lines))


def _line_cells(line: BaselineLine) -> list[Cell]:
    claim = line.baseline.claim
    return [
        claim.product_id,
        claim.product.description,
        line.order_date,
        line.po_number,
        line.line_number,
        line.quantity,
        line.eaches,
        line.units,
        claim.eaches_per_use,
        line.net_value,
        line.price_each,
    ]
