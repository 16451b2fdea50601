"""A trust's finance confirms its months, many at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from procurement.savings import rules
from procurement.savings.actions.keeping import is_behind, keep_sums, one_at_a_time
from procurement.savings.actions.stepping import step
from procurement.savings.models import (
    FIGURES,
    ClaimMonth,
    ConfirmedMonth,
    Participation,
    SavingStage,
)
from trusts.models import Membership
from trusts.rules import Refused, refuse


@dataclass(frozen=True, slots=True)
class SeenMonth:
    """A part's month with the sums that stood on the page, in pounds."""

    participation_id: int
    month: date
    cash_releasing: Decimal
    cost_avoidance: Decimal


@transaction.atomic
def confirm_months(
    seen: Iterable[SeenMonth], *, by: Membership, at: datetime
) -> list[ConfirmedMonth]:
    """Finance confirms what it saw: all of it, or, where one figure is another by now,
    nothing. Raises Refused.

    A month that is confirmed as it stands is left alone: a second click does nothing.
    """
    months = {(each.participation_id, each.month): each for each in seen}
    one_at_a_time()
    parts = _held(months, by=by)
    if is_behind(on=timezone.localdate(at)):
        raise Refused(
            "Figures are being worked out just now. Look again in a moment: nothing "
            "was confirmed."
        )
    rows = _rows(months)
    data_to = rules.data_to({part.organisation_id for part in parts.values()})
    for key, each in months.items():
        part = parts[key[0]]
        refuse(
            rules.why_not_confirm_month(
                part,
                each.month,
                data_to=data_to.get(part.organisation_id),
                today=timezone.localdate(at),
            )
        )
        refuse(_why_other_figures(part, each, rows[key]))
    return _keep(parts, rows, by=by, at=at)


def _held(
    months: dict[tuple[int, date], SeenMonth], *, by: Membership
) -> dict[int, Participation]:
    parts = {
        part.pk: part
        for part in Participation.objects.visible_to(by)
        .select_for_update(of=("self",))
        .select_related("initiative", "organisation", "proposed_by")
        .filter(pk__in={pk for pk, _ in months})
        .order_by("pk")
    }
    if not months or any(pk not in parts for pk, _ in months):
        raise Refused("Choose at least one month to confirm.")
    for part in parts.values():
        refuse(
            rules.why_not_confirm(
                part.organisation_id, by=by, proposed_by=part.proposed_by
            )
        )
    return parts


def _rows(
    months: dict[tuple[int, date], SeenMonth],
) -> dict[tuple[int, date], list[ClaimMonth]]:
    rows: dict[tuple[int, date], list[ClaimMonth]] = {key: [] for key in months}
    for row in (
        ClaimMonth.objects.select_for_update(of=("self",))
        .select_related("claim")
        .filter(
            claim__participation__in={pk for pk, _ in months},
            month__in={month for _, month in months},
        )
        .order_by("pk")
    ):
        key = row.claim.participation_id, row.month
        if key in rows:
            rows[key].append(row)
    return rows


def _why_other_figures(
    part: Participation, seen: SeenMonth, rows: list[ClaimMonth]
) -> str:
    now = (
        sum((row.cash_releasing for row in rows), Decimal()),
        sum((row.cost_avoidance for row in rows), Decimal()),
    )
    if rows and now == (seen.cash_releasing, seen.cost_avoidance):
        return ""
    return (
        f"“{part.initiative}” in {seen.month:%B %Y} is £{now[0]:,.2f} by now, not "
        f"£{seen.cash_releasing:,.2f}: lines have come in meanwhile. Nothing was "
        "confirmed; look again."
    )


def _keep(
    parts: dict[int, Participation],
    rows: dict[tuple[int, date], list[ClaimMonth]],
    *,
    by: Membership,
    at: datetime,
) -> list[ConfirmedMonth]:
    standing = {
        (each.claim_id, each.month): _figures(each)
        for each in ConfirmedMonth.objects.standing().filter(
            claim__participation__in=parts
        )
    }
    kept = []
    for (part_id, month), of_month in sorted(rows.items()):
        new = [
            row
            for row in of_month
            if standing.get((row.claim_id, row.month)) != _figures(row)
        ]
        if not new:
            continue
        kept += [_confirmed(row, by=by, at=at) for row in new]
        part = parts[part_id]
        if part.stage == SavingStage.AGREED:
            part.stage = SavingStage.REALISED
            part.save(update_fields=["stage"])
        _record(part, month, of_month, by=by, at=at)
    kept = ConfirmedMonth.objects.bulk_create(kept)
    keep_sums(parts)
    return kept


def _figures(row: ClaimMonth | ConfirmedMonth) -> tuple[Decimal, ...]:
    return tuple(getattr(row, name) for name in FIGURES)


def _confirmed(row: ClaimMonth, *, by: Membership, at: datetime) -> ConfirmedMonth:
    return ConfirmedMonth(
        claim_id=row.claim_id,
        organisation_id=row.organisation_id,
        product_id=row.product_id,
        month=row.month,
        confirmed_at=at,
        confirmed_by=by,
        **{name: getattr(row, name) for name in FIGURES},
    )


def _record(
    part: Participation,
    month: date,
    rows: list[ClaimMonth],
    *,
    by: Membership,
    at: datetime,
) -> None:
    cash = sum((row.cash_releasing for row in rows), Decimal())
    avoided = sum((row.cost_avoidance for row in rows), Decimal())
    done = f"Confirmed {month:%B %Y}: £{cash:,.2f} cash-releasing"
    if avoided:
        done += f", £{avoided:,.2f} cost avoidance"
    step(
        part,
        "saving_month_confirmed",
        done,
        by=by,
        at=at,
        month=month,
        cash_releasing=cash,
        cost_avoidance=avoided,
    )
