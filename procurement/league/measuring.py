"""The figures of every trust as at a day, worked out from what the tables hold now.

The caller holds the transaction. Rows stay in tables of the session until `keep_rows`
has put them down.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection

from catalogue.products.models import Product
from procurement.gaps.actions import drop_findings, work_out_findings
from procurement.league import adoption_queries, queries
from procurement.league.metrics import (
    BOUGHT_NONE,
    NO_LINES,
    NOT_LIVE,
    WHY_NOT_MEASURED,
)
from procurement.league.models import Metric, Working
from procurement.specifications.models import VersionState, VersionStep
from trusts.models import Organisation

NOTHING = Decimal(0)
KEEPING = {
    queries.KEEP_PRICES: {Metric.PRICE},
    queries.KEEP_GAPS: {Metric.GAPS},
    queries.KEEP_SPEND: {
        Metric.CATALOGUE,
        Metric.ORDER,
        Metric.CONTRACT,
        Metric.DATA,
    },
    adoption_queries.KEEP_ADOPTIONS: {Metric.ADOPTION},
}


@dataclass(frozen=True, slots=True)
class Measured:
    """One metric of one trust before it is ranked: see `Figure`. `worked_in` is the
    number of the working whose rows add up to it, 0 for the one under way."""

    organisation_id: int
    metric: str
    numerator: Decimal = NOTHING
    denominator: Decimal = NOTHING
    lines_in: int | None = None
    lines: int | None = None
    why_not: str = ""
    is_under_review: bool = False
    worked_in: int = 0


@dataclass(frozen=True, slots=True)
class Trust:
    """A trust that is measured, with its newest order line of the period."""

    organisation: Organisation
    newest_order_on: date | None


def measure(
    *, period_from: date, as_at: date, progress: Callable[[str], None]
) -> tuple[list[Trust], list[Measured]]:
    """Every buying trust open at the end of the period, and all its metrics."""
    days = {"period_from": period_from, "as_at": as_at}
    with connection.cursor() as cursor:
        cursor.execute(queries.DROP_TABLES)
        progress("Prices and gaps as the period began")
        work_out_findings(on=period_from - timedelta(days=1))
        cursor.execute(queries.GAPS_BEFORE)
        progress("Prices and gaps as it ended")
        work_out_findings(on=as_at)
        cursor.execute(queries.PRICES)
        cursor.execute(queries.GAPS, days)
        drop_findings()
        progress("What was spent in it")
        cursor.execute(queries.SPEND, days)
        progress("What was bought to adopted standards")
        cursor.execute(adoption_queries.ADOPTIONS, days)
    return _figures(as_at)


def _figures(as_at: date) -> tuple[list[Trust], list[Measured]]:
    prices, gaps, spend, adopted = map(
        _by_trust,
        (
            *(queries.PRICE_SUMS, queries.GAP_SUMS, queries.SPEND_SUMS),
            adoption_queries.ADOPTION_SUMS,
        ),
    )
    has_catalogue = Product.objects.filter(is_declared=True).exists()
    has_standard = _has_standard(as_at)
    trusts, found = [], []
    for organisation in Organisation.objects.buying().open_on(as_at).by_name():
        pk = organisation.pk
        spent = spend.get(pk)
        trusts.append(Trust(organisation, spent[-1] if spent else None))
        found += [
            _ratio(pk, Metric.PRICE, *prices.get(pk, ())),
            _ratio(pk, Metric.GAPS, *gaps.get(pk, ())),
            *_of_spend(pk, spent, has_catalogue=has_catalogue),
            _adoption(pk, adopted.get(pk), has_standard=has_standard),
        ]
    return trusts, found


def _has_standard(as_at: date) -> bool:
    """Whether any had been adopted by then."""
    steps = VersionStep.objects.filter(state=VersionState.ADOPTED)
    return steps.filter(at__date__lte=as_at).exists()


def _adoption(
    organisation_id: int, bought: tuple | None, *, has_standard: bool
) -> Measured:
    """M7. None where nothing is live at the trust."""
    if bought is None:
        why_not = NOT_LIVE if has_standard else WHY_NOT_MEASURED[Metric.ADOPTION]
        return Measured(organisation_id, Metric.ADOPTION, why_not=why_not)
    on_standard, eligible = bought
    why_not = "" if eligible > 0 else BOUGHT_NONE
    return Measured(
        organisation_id, Metric.ADOPTION, on_standard, eligible, why_not=why_not
    )


def _by_trust(statement: str) -> dict[int, tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return {row[0]: row[1:] for row in cursor.fetchall()}


def _ratio(
    organisation_id: int,
    metric: Metric,
    numerator: Decimal = NOTHING,
    denominator: Decimal = NOTHING,
) -> Measured:
    why_not = "" if denominator > 0 else WHY_NOT_MEASURED[metric]
    return Measured(organisation_id, metric, numerator, denominator, why_not=why_not)


OF_SPEND = (Metric.CATALOGUE, Metric.ORDER, Metric.CONTRACT, Metric.DATA)


def _of_spend(
    organisation_id: int, spent: tuple | None, *, has_catalogue: bool
) -> list[Measured]:
    """M3 to M6: parts of what was spent."""
    if spent is None:
        return [Measured(organisation_id, m, why_not=NO_LINES) for m in OF_SPEND]
    spend, lines, on_catalogue, in_catalogue, under, in_contract, able, in_able, _ = (
        spent
    )
    parts = {
        Metric.CATALOGUE: (on_catalogue, in_catalogue, has_catalogue),
        Metric.ORDER: (spend, lines, False),
        Metric.CONTRACT: (under, in_contract, in_contract > 0),
        Metric.DATA: (able, in_able, True),
    }
    return [
        Measured(
            organisation_id,
            metric,
            value,
            spend,
            count,
            lines,
            why_not=_why_not(metric, spend, is_told=is_told),
        )
        for metric, (value, count, is_told) in parts.items()
    ]


def _why_not(metric: Metric, spend: Decimal, *, is_told: bool) -> str:
    if not is_told:
        return WHY_NOT_MEASURED[metric]
    return "" if spend > 0 else "Its returns outweigh its orders."


def keep_rows(working: Working, *, only: Measured | None = None) -> None:
    """Put down the rows behind the figures: all, or those of one figure."""
    values: dict[str, int] = {"working_id": working.pk}
    narrowed = ""
    if only is not None:
        narrowed = queries.OF_ORGANISATION
        values["organisation_id"] = only.organisation_id
    with connection.cursor() as cursor:
        for statement, metrics in KEEPING.items():
            if only is None or only.metric in metrics:
                cursor.execute(statement.format(of_organisation=narrowed), values)


def drop_tables() -> None:
    with connection.cursor() as cursor:
        cursor.execute(queries.DROP_TABLES)


def disputed_since(working: Working, *, on: date) -> dict[int, int]:
    """How many prices that earn something are disputed by now, by trust."""
    with connection.cursor() as cursor:
        cursor.execute(queries.DISPUTED_SINCE, {"working_id": working.pk, "on": on})
        return dict(cursor.fetchall())


def take_disputed_out(
    figures: list[Measured], *, before: Working, working: Working, on: date
) -> list[Measured]:
    """The figures without what prices earned that are disputed by now; puts down the
    rows of the trusts concerned."""
    values: dict[str, int | date] = {
        "working_id": before.pk,
        "new_working_id": working.pk,
        "on": on,
    }
    with connection.cursor() as cursor:
        cursor.execute(queries.TAKE_DISPUTED_OUT, values)
        cursor.execute(queries.KEPT_PRICE_SUMS, {"working_id": working.pk})
        sums = {row[0]: row[1:] for row in cursor.fetchall()}
    return [
        replace(
            each,
            numerator=sums[each.organisation_id][0],
            denominator=sums[each.organisation_id][1],
            worked_in=working.pk,
        )
        if each.metric == Metric.PRICE and each.organisation_id in sums
        else each
        for each in figures
    ]
