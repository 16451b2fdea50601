"""What is left out is told by reason, and each reason's items add up to its figure."""

from datetime import timedelta
from decimal import Decimal

import pytest

from procurement.gaps.omissions import (
    LARGEST_SPEND,
    REASONS,
    items_left_out,
    left_out,
    left_out_in_all,
    reason_of,
)
from tests import region
from tests.procurement.gaps.world import DAY
from trusts.paging import page_of

pytestmark = pytest.mark.django_db

FATES = {
    "unknown-pack": {"tier": "A", "pack_status": "unknown", "eaches": None},
    "pack-conflict": {"tier": "B", "pack_status": "conflict", "eaches": None},
    "code-conflict": {"tier": "X", "product": None},
    "unmatched": {"tier": "", "product": None, "reason": "NO_CODE"},
}


@pytest.fixture
def bought(amina):
    """Per reason three items with two lines each; as many that count, or are old."""
    spent = 0
    for number, fate in enumerate([*FATES.values(), {}] * 3):
        item = region.item(amina.organisation, region.product(f"Product {number}"))
        for name, value in fate.items():
            setattr(item.match, name, value)
        item.match.save()
        spent += 10
        region.buy(item, [(DAY, 1, spent), (DAY - timedelta(days=364), 1, spent)])
        region.buy(item, [(DAY - timedelta(days=365), 1, 5000)])


def test_left_out_tells_every_reason_by_what_was_spent(bought, amina):
    found = left_out(member=amina, on=DAY)

    assert {row.reason.code: (row.items, row.value) for row in found} == {
        "unknown-pack": (3, 360),
        "pack-conflict": (3, 420),
        "code-conflict": (3, 480),
        "unmatched": (3, 540),
    }
    assert [row.value for row in found] == sorted(
        (r.value for r in found), reverse=True
    )


def test_left_out_stands_beside_all_that_was_spent(bought, amina):
    found = left_out_in_all(member=amina, on=DAY)

    # What counts has been bought too: three items, for 50, 100 and 150, twice.
    assert (found.items, found.value, found.spent) == (12, 1800, 2400)
    assert found.share == Decimal("0.75")


def test_share_left_out_is_none_where_nothing_was_spent(amina):
    assert left_out_in_all(member=amina, on=DAY).share is None


@pytest.mark.parametrize("reason", REASONS, ids=lambda reason: reason.code)
def test_items_left_out_add_up_page_by_page(bought, amina, reason):
    items = items_left_out(reason, member=amina, on=DAY)
    pages = [page_of(items, LARGEST_SPEND, size=2)]
    while pages[-1].older:
        pages.append(page_of(items, LARGEST_SPEND, after=pages[-1].older, size=2))

    seen = [item for page in pages for item in page.rows]
    [row] = [r for r in left_out(member=amina, on=DAY) if r.reason is reason]
    assert len(seen) == len({item.pk for item in seen}) == row.items
    assert sum(item.spent for item in seen) == row.value


def test_an_item_not_looked_at_yet_is_left_out_too(bought, amina):
    item = region.item(amina.organisation, region.product("New"))
    item.match.delete()
    region.buy(item, [(DAY, 1, 7)])

    items = items_left_out(reason_of("unmatched"), member=amina, on=DAY)

    assert item in items
    assert sum(each.spent for each in items) == 547
