"""The metrics in SQL are the metrics in plain Python, to the penny."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.prices.models import ConfidentialPrice, PriceDispute
from catalogue.purchases.models import PurchaseLine
from procurement.gaps.actions import refresh_gaps
from procurement.gaps.models import Gap
from procurement.league.measuring import measure
from procurement.league.models import Metric
from procurement.worklist.actions import move
from tests import region
from tests.procurement.gaps import oracle as gap_oracle
from tests.procurement.league import oracle

pytestmark = pytest.mark.django_db

FROM, DAY = date(2026, 4, 1), date(2026, 9, 30)
TRUSTS = ("AAA", "BBB", "CCC", "DDD")
ORDERS = st.tuples(
    st.sampled_from(TRUSTS),
    st.sampled_from(["gloves", "gowns"]),
    st.one_of(st.sampled_from([0, 89, 90, 182, 183, 272, 273]), st.integers(0, 540)),
    st.sampled_from(["-10", "1", "40", "1000", "2500"]),
    st.sampled_from(["0", "1.10", "2", "2.05", "2.5", "4", "19"]),
    st.sampled_from([1, 10, None]),
    st.booleans(),
)
PAIRS = st.sets(
    st.tuples(st.sampled_from(TRUSTS), st.sampled_from(["gloves", "gowns"])), max_size=2
)


def fill(orders):
    """The orders for the oracle, and in the tables; gowns are on a catalogue."""
    gowns = region.product("gowns")
    gowns.is_declared = True
    gowns.save(update_fields=["is_declared"])
    items, bought = {}, []
    for code, name, age, quantity, price, eaches, has_contract in orders:
        key = (code, name, eaches)
        if key not in items:
            items[key] = region.item(
                region.trust(code), region.product(name), eaches=eaches
            )
        on, packs = DAY - timedelta(days=age), Decimal(quantity)
        value = packs * (eaches or 1) * Decimal(price)
        [made] = region.buy(items[key], [(on, packs, value)])
        if has_contract:
            PurchaseLine.objects.filter(id=made.id).update(contract_reference="C-1")
        line = gap_oracle.Line(
            code, name, on, packs * (eaches or 1), value, packs > 0 and value > 0
        )
        bought.append(oracle.Bought(line, has_contract, name == "gowns", bool(eaches)))
    return bought


def dispute(pairs):
    for code, name in pairs:
        PriceDispute.objects.create(
            organisation=region.trust(code), product=region.product(name),
            price_each=1, says="No", opened_on=date(2026, 1, 1), opened_at=region.AT,
        )  # fmt: skip


def measured():
    trusts, figures = measure(period_from=FROM, as_at=DAY, progress=lambda step: None)
    codes = {each.organisation.pk: each.organisation.code for each in trusts}
    return {(codes[e.organisation_id], e.metric): e for e in figures}


def sums_of(found, metric):
    return {
        code: (each.numerator, each.denominator)
        for (code, of), each in found.items()
        if of == metric and each.denominator
    }


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(ORDERS, min_size=4, max_size=25), PAIRS)
def test_measure_is_the_oracles(orders, disputed):
    with transaction.atomic():
        bought = fill(orders)
        dispute(disputed)
        found = measured()
        transaction.set_rollback(True)

    lines = [each.line for each in bought if each.is_pack_known]
    prices = oracle.price_position(lines, DAY, disputed)
    assert sums_of(found, Metric.PRICE) == prices
    closed = oracle.gaps_closed(lines, FROM, DAY, disputed, agreed=set())
    assert sums_of(found, Metric.GAPS) == closed
    spent = oracle.spend(bought, FROM, DAY)
    for metric, place in (("M3", 1), ("M4", 0), ("M5", 2), ("M6", 3)):
        for code, sums in spent.items():
            figure = found[code, metric]
            assert (figure.numerator, figure.denominator) == (sums[place], sums[0])
            assert (figure.lines_in, figure.lines) == (sums[place + 4], sums[4])


@pytest.fixture
def gap():
    """AAA pays 6p in March, BBB and CCC 5p all along."""
    gloves = region.product("gloves")
    for code, price in (("AAA", "0.06"), ("BBB", "0.05"), ("CCC", "0.05")):
        item = region.item(region.trust(code), gloves, eaches=100)
        days = [date(2026, month, 20) for month in (1, 2, 3, 9)]
        region.buy(item, [(day, 1000, Decimal(price) * 100_000) for day in days])
    refresh_gaps(on=date(2026, 3, 31), at=region.AT)
    return Gap.objects.get()


def test_a_gap_agreed_in_the_period_counts_and_one_agreed_before_is_not_open(gap):
    assert measured()["AAA", "M2"].numerator == 0

    with transaction.atomic():
        agree(gap, datetime(2026, 5, 4, tzinfo=UTC))
        in_period = measured()["AAA", "M2"]
        transaction.set_rollback(True)
    agree(gap, datetime(2026, 3, 31, 9, tzinfo=UTC))
    before = measured()["AAA", "M2"]

    assert in_period.numerator == in_period.denominator == gap.gap_value
    assert before.denominator == 0
    assert "open when the period began" in before.why_not


def agree(gap, at):
    assert move([gap], stage="AGREED", by=None, at=at).done == 1


def test_a_confidential_price_is_banded_in_the_median_and_in_no_figure_of_its_own(gap):
    ConfidentialPrice.objects.create(
        organisation=region.trust("BBB"), product=gap.product, reason="CONTRACT",
        ends_on=DAY, made_at=region.AT,
    )  # fmt: skip

    found = measured()

    assert found["BBB", "M1"].denominator == 0
    # Against the median of 5p, 5.1p (the top of the band from 5p) and 6p.
    figure = found["AAA", "M1"]
    assert figure.numerator / figure.denominator == Decimal("0.15")
