"""Years of work on savings in the region that is measured in: set-based, for size.

Parts in every stage with baselines from the lines, months confirmed, waiting and asking
again, agreed prices and letters, watched gaps, a target, a league table that is out and
one in its preview. The demonstration's is the believable story; this one is for size.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import groupby

from django.db import connection, transaction
from django.utils import timezone

from bench import invented, work_queries
from bench.pages import member_of
from bench.reporting import progress
from procurement.gaps.models import Worklist
from procurement.league import actions as league
from procurement.opportunities.actions import keep_opportunities
from procurement.savings import actions
from procurement.savings.actions.baselines import baselines_now, keep_baselines
from procurement.savings.models import Claim, Participation
from procurement.savings.years import FinancialYear, month_of, months_after
from procurement.suppliers.actions import keep_suppliers
from trusts.models import Membership, Organisation
from trusts.roles import Kind, Role

# The lines of the invented region keep their price: what was paid before is said to
# have been so much more, so that there is something saved.
BEFORE = Decimal("1.15")
TARGET = Decimal(15_000_000)
LEAGUE_DAYS = 90


def work_on_savings(*, at: datetime) -> None:
    """Fill in everything; does nothing where it has been done before."""
    if Participation.objects.exists():
        progress("The work on savings is there already.")
        return
    _work(on=timezone.localdate(at), at=at)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


@transaction.atomic
def _work(*, on: date, at: datetime) -> None:
    _people()
    values = {"on": on, "at": at, "month": month_of(on)}
    progress("suppliers, categories and their figures")
    _run(work_queries.CATEGORIES, values)
    keep_suppliers(on=Worklist.objects.get().as_at, at=at)
    progress("initiatives, parts and claims")
    _run(work_queries.PARTS, values)
    progress("baselines from the lines")
    _baselines(at=at)
    _run(work_queries.AGREED, values)
    progress("months, and finance confirms them")
    actions.keep_savings(on=on, everything=True)
    _run(work_queries.CONFIRMED, values)
    actions.keep_savings(on=on, everything=True)  # the sums of what is confirmed now
    progress("agreed prices, letters and watched gaps")
    _run(work_queries.WORKED, values)
    _region(on=on, at=at)


def office() -> Organisation:
    return Organisation.objects.get_or_create(
        code="BOFF", defaults={"name": "Regional Office", "kind": Kind.REGIONAL_OFFICE}
    )[0]


def regional_lead() -> Membership:
    return member_of(Role.REGIONAL_LEAD, office())


def _people() -> None:
    """A lead, a buyer and a finance at every trust."""
    for code in invented.codes():
        trust = Organisation.objects.get(code=code)
        for role in (Role.TRUST_LEAD, Role.BUYER, Role.TRUST_FINANCE):
            member_of(role, trust)


def _baselines(*, at: datetime) -> None:
    """As when parts are proposed: of the twelve months before each starts."""
    until = {
        claim.pk: min(claim.first_month, month_of(timezone.localdate(at)))
        for claim in Claim.objects.filter(participation__proposed_at__isnull=False)
    }
    for until_on, claims in groupby(sorted(until, key=until.__getitem__), until.get):
        assert until_on is not None
        from_on = months_after(until_on, -12)
        found = [
            replace(each, price_each=round(each.price_each * BEFORE, 6))
            for each in baselines_now(
                list(Claim.objects.filter(pk__in=list(claims))), from_on, until_on
            )
        ]
        keep_baselines(found, from_on, until_on, by=None, at=at)


def _region(*, on: date, at: datetime) -> None:
    """Target, check, opportunities and two league tables."""
    year = FinancialYear.of(on)
    actions.set_target(year, amount=TARGET, note="", by=None, at=at)
    progress("the nightly check")
    actions.check_savings(on=on, at=at)
    progress("opportunities")
    keep_opportunities(at=at)
    progress("a league table that is out, and one in its preview")
    for days_ago in (200, 20):
        _league(on - timedelta(days=days_ago), is_out=days_ago > LEAGUE_DAYS, at=at)


def _league(as_at: date, *, is_out: bool, at: datetime) -> None:
    by = regional_lead()
    prepared = at - timedelta(days=60 if is_out else 1)
    made = league.prepare_release(
        period_from=as_at - timedelta(days=LEAGUE_DAYS), as_at=as_at, by=by, at=prepared
    )
    league.work_out(made.workings.get().pk, at=prepared, progress=lambda _step: None)
    league.open_preview(made, by=by, at=prepared)
    if is_out:
        league.release(made, carries_open=True, by=by, at=at - timedelta(days=30))


def _run(statements: tuple[str, ...], values: dict[str, object]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, values)
