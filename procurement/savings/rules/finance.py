"""Why finance may not agree, confirm or close, in a sentence, or ""."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Max

from catalogue.spend.models import SpendDay
from procurement.savings.models import (
    Claim,
    Participation,
    SavingStage,
)
from procurement.savings.rules.parts import why_not_change
from procurement.savings.years import months_after
from trusts.models import Membership
from trusts.permissions import Permission
from trusts.successions import day_in_words

LAST_DAYS = 7


def why_not_confirm(
    organisation_id: int,
    *,
    by: Membership | None,
    proposed_by: Membership | None = None,
) -> str:
    """Why somebody may not agree or confirm a trust's savings. Who proposed may not,
    under whichever role: it is the person who counts."""
    if by is None:
        return ""
    if not by.may(Permission.SAVINGS_CONFIRM):
        return "Only the trust’s finance may do that."
    if by.organisation_id != organisation_id:
        return "It is another trust’s part."
    if proposed_by is not None and proposed_by.user_id == by.user_id:
        return "You proposed it: somebody else of finance has to do that."
    return ""


def why_not_agree(participation: Participation, *, by: Membership | None) -> str:
    """Why a part cannot be agreed now."""
    if reason := why_not_confirm(
        participation.organisation_id, by=by, proposed_by=participation.proposed_by
    ):
        return reason
    if not participation.is_proposed:
        return "It does not wait for finance."
    return ""


def why_not_correct(
    participation: Participation, claim: Claim, *, by: Membership | None
) -> str:
    """Why a baseline cannot be corrected."""
    if reason := why_not_confirm(
        participation.organisation_id, by=by, proposed_by=participation.proposed_by
    ):
        return reason
    if participation.ended_at is not None or not claim.is_live:
        return "It has ended: what was agreed and confirmed stands."
    return ""


def why_not_lower(
    participation: Participation, by_lines: Decimal, price_each: Decimal, *, reason: str
) -> str:
    """Why a baseline cannot be that. `by_lines` is what its lines say."""
    each = participation.initiative.unit.a
    if not 0 < price_each <= by_lines:
        return (
            f"The lines say £{by_lines:f} {each}: a baseline can be lower than that, "
            "never higher."
        )
    return "" if reason else "Say why the baseline is not what the lines say."


def why_not_take_back_uplift(
    participation: Participation, claim: Claim, *, by: Membership | None
) -> str:
    """Why a documented rise cannot be taken back. Of what is agreed, finance may."""
    if participation.is_counted:
        return why_not_correct(participation, claim, by=by)
    return why_not_change(participation, by=by)


def why_not_close(participation: Participation, *, by: Membership | None) -> str:
    """Why finance cannot close a part."""
    if reason := why_not_confirm(
        participation.organisation_id, by=by, proposed_by=participation.proposed_by
    ):
        return reason
    if participation.stage != SavingStage.REALISED:
        return "Only a part with confirmed months can be closed."
    return ""


def data_to(organisations: Iterable[int]) -> dict[int, date]:
    """The day of the newest order line of each organisation that has one."""
    return dict(
        SpendDay.objects.filter(organisation__in=organisations)
        .order_by()
        .values_list("organisation")
        .annotate(newest=Max("day"))
    )


def why_not_confirm_month(
    participation: Participation, month: date, *, data_to: date | None, today: date
) -> str:
    """Why a month cannot be confirmed yet: it is not over, or its lines are not all
    there. `data_to` is the day of the trust's newest order line.

    Lines up to the last week of the month are taken for all of it: at a month's end
    there may be days without an order.
    """
    if not participation.is_counted:
        return "The baseline is not locked: nothing is counted yet."
    if not participation.start_month <= month < participation.end_month:
        return f"{month:%B %Y} is not one of its months."
    if today < months_after(month, 1):
        return why_not_over(month)
    if data_to is None or data_to < months_after(month, 1) - timedelta(days=LAST_DAYS):
        return why_no_lines(month, data_to=data_to)
    return ""


def why_not_over(month: date) -> str:
    return f"{month:%B %Y} is not over yet."


def why_no_lines(month: date, *, data_to: date | None) -> str:
    """Why a month is not complete. `data_to` is the day of the newest order line."""
    there = f"go to {day_in_words(data_to)}" if data_to else "are missing"
    return f"The order lines {there}: {month:%B %Y} is not complete."
