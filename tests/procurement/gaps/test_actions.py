"""What refreshes do to the live worklist, and what they leave alone."""

from datetime import date
from decimal import Decimal

import pytest

from catalogue.matching.models import TouchedProduct
from procurement.gaps import actions
from procurement.gaps.models import Gap, GapChange, Refresh, Snapshot, Worklist
from tests import region

pytestmark = pytest.mark.django_db

DAY = date(2026, 9, 30)


def dear_and_cheap(name, dear_value="2000"):
    """Two trusts buy the same thing; NGT pays more."""
    thing = region.product(name)
    dear = region.item(region.trust("NGT"), thing)
    cheap = region.item(region.trust("SMR"), thing)
    for day in (1, 2, 3):
        region.buy(dear, [(date(2026, 9, day), 1000, dear_value)])
        region.buy(cheap, [(date(2026, 9, day), 1000, "1000")])
    return thing, dear


def touch(product):
    TouchedProduct.objects.create(product_id=product.pk, import_id=7)


def columns():
    return list(Gap.objects.order_by("pk").values())


def test_refresh_gaps_twice_changes_nothing():
    dear_and_cheap("gloves")
    actions.refresh_gaps(on=DAY, at=region.AT)
    before = columns()

    actions.refresh_gaps(on=DAY, at=region.AT)

    assert columns() == before
    assert GapChange.objects.count() == 1


def test_refresh_touched_gaps_gives_what_everything_gives():
    thing, dear = dear_and_cheap("gloves")
    dear_and_cheap("gowns")
    actions.refresh_gaps(on=DAY, at=region.AT)
    region.buy(dear, [(date(2026, 9, 20), 500, "1250")])
    touch(thing)

    actions.refresh_touched_gaps(at=region.AT)

    touched = columns()
    actions.refresh_gaps(on=DAY, at=region.AT)
    assert columns() == touched
    assert not TouchedProduct.objects.exists()


def test_refresh_touched_gaps_leaves_other_products_alone():
    thing, _ = dear_and_cheap("gloves")
    _, dear_gown = dear_and_cheap("gowns")
    actions.refresh_gaps(on=DAY, at=region.AT)
    region.buy(dear_gown, [(date(2026, 9, 20), 500, "9000")])
    touch(thing)

    actions.refresh_touched_gaps(at=region.AT)

    assert set(Gap.objects.values_list("gap_value", flat=True)) == {Decimal("3000.00")}


def test_a_gap_that_ends_is_gone_and_found_again():
    thing, dear = dear_and_cheap("gloves")
    actions.refresh_gaps(on=DAY, at=region.AT)
    dear.lines.update(is_live=False)
    touch(thing)
    actions.refresh_touched_gaps(at=region.AT)
    gone = Gap.objects.get().state
    dear.lines.update(is_live=True)
    touch(thing)

    actions.refresh_touched_gaps(at=region.AT)

    assert (gone, Gap.objects.get().state) == ("GONE", "FOUND_AGAIN")
    kinds = GapChange.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["FOUND", "GONE", "FOUND_AGAIN"]
    assert Refresh.objects.latest("pk").import_ids == [7]


def test_make_snapshot_leaves_the_worklist_alone():
    dear_and_cheap("gloves")
    actions.refresh_gaps(on=DAY, at=region.AT)
    before = columns()

    past = actions.make_snapshot(on=date(2026, 9, 2), at=region.AT)

    assert columns() == before
    assert Worklist.objects.get().as_at == DAY
    assert past.listed == Snapshot.objects.get().gaps.count() == 1


def test_catch_up_moves_the_worklist_to_a_new_day():
    dear_and_cheap("gloves")
    actions.refresh_gaps(on=date(2026, 9, 29), at=region.AT)

    busy = actions.catch_up(on=DAY, at=region.AT)

    assert busy
    assert Worklist.objects.get().as_at == DAY
    assert not actions.catch_up(on=DAY, at=region.AT)


def test_a_gap_under_five_hundred_pounds_is_not_listed():
    dear_and_cheap("gloves", dear_value="1166.66")

    refreshed = actions.refresh_gaps(on=DAY, at=region.AT)

    assert refreshed.listed == 0


def test_two_prices_three_times_apart_are_suspects_and_in_no_gap():
    dear_and_cheap("gloves", dear_value="3000")

    refreshed = actions.refresh_gaps(on=DAY, at=region.AT)

    assert (refreshed.listed, refreshed.suspects) == (0, 2)
