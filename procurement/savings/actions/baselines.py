"""Baselines: worked out from the lines, kept with them, copied when corrected."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from procurement.savings import baseline_queries as queries
from procurement.savings.models import Baseline, Claim, Participation
from procurement.savings.years import MONTHS_A_YEAR, month_of, months_after
from trusts.models import Membership


@dataclass(frozen=True, slots=True)
class BaselineNow:
    """What the lines say now of one claim; pounds per use, and uses. In a switch the
    price is that of all its products together, and a claim may have no line."""

    claim_id: int
    lines: int
    is_last_price: bool
    price_each: Decimal
    units: Decimal


def baseline_months(participation: Participation, *, today: date) -> tuple[date, date]:
    """The twelve months that the baseline is made of, up to before the second: those
    before the start, or, where it lies ahead, before the month under way."""
    until_on = min(participation.start_month, month_of(today))
    return months_after(until_on, -MONTHS_A_YEAR), until_on


def baselines_now(
    claims: list[Claim], from_on: date, until_on: date
) -> list[BaselineNow]:
    """Worked out anew; the lines stay in the session's table `baseline_line`."""
    values: dict[str, Any] = {
        "claims": [claim.pk for claim in claims],
        "from_on": from_on,
        "until_on": until_on,
    }
    with connection.cursor() as cursor:
        cursor.execute(queries.DROP_BASELINE_LINES)
        cursor.execute(queries.BASELINES, values)
        cursor.execute(queries.BASELINE_SUMS, values)
        rows = cursor.fetchall()
    return [
        BaselineNow(claim_id, lines, is_last, price_each, units)
        for claim_id, lines, is_last, price_each, units in rows
    ]


def keep_baselines(
    found: list[BaselineNow],
    from_on: date,
    until_on: date,
    *,
    by: Membership | None,
    at: datetime,
) -> None:
    made = Baseline.objects.bulk_create(
        Baseline(
            claim_id=each.claim_id,
            from_on=from_on,
            until_on=until_on,
            price_each=each.price_each,
            computed_price=each.price_each,
            units=each.units,
            lines=each.lines,
            is_last_price=each.is_last_price,
            made_at=at,
            made_by=by,
        )
        for each in found
    )
    with connection.cursor() as cursor:
        cursor.execute(
            queries.KEEP_BASELINE_LINES, {"baselines": [each.pk for each in made]}
        )
        cursor.execute(queries.DROP_BASELINE_LINES)


def of_one_price(claim: Claim) -> list[Baseline]:
    """The standing baselines that have one price with the claim's: its own alone, or
    all of a switch. Held until the transaction ends."""
    standing = Baseline.objects.select_for_update().filter(ended_at=None)
    if claim.participation.initiative.is_switch:
        standing = standing.filter(
            claim__participation=claim.participation_id, claim__is_live=True
        )
    else:
        standing = standing.filter(claim=claim)
    return list(standing.order_by("pk"))


def recounted(several: list[Baseline]) -> dict[int, BaselineNow]:
    """What the kept rows of baselines of one price say with the packs as they are known
    now, by baseline."""
    by_pk = {each.pk: each for each in several}
    with connection.cursor() as cursor:
        cursor.execute(queries.RECOUNT, {"baselines": list(by_pk)})
        rows = cursor.fetchall()
    return {
        pk: BaselineNow(
            by_pk[pk].claim_id, by_pk[pk].lines, by_pk[pk].is_last_price, price, units
        )
        for pk, price, units in rows
    }


def copy_baseline(
    old: Baseline,
    now: BaselineNow,
    *,
    price_each: Decimal,
    reason: str,
    by: Membership | None,
    at: datetime,
) -> Baseline:
    """The next baseline on the same rows, in place of one that has been ended."""
    new = Baseline.objects.create(
        claim=old.claim,
        from_on=old.from_on,
        until_on=old.until_on,
        price_each=price_each,
        computed_price=now.price_each,
        units=now.units,
        lines=old.lines,
        is_last_price=old.is_last_price,
        reason=reason,
        made_at=at,
        made_by=by,
        locked_at=at if old.locked_at else None,
        locked_by=by if old.locked_at else None,
    )
    with connection.cursor() as cursor:
        cursor.execute(
            queries.COPY_BASELINE_LINES, {"baselines": [old.pk], "new": new.pk}
        )
    return new
