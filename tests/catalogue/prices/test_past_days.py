"""Figures of a past day are those that were shown then, whatever is said later."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from catalogue.prices.actions import end_correction, reopen_correction
from procurement.gaps.actions import make_snapshot
from procurement.gaps.models import SnapshotGap
from tests.catalogue.prices.correcting import (
    AT,
    DAY,
    LATER,
    adjusted,
    correct,
    day,
    price_target,
)
from tests.procurement.gaps import world
from trusts.rules import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def gloves(northgate, southmere):
    return world.fill().product


def test_a_past_day_is_as_it_was_corrected_on_that_day(gloves, amina):
    rebate = adjusted(percent=Decimal(-10), starts_on=day(-20))
    target, made_at = price_target(amina.organisation, gloves), AT - timedelta(days=10)
    made = correct(target, rebate, amina, at=made_at)
    end_correction(made, by=amina, at=LATER)

    assert snapshot_prices(-20, -11, -10, -1, 0) == [
        Decimal(price) for price in ("0.065", "0.065", "0.0585", "0.0585", "0.065")
    ]


def test_a_correction_made_just_after_midnight_here_is_of_that_day(gloves, amina):
    rebate = adjusted(percent=Decimal(-10), starts_on=day(-20))
    half_past_midnight = datetime(2026, 9, 29, 23, 30, tzinfo=UTC)
    correct(
        price_target(amina.organisation, gloves), rebate, amina, at=half_past_midnight
    )

    assert snapshot_prices(-1, 0) == [Decimal("0.065"), Decimal("0.0585")]


def test_what_is_taken_up_again_leaves_the_days_between_as_they_were(gloves, amina):
    target, made_at = price_target(amina.organisation, gloves), AT - timedelta(days=10)
    made = correct(target, adjusted(percent=Decimal(-10)), amina, at=made_at)
    made.starts_on = day(-10)
    made.save(update_fields=["starts_on"])
    end_correction(made, by=amina, at=AT - timedelta(days=5))

    again = reopen_correction(made, by=amina, at=AT)

    made.refresh_from_db()
    assert (made.until_on, again.starts_on) == (day(-5), DAY)
    assert (again.ends_on, again.made_at, again.ended_at) == (made.ends_on, AT, None)
    assert snapshot_prices(-6, -5, -1, 0) == [
        Decimal(price) for price in ("0.0585", "0.065", "0.065", "0.0585")
    ]
    with pytest.raises(Refused, match="it would count twice"):
        reopen_correction(made, by=amina, at=AT)


def snapshot_prices(*days):
    """What Northgate's gap says that it pays, as at days counted from the DAY."""
    for each in days:
        make_snapshot(on=day(each), at=LATER)
    gaps = SnapshotGap.objects.filter(organisation__code="NGT").order_by("pk")
    return [gap.price_each for gap in gaps]
