"""Initiatives and baselines as files, exact to the last decimal."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from procurement.savings.models import Baseline, BaselineLine
from procurement.savings.part_list import PartRow
from procurement.savings.years import FinancialYear
from trusts.exports import (
    DAY,
    POUNDS,
    PRICES,
    About,
    Cell,
    Column,
    Sheet,
    as_number,
    as_text,
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
BASELINE_HEADINGS = (
    "Product number",
    "Product",
    "Order date",
    "Order",
    "Line",
    "Quantity",
    "Eaches in a unit",
    "Eaches",
    "Eaches a use takes",
    "Net value (pounds)",
    "Price of a use (pounds)",
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


def baseline_rows(rows: QuerySet[BaselineLine]) -> Iterator[list[str]]:
    """Headings, then the order lines as they stood when the baseline was made."""
    yield list(BASELINE_HEADINGS)
    for line in rows.order_by("order_date", "pk").iterator(chunk_size=2000):
        claim = line.baseline.claim
        yield [
            str(claim.product_id),
            as_text(claim.product.description),
            line.order_date.isoformat(),
            as_text(line.po_number),
            as_text(line.line_number),
            as_number(line.quantity),
            str(line.eaches),
            as_number(line.units),
            as_number(claim.eaches_per_use),
            as_number(line.net_value),
            as_number(line.price_each),
        ]
