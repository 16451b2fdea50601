"""The gap rule in SQL is the gap rule in plain Python, to the penny."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.gaps.actions import make_snapshot, refresh_gaps
from procurement.gaps.models import Gap, Snapshot, SnapshotGap, SnapshotSuspect
from tests import region
from tests.procurement.gaps import oracle

pytestmark = pytest.mark.django_db

DAY = date(2026, 9, 30)
TRUSTS = ("AAA", "BBB", "CCC", "DDD", "EEE")

# Dates on and around every edge of the windows.
AGES = st.one_of(
    st.sampled_from([-1, 0, 1, 89, 90, 91, 179, 180, 181, 364, 365, 366]),
    st.integers(0, 400),
)
ORDERS = st.tuples(
    st.sampled_from(TRUSTS),
    st.sampled_from(["gloves", "gowns"]),
    AGES,
    st.sampled_from(["-10", "1", "3", "40", "100", "1000", "2500", "0.5"]),
    st.sampled_from(["0", "0.000001", "1.10", "2", "2.05", "2.5", "4", "6.00", "19"]),
    st.sampled_from([1, 10, 12]),
)


def lines_and_rows(orders):
    """The orders for the oracle, and in the tables."""
    items, lines = {}, []
    for code, name, age, quantity, price, eaches in orders:
        key = (code, name, eaches)
        if key not in items:
            items[key] = region.item(
                region.trust(code), region.product(name), eaches=eaches
            )
        on, packs = DAY - timedelta(days=age), Decimal(quantity)
        value = packs * eaches * Decimal(price)
        region.buy(items[key], [(on, packs, value)])
        is_evidence = packs > 0 and value > 0
        lines.append(oracle.Line(code, name, on, packs * eaches, value, is_evidence))
    return lines


def kept_gaps():
    snapshot = Snapshot.objects.latest("pk")
    gaps = {}
    for gap in SnapshotGap.objects.filter(snapshot=snapshot).select_related(
        "organisation", "product", "lowest_organisation"
    ):
        key = (gap.organisation.code, gap.product.description)
        gaps[key] = oracle.OracleGap(
            trust=key[0],
            product=key[1],
            price=gap.price_each,
            lowest=gap.lowest_price,
            lowest_trust=gap.lowest_organisation.code,
            second_lowest=gap.second_lowest_price,
            median=gap.median_price,
            units=gap.units_12m,
            value=gap.gap_value,
            trusts=gap.trusts,
        )
    suspects = {
        (s.organisation.code, s.product.description)
        for s in SnapshotSuspect.objects.filter(snapshot=snapshot).select_related(
            "organisation", "product"
        )
    }
    return gaps, suspects


@settings(max_examples=60)
@given(st.lists(ORDERS, min_size=2, max_size=25))
def test_findings_are_the_oracles(orders):
    with transaction.atomic():
        lines = lines_and_rows(orders)
        make_snapshot(on=DAY, at=region.AT)
        gaps, suspects = kept_gaps()
        transaction.set_rollback(True)

    expected = oracle.find(lines, DAY)
    assert gaps == expected.gaps
    assert suspects == expected.suspects


@pytest.fixture
def worked_example():
    """Gloves as in design section 5."""
    gloves = region.product("Gloves")
    northgate = region.item(region.trust("NGT"), gloves, eaches=100)
    southmere = region.item(region.trust("SMR"), gloves, eaches=100)
    eastwood = region.item(region.trust("EWD"), gloves, eaches=100)
    region.buy(northgate, [(date(2026, 8, 1), 400, "2600.00")])
    region.buy(northgate, [(date(2026, 2, 1), 1100, "8000.00")])
    region.buy(southmere, [(date(2026, 8, day), 200, "1040.00") for day in range(1, 6)])
    region.buy(eastwood, [(date(2026, 8, 1), 1, "3.00")])


def test_refresh_gaps_gives_the_worked_example(worked_example):
    refreshed = refresh_gaps(on=DAY, at=region.AT)

    gap = Gap.objects.get()
    assert refreshed.listed == 1
    assert gap.organisation.code == "NGT"
    assert gap.price_each == Decimal("0.065")
    assert gap.lowest_price == Decimal("0.052")
    assert gap.lowest_organisation.code == "SMR"
    assert gap.median_price == Decimal("0.052")
    assert gap.gap_value == Decimal("1950.00")
    assert gap.gap_percent == Decimal("0.2")
    assert gap.trusts == 3


def test_refresh_gaps_leaves_nothing_in_the_session(worked_example):
    refresh_gaps(on=DAY, at=region.AT)

    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relpersistence = 't'")
        names = {name for (name,) in cursor.fetchall()}
    assert not names & {"finding", "priced", "judged_price", "price_now", "compared"}
