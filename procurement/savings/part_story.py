"""A part month by month: what was expected, what the lines say, what was confirmed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Sum

from catalogue.products.models import Product
from procurement.savings.claim_lines import claims_of
from procurement.savings.models import (
    Claim,
    ClaimMonth,
    ConfirmedMonth,
    Participation,
)
from procurement.savings.month_reading import (
    NOTHING,
    MonthState,
    PartMonth,
    months_page,
)
from procurement.savings.part_figures import expected_of
from procurement.savings.years import MONTHS_A_YEAR, FinancialYear, months_between
from trusts.models import Membership


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What the part's month was once finance had confirmed it; pounds ex VAT."""

    at: datetime
    by: str
    cash_releasing: Decimal
    cost_avoidance: Decimal
    leakage: Decimal


@dataclass(frozen=True, slots=True)
class StoryMonth:
    """`expected` is a twelfth of the agreed full year; `found` is None of a month to
    come. `earlier` are the confirmations before the standing one, oldest first."""

    month: date
    expected: Decimal
    found: PartMonth | None
    earlier: list[Confirmation]


@dataclass(frozen=True, slots=True)
class StoryProduct:
    """One claim over the months so far, by the lines; `expected` is a full year."""

    claim: Claim
    product: Product
    baseline_price: Decimal | None
    expected: Decimal
    cash_releasing: Decimal
    cost_avoidance: Decimal
    leakage: Decimal
    volume_effect: Decimal


@dataclass(frozen=True, slots=True)
class StoryYear:
    """A financial year's months of the part: as confirmed, what the lines say of months
    that wait, and what is expected of those to come."""

    year: FinancialYear
    months: int
    expected: Decimal
    confirmed: Decimal
    waiting: Decimal
    to_come: Decimal

    @property
    def in_year(self) -> Decimal:
        return self.confirmed + self.waiting + self.to_come


@dataclass(frozen=True, slots=True)
class PartStory:
    """`full_year` is twelve months: what was agreed, or twelve times what a confirmed
    month brought. `net` is that less what the change costs once."""

    months: list[StoryMonth]
    products: list[StoryProduct]
    years: list[StoryYear]
    expected: Decimal
    confirmed: Decimal
    confirmed_months: int
    full_year: Decimal
    one_off_cost: Decimal

    @property
    def net(self) -> Decimal:
        return self.confirmed - self.one_off_cost

    @property
    def full_year_net(self) -> Decimal:
        return self.full_year - self.one_off_cost


def story_of(part: Participation, *, member: Membership, on: date) -> PartStory:
    """All of it; the caller has made sure that the part may be seen."""
    expected = expected_of(part)
    a_month = sum(expected.values(), NOTHING)
    found = {
        each.month: each
        for each in months_page(member, MonthState, on=on, part=part.pk).rows
    }
    earlier = _earlier(part)
    months = [
        StoryMonth(month, a_month, found.get(month), earlier[month])
        for month in months_between(part.start_month, part.end_month)
    ]
    confirmed = [each.found.was for each in months if each.found and each.found.was]
    saved = sum((was.saved for was in confirmed), NOTHING)
    full_year = a_month * MONTHS_A_YEAR
    if confirmed:
        closed_on = part.organisation.closed_on
        runs_on = closed_on is None or closed_on > on
        full_year = saved / len(confirmed) * MONTHS_A_YEAR if runs_on else saved
    return PartStory(
        months=months,
        products=_products(part, expected),
        years=_years(months),
        expected=a_month * len(months),
        confirmed=saved,
        confirmed_months=len(confirmed),
        full_year=full_year.quantize(Decimal("0.01"), ROUND_HALF_UP),
        one_off_cost=part.one_off_cost,
    )


def _earlier(part: Participation) -> dict[date, list[Confirmation]]:
    """What each month was after every confirmation but the last. One confirmation adds
    the products whose figures had changed; the others stand as they were."""
    standing: dict[date, dict[int, ConfirmedMonth]] = defaultdict(dict)
    said: dict[date, dict[datetime, Confirmation]] = defaultdict(dict)
    rows = ConfirmedMonth.objects.filter(claim__participation=part)
    for row in rows.select_related("confirmed_by__user").order_by("pk"):
        of_month = standing[row.month]
        of_month[row.claim_id] = row
        said[row.month][row.confirmed_at] = _confirmation(row, of_month.values())
    return defaultdict(
        list, {month: list(each.values())[:-1] for month, each in said.items()}
    )


def _confirmation(
    newest: ConfirmedMonth, rows: Iterable[ConfirmedMonth]
) -> Confirmation:
    rows = list(rows)
    return Confirmation(
        newest.confirmed_at,
        newest.confirmed_by.user.full_name if newest.confirmed_by else "",
        *(
            sum((getattr(row, name) for row in rows), NOTHING)
            for name in ("cash_releasing", "cost_avoidance", "leakage")
        ),
    )


def _products(part: Participation, expected: dict[int, Decimal]) -> list[StoryProduct]:
    names = ("cash_releasing", "cost_avoidance", "leakage", "volume_effect")
    rows = ClaimMonth.objects.filter(claim__participation=part).order_by()
    sums = {
        claim: figures
        for claim, *figures in rows.values_list("claim").annotate(*map(Sum, names))
    }
    claims = claims_of(part)
    standing = part.claims.filter(baselines__ended_at=None)
    baselines = dict(standing.values_list("pk", "baselines__price_each"))
    return [
        StoryProduct(
            claim,
            claim.product,
            baselines.get(claim.pk),
            expected.get(claim.pk, NOTHING) * MONTHS_A_YEAR,
            *sums.get(claim.pk, [NOTHING] * len(names)),
        )
        for claim in claims
    ]


def _years(months: list[StoryMonth]) -> list[StoryYear]:
    by_year: dict[FinancialYear, list[StoryMonth]] = defaultdict(list)
    for each in months:
        by_year[FinancialYear.of(each.month)].append(each)
    return [_year(year, of_year) for year, of_year in sorted(by_year.items())]


def _year(year: FinancialYear, months: list[StoryMonth]) -> StoryYear:
    confirmed, waiting, to_come = NOTHING, NOTHING, NOTHING
    for each in months:
        if each.found is None or each.found.state == MonthState.UNDER_WAY:
            to_come += each.expected
        elif each.found.was is not None:
            confirmed += each.found.was.saved
        else:
            waiting += each.found.now.saved
    expected = sum((each.expected for each in months), NOTHING)
    return StoryYear(year, len(months), expected, confirmed, waiting, to_come)
