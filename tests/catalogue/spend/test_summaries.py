"""How complete the data is: counted, dated and shared out as at any day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from catalogue.spend.actions import keep_spend
from catalogue.spend.shares import in_hundredths, share_of
from catalogue.spend.summaries import completeness, is_stale
from tests import region

pytestmark = pytest.mark.django_db

DAY = date(2026, 9, 30)


@pytest.fixture
def lines(northgate, southmere):
    gloves = region.product("Gloves")
    of_northgate = region.item(northgate, gloves)
    region.buy(of_northgate, [(DAY, 1, "60"), (DAY - timedelta(days=365), 1, "999")])
    region.buy(region.item(northgate, gloves, eaches=None), [(DAY, 1, "40")])
    of_southmere = region.item(southmere, gloves)
    region.buy(of_southmere, [(DAY - timedelta(days=40), 1, "300")])
    region.buy(of_southmere, [(DAY + timedelta(days=1), 1, "7")])
    region.trust("PND")
    keep_spend()


def test_completeness_counts_trusts_and_says_whose_lines_are_oldest(lines, rae):
    found = completeness(member=rae, on=DAY)

    assert (found.trusts_with_lines, found.trusts) == (2, 3)
    assert (found.newest_age, found.oldest_age) == (0, 40)
    assert found.oldest_trust == "Southmere Hospitals"
    assert found.share == Decimal(360) / Decimal(400)


def test_completeness_is_as_at_its_day(lines, rae):
    found = completeness(member=rae, on=DAY - timedelta(days=1))

    assert found.newest == DAY - timedelta(days=40)
    assert found.oldest == DAY - timedelta(days=365)


def test_a_trust_learns_the_share_of_its_own_spend_only(lines, amina):
    found = completeness(member=amina, on=DAY)

    assert found.share == Decimal("0.6")
    assert not found.is_of_region
    assert found.trusts_with_lines == 2


@pytest.mark.parametrize("who", ["carys", "petra"])
def test_who_sees_no_prices_sees_no_completeness(lines, request, who):
    assert completeness(member=request.getfixturevalue(who), on=DAY) is None


def test_completeness_costs_one_query(lines, rae, django_assert_num_queries):
    with django_assert_num_queries(1):
        completeness(member=rae, on=DAY)


@pytest.mark.parametrize(
    ("days", "expected"), [(0, False), (44, False), (45, True), (400, True)]
)
def test_data_is_stale_without_a_line_of_the_last_45_days(days, expected):
    assert is_stale(DAY - timedelta(days=days), on=DAY) is expected
    assert not is_stale(None, on=DAY)


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        ("99.99", "100", "0.99"),
        ("100", "100", "1"),
        ("120", "100", "1"),  # returns of what cannot be compared
        ("-5", "100", "0"),
        ("5", "0", None),
    ],
)
def test_what_is_not_quite_all_is_never_all(part, whole, expected):
    share = in_hundredths(share_of(Decimal(part), Decimal(whole)))

    assert share == (None if expected is None else Decimal(expected))
