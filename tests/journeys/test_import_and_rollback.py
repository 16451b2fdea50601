"""Over random imports, replacements and rollbacks: what the preview of a rollback says
is what then happens; importing and rolling back is as if nothing had been; so is
rolling back and importing again."""

import random
from collections import Counter

import pytest

from catalogue.prices.models import PricePaid
from catalogue.purchases import files
from catalogue.purchases.actions import roll_back_import
from catalogue.purchases.models import Import, ImportState, Item, PurchaseLine
from procurement.gaps.actions import catch_up, refresh_gaps
from procurement.gaps.models import Gap
from procurement.rollbacks.effects import effect_of
from tests.extracts import AT, TODAY, import_bytes
from tests.journeys.test_any_order import (
    TRUSTS,
    do_anything,
    every_import_accounts_for_its_lines,
    figures,
    lines,
    some_lines,
)
from tests.region import trust
from tests.seeds import seeds

pytestmark = pytest.mark.django_db


def all_caught_up():
    while catch_up(on=TODAY, at=AT):
        pass


def state():
    """Lines, items, matches, prices and gaps as they stand."""
    all_caught_up()
    items = set(Item.objects.live().values_list("pk", flat=True))
    return lines(), items, figures()


def imported_again(of_import):
    content = b"".join(files.chunks_of(files.path_of(of_import.sha256)))
    return import_bytes(content, of_import.organisation)


def some_history(choose, steps=8):
    """A region with a past: files that overlap, some rolled back, some again."""
    refresh_gaps(on=TODAY, at=AT)
    for _ in range(steps):
        gone = Import.objects.filter(state=ImportState.ROLLED_BACK).order_by("pk")
        if gone and choose.random() < 0.25:
            imported_again(choose.choice(list(gone)))
        else:
            do_anything(choose)
    if not Import.objects.filter(state=ImportState.DONE).exists():
        import_bytes(some_lines(choose), trust(choose.choice(TRUSTS)))


def a_standing_import(choose):
    done = Import.objects.filter(state=ImportState.DONE).order_by("pk")
    return choose.choice(list(done))


def amounts():
    """Live lines, items, prices and gaps, each by what it is."""
    all_caught_up()
    prices = PricePaid.objects.exclude(price_each=None)
    gaps = Gap.objects.listed()
    return (
        dict(PurchaseLine.objects.live().values_list("id", "net_value")),
        set(Item.objects.live().values_list("pk", flat=True)),
        {(p, o): price for p, o, price in prices.values_list(
            "product_id", "organisation_id", "price_each")},
        {(p, o): value for p, o, value in gaps.values_list(
            "product_id", "organisation_id", "gap_value")},
    )  # fmt: skip


def changed(before, after):
    return Counter(
        (organisation, before.get(key, 0), after.get(key, 0))
        for key in before.keys() | after.keys()
        for _, organisation in [key]
        if before.get(key, 0) != after.get(key, 0)
    )


@pytest.mark.parametrize("seed", seeds(6))
def test_the_preview_of_a_rollback_is_what_then_happens(seed):
    choose = random.Random(3000 + seed)
    some_history(choose)
    of_import = a_standing_import(choose)

    effect = effect_of(of_import, at=AT)
    lines_1, items_1, prices_1, gaps_1 = amounts()
    roll_back_import(of_import, by=None, at=AT)
    lines_2, items_2, prices_2, gaps_2 = amounts()

    said = effect.lines
    assert said.lines_go == len(lines_1.keys() - lines_2.keys())
    assert said.value_goes == sum(lines_1[n] for n in lines_1.keys() - lines_2.keys())
    assert said.lines_return == len(lines_2.keys() - lines_1.keys())
    assert said.value_returns == sum(
        lines_2[n] for n in lines_2.keys() - lines_1.keys()
    )
    assert effect.items_go == len(items_1 - items_2)
    assert effect.items_return == len(items_2 - items_1)
    assert effect.prices_go == len(prices_1.keys() - prices_2.keys())
    assert effect.prices_come == len(prices_2.keys() - prices_1.keys())
    assert effect.prices_change == sum(
        prices_1[key] != prices_2[key] for key in prices_1.keys() & prices_2.keys()
    )
    shown = Counter(
        (gap.organisation_id, gap.value_before, gap.value_after) for gap in effect.gaps
    )
    assert shown == changed(gaps_1, gaps_2)


@pytest.mark.parametrize("seed", seeds(2))
def test_a_preview_changes_nothing(seed):
    choose = random.Random(4000 + seed)
    some_history(choose)
    before = state()

    effect_of(a_standing_import(choose), at=AT)

    assert not catch_up(on=TODAY, at=AT)
    assert state() == before


@pytest.mark.parametrize("seed", seeds(6))
def test_importing_and_rolling_back_leaves_what_was_before(seed):
    choose = random.Random(5000 + seed)
    some_history(choose)
    before = state()

    of_import = import_bytes(some_lines(choose), trust(choose.choice(TRUSTS)))
    if choose.random() < 0.5:
        all_caught_up()
    roll_back_import(of_import, by=None, at=AT)

    assert state() == before
    every_import_accounts_for_its_lines()


@pytest.mark.parametrize("seed", seeds(8))
def test_rolling_back_and_importing_again_leaves_what_was_before(seed):
    choose = random.Random(6000 + seed)
    some_history(choose)
    before = state()

    gone = {a_standing_import(choose) for _ in range(choose.randint(1, 3))}
    for of_import in gone:
        roll_back_import(of_import, by=None, at=AT)
        if choose.random() < 0.5:
            all_caught_up()
    back = list(gone)
    choose.shuffle(back)
    for of_import in back:
        imported_again(of_import)

    assert state() == before
    every_import_accounts_for_its_lines()
