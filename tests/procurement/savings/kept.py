"""What is kept of trusts' years beside what their claims say, for tests."""

from collections import Counter

from procurement.savings import figures
from procurement.savings.models import KeptYear, ToldBy, TouchedTrust


def kept_says_what_claims_say(member, *, year, on):
    """The figures that may be read from what is kept, and by other statements, which
    never are."""
    scope = {"year": year, "on": on}
    rows = figures.trusts_and_months(member, **scope)
    by_month = figures.pounds(member, "organisation", "month", **scope)
    assert {
        (row.organisation, row.month, *_sums(row)) for row in rows if row.month
    } == {(*row.key, *_sums(row)) for row in by_month}
    by_part = figures.full_year(member, "organisation", "participation", **scope)
    assert {
        (row.organisation, row.participation, row.stage, row.cash_releasing)
        for row in rows
        if not row.month
    } == {(*row.key, row.stage, row.cash_releasing) for row in by_part}
    whole = summed(figures.pounds(member, **scope))
    for told in (ToldBy.CATEGORY, ToldBy.SUPPLIER):
        assert summed(figures.pounds_by_name(member, told, **scope)) == whole


def summed(rows):
    """By stage, every figure of it that is not 0."""
    sums = Counter()
    for row in rows:
        names = ("cash_releasing", "cost_avoidance", "waiting", "leakage")
        sums.update({(row.stage, name): getattr(row, name) for name in names})
    return {key: amount for key, amount in sums.items() if amount}


def is_relied_on(trust, *, month):
    """Whether both years of the trust are kept as at a month, and nothing touched."""
    touched = TouchedTrust.objects.values("organisation_id")
    kept = KeptYear.objects.filter(organisation=trust, as_at=month)
    kept = kept.exclude(organisation__in=touched)
    return kept.count() == 2


def _sums(row):
    return row.stage, row.cash_releasing, row.cost_avoidance, row.waiting, row.leakage
