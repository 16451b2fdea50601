"""Keeping months up to date with the order lines: only of claims that were touched."""

from collections.abc import Iterable
from datetime import date

from django.db import connection, transaction

from procurement.savings import kept_pound_queries as pounds
from procurement.savings import queries
from procurement.savings.models import TouchedTrust
from procurement.savings.month_queries import KEEP_SUMS, OF_CLAIMS_NOW, OF_PARTS
from procurement.savings.years import FinancialYear
from trusts.models import Organisation

# One at a time, whatever the number of workers.
_LOCK = 7_305
_LOCK_OF_POUNDS = 7_306


def is_behind(*, on: date) -> bool:
    """Whether some claim's months are not worked out yet."""
    with connection.cursor() as cursor:
        cursor.execute(queries.IS_BEHIND, {"on": on})
        return bool(cursor.fetchone()[0])


def one_at_a_time() -> None:
    """Wait until nobody works months out, and keep others from it until the
    transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def keep_sums(parts: Iterable[int]) -> None:
    """Make the sums of these parts' months agree with what stands in them. Whoever
    changes a month does so, `one_at_a_time`."""
    with connection.cursor() as cursor:
        cursor.execute(KEEP_SUMS.format(of_parts=OF_PARTS), {"parts": list(parts)})


@transaction.atomic
def keep_savings(*, on: date, everything: bool = False) -> int:
    """Make the months of touched claims, or of all, agree with the lines. Answers how
    many rows changed. Safe to run twice."""
    take = queries.TAKE_EVERYTHING if everything else queries.TAKE_TOUCHED
    one_at_a_time()
    with connection.cursor() as cursor:
        cursor.execute(queries.DROP_TABLES)
        cursor.execute(take, {"on": on})
        cursor.execute(queries.MONTHS_NOW, {"on": on})
        cursor.execute(queries.DROP_MONTHS)
        cursor.execute(queries.KEEP_MONTHS)
        written = cursor.fetchone()[0]
        cursor.execute(KEEP_SUMS.format(of_parts=OF_CLAIMS_NOW))
        cursor.execute(queries.DROP_TABLES)
    return written


@transaction.atomic
def keep_pounds(*, on: date, everything: bool = False) -> int:
    """Add up the pounds of this financial year and the last of trusts that were touched
    since, or of all. Answers of how many. Safe to run twice."""
    if everything:
        TouchedTrust.objects.bulk_create(
            TouchedTrust(organisation_id=pk)
            for pk in Organisation.objects.values_list("pk", flat=True)
        )
    year = FinancialYear.of(on)
    years = (year, year.before)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK_OF_POUNDS])
        kept = [each.first_month for each in years]
        cursor.execute(pounds.TAKE_STALE, {"on": on, "years": kept})
        trusts = [pk for (pk,) in cursor.fetchall()]
        if trusts:
            cursor.execute(pounds.DROP, {"organisations": trusts})
            for each in years:
                _keep_year(each, trusts, on=on)
    return len(trusts)


def _keep_year(year: FinancialYear, trusts: list[int], *, on: date) -> None:
    values = {"first": year.first_month, "end": year.end_month, "on": on}
    with connection.cursor() as cursor:
        for statement in pounds.KEEP:
            cursor.execute(statement, values | {"organisations": trusts})
