"""Makes each role's desk. A figure is the one that the page it leads to shows, made by
the same function."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.utils import timezone

from catalogue.spend.summaries import completeness
from procurement.adoption.waiting import to_close, to_do
from procurement.asks.models import Ask
from procurement.gaps import summaries
from procurement.gaps.models import Gap
from procurement.home.bars import bars_of
from procurement.home.best import best_to_act_on
from procurement.home.changes import changes_of, changes_since
from procurement.home.days import first_of_month, monday_before
from procurement.home.events import exports_of, other_events_of
from procurement.home.imports import imports_of, taken_in_since, with_rejected_rows
from procurement.home.spending import everybodys_data, own_data
from procurement.home.summaries import (
    Administering,
    Auditing,
    Buying,
    Confirming,
    Desk,
    Judging,
    Leading,
    Stewarding,
    Supporting,
)
from procurement.home.working import my_work
from procurement.league.in_preview import open_preview_of
from procurement.leavers.wording import left_in_words
from procurement.review.progress import desk_of as review_of
from procurement.savings.leak_reading import owned_leak
from procurement.savings.month_progress import by_trust as savers_of
from procurement.savings.month_reading import month_counts
from procurement.savings.waiting import parts_waiting
from procurement.savings.years import months_after
from procurement.signoff.duties import duties_of
from procurement.signoff.waiting import waiting_for
from trusts.models import Membership, Organisation
from trusts.restating import choice_of
from trusts.roles import Role
from trusts.summaries import people_figures


def desk_of(member: Membership, *, at: datetime, query: Mapping[str, str]) -> Desk:
    """The first page of the member's role; the address says how totals stand."""
    today = timezone.localdate(at)
    if member.role == Role.REGIONAL_LEAD:
        return _leading(member, today, at, query)
    return _MAKERS[Role(member.role)](member, today, at)


def _buying(member: Membership, today: date, at: datetime) -> Buying:
    gaps = Gap.objects.visible_to(member).listed()
    on, since = summaries.as_at(), monday_before(today)
    work = my_work(member, on=today, since=since)
    came_in = imports_of(member, on=today, at=at)
    parts = parts_waiting(member, at=at)
    letters = Ask.objects.visible_to(member).left_behind(on=today).count()
    return Buying(
        on=on,
        worth=work.worth,
        new=work.new,
        since=since,
        freshness=completeness(member=member, on=on) if on else None,
        best=best_to_act_on(gaps, member=member, on=today) if work.worth.gaps else [],
        own=own_data(member, on=on or today),
        imports=came_in,
        changes=changes_of(came_in.newest, member=member) if came_in.newest else None,
        people=people_figures(member, on=today, at=at),
        review=review_of(member, at=at),
        parts=parts,
        leak=owned_leak(member, before=first_of_month(today)),
        today=today,
        work=work,
        left=left_in_words(gaps=work.left, parts=parts.left, letters=letters),
        preview=open_preview_of(member, on=today),
        duties=duties_of(member, at=at),
        adoptions=to_do(member, on=today),
    )


def _confirming(member: Membership, today: date, at: datetime) -> Confirming:
    on, since = summaries.as_at(), first_of_month(today)
    months = month_counts(member, on=today)
    return Confirming(
        on=on,
        worth=summaries.worth(Gap.objects.visible_to(member).listed()),
        freshness=completeness(member=member, on=on) if on else None,
        since=since,
        changes=changes_since(since, member=member),
        own=own_data(member, on=on or today),
        parts=parts_waiting(member, at=at),
        waiting=months["WAITING"],
        again=months["AGAIN"],
        to_close=to_close(member),
        preview=open_preview_of(member, on=today),
    )


def _stewarding(member: Membership, today: date, at: datetime) -> Stewarding:
    on = summaries.as_at() or today
    return Stewarding(
        imports=imports_of(member, on=today, at=at),
        with_rejected_rows=with_rejected_rows(member, at=at),
        on=on,
        trusts=everybodys_data(member, on=on),
        review=review_of(member, at=at),
    )


def _leading(
    member: Membership, today: date, at: datetime, query: Mapping[str, str]
) -> Leading:
    on, since = summaries.as_at(), monday_before(today)
    last_month = months_after(first_of_month(today), -1)
    by_trust = summaries.worth_by_trust(Gap.objects.visible_to(member).listed())
    codes = [trust.code for trust in by_trust]
    restating = choice_of(query, on=on or today, codes=codes)
    return Leading(
        on=on,
        worth=summaries.sum_of(by_trust),
        bars=bars_of(summaries.restated(by_trust, restating)),
        restating=restating,
        freshness=completeness(member=member, on=on) if on else None,
        trusts=everybodys_data(member, on=on or today),
        taken_in=taken_in_since(first_of_month(today), member=member),
        since=since,
        changes=changes_since(since, member=member),
        people=people_figures(member, on=today, at=at),
        review=review_of(member, at=at),
        last_month=last_month,
        savers=savers_of(member, last_month, on=today),
        duties=duties_of(member, at=at),
    )


def _administering(member: Membership, today: date, at: datetime) -> Administering:
    places = Organisation.objects.visible_to(member).open_on(today)
    return Administering(
        organisations=places.count(),
        people=people_figures(member, on=today, at=at),
    )


def _auditing(member: Membership, _today: date, _at: datetime) -> Auditing:
    on = summaries.as_at()
    return Auditing(
        on=on,
        worth=summaries.worth(Gap.objects.visible_to(member).listed()),
        freshness=completeness(member=member, on=on) if on else None,
        exports=exports_of(member),
        events=other_events_of(member),
    )


def _judging(member: Membership, today: date, at: datetime) -> Judging:
    return Judging(
        waiting=waiting_for(member),
        duties=duties_of(member, at=at),
        adoptions=to_do(member, on=today),
    )


_MAKERS: dict[Role, Callable[[Membership, date, datetime], Desk]] = {
    Role.TRUST_LEAD: _buying,
    Role.BUYER: _buying,
    Role.TRUST_FINANCE: _confirming,
    Role.CLINICAL_REVIEWER: _judging,
    Role.CLINICAL_CHAIR: _judging,
    Role.DATA_STEWARD: _stewarding,
    Role.COUNCIL_OFFICER: lambda *_: Supporting(),
    Role.AUDITOR: _auditing,
    Role.ADMINISTRATOR: _administering,
}
