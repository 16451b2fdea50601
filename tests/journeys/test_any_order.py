"""Imports, rollbacks and catalogues in any order, caught up with at any time, end where
working everything out afresh ends; and where the standing files alone end."""

import random
from datetime import timedelta

import pytest

from catalogue.matching.actions import match_items
from catalogue.matching.models import Match
from catalogue.prices.models import PricePaid
from catalogue.products.actions import load_catalogue
from catalogue.purchases.actions import roll_back_import
from catalogue.purchases.models import Import, ImportState, PurchaseLine
from procurement.gaps.actions import catch_up, refresh_gaps
from procurement.gaps.models import Gap, SuspectPrice
from tests.extracts import AT, TODAY, extract, import_bytes, row
from tests.region import trust
from tests.seeds import seeds

pytestmark = pytest.mark.django_db

TRUSTS = ("NGT", "SMR", "EWD", "LNG")
CATALOGUE = (
    "gtin,unit,manufacturer,mpc,npc,description,contains_gtin,contains_quantity",
    "09520000000028,EA,Harlow Gloves,HG1000,ABC12345,Gloves,,",
    "19520000000025,BX,Harlow Gloves,HG1000,ABC12345,Gloves,09520000000028,100",
    "09520000000042,EA,Tern Medical,TM2000,ABC99999,Gown,,",
)
# What an item may say of itself; some of it contradicts the rest.
CODES = (
    {"gtin": "19520000000025"},
    {"gtin": "09520000000028", "unit_of_purchase": "EACH"},
    {"gtin": "09520000000073"},
    {"npc": "ABC12345"},
    {"npc": "ABC99999", "gtin": "09520000000042"},
    {"manufacturer": "Harlow Gloves Ltd", "mpc": "HG-1000"},
    {"manufacturer": "HARLOW", "mpc": "hg1000"},
    {"manufacturer": "Tern Medical", "mpc": "TM2000"},
    {"manufacturer": "Tern Medical", "mpc": "TM3000", "gtin": "09520000000073"},
    {"manufacturer": "Harlow Imaging", "mpc": "XR9000"},
    {"supplier": "Tern Medical", "mpc": "TM2000"},
    {"gtin": "19520000000025", "npc": "ABC99999"},
)


def some_lines(choose):
    """An extract of a trust: a few order lines, some of which it has sent before."""
    lines = {}
    for _ in range(choose.randint(1, 12)):
        number = choose.randint(1, 25)
        on = TODAY - timedelta(days=choose.choice([1, 20, 89, 100, 179, 200, 380]))
        lines[number] = row(
            po_number=str(number),
            order_date=on.isoformat(),
            quantity=str(choose.choice([1, 40, 400, 1000, -5])),
            unit_price=choose.choice(["5.20", "5.90", "6.50", "18", "0"]),
            **({"unit_of_purchase": "BOX100"} | choose.choice(CODES)),
        )
    return extract(*lines.values())


def do_anything(choose):
    what = choose.random()
    standing = Import.objects.filter(state=ImportState.DONE)
    if what < 0.6:
        import_bytes(some_lines(choose), trust(choose.choice(TRUSTS)))
    elif what < 0.75 and standing:
        roll_back_import(choose.choice(list(standing.order_by("pk"))), by=None, at=AT)
    elif what < 0.85:
        load_catalogue(CATALOGUE[: choose.randint(2, len(CATALOGUE))])
    else:
        catch_up(on=TODAY, at=AT)


def figures():
    """Everything worked out from the lines, without the numbers rows happen to have."""
    items = {}
    for match in Match.objects.select_related("item"):
        what = (match.item_id, match.tier, match.reason, match.eaches)
        items.setdefault(match.product_id or -match.item_id, []).append(what)
    groups = {product: tuple(sorted(of)) for product, of in items.items()}
    kinds = {
        PricePaid: ("price_each", "window_days", "units_12m", "evidence_lines"),
        Gap: ("price_each", "lowest_price", "median_price", "gap_value", "trusts"),
        SuspectPrice: ("price_each", "median_price", "units_12m"),
    }
    rows = set()
    for model, columns in kinds.items():
        found = model.objects.exclude(state="GONE") if model is Gap else model.objects
        for product, *said in found.values_list("product_id", "organisation", *columns):
            rows.add((model.__name__, groups[product], *said))
    return sorted(groups.values()), rows


def lines():
    return sorted(
        PurchaseLine.objects.live().values_list(
            "organisation__code", "po_number", "quantity", "net_value", "order_date"
        )
    )


@pytest.mark.parametrize("seed", seeds(10))
def test_touched_only_ends_where_everything_afresh_ends(seed):
    choose = random.Random(seed)
    refresh_gaps(on=TODAY, at=AT)
    for _ in range(14):
        do_anything(choose)
    while catch_up(on=TODAY, at=AT):
        pass
    touched_only = figures()

    match_items(everything=True)
    refresh_gaps(on=TODAY, at=AT)

    assert figures() == touched_only
    every_import_accounts_for_its_lines()


def every_import_accounts_for_its_lines():
    for of_import in Import.objects.filter(state=ImportState.DONE):
        mine = PurchaseLine.objects.filter(of_import=of_import).count()
        assert of_import.accepted + of_import.replaced == mine, of_import.pk


@pytest.mark.parametrize("seed", seeds(4))
def test_rolling_back_everything_leaves_nothing(seed):
    choose = random.Random(1000 + seed)
    for _ in range(6):
        import_bytes(some_lines(choose), trust(choose.choice(TRUSTS)))
    while catch_up(on=TODAY, at=AT):
        pass

    standing = list(Import.objects.filter(state=ImportState.DONE).order_by("pk"))
    choose.shuffle(standing)
    for of_import in standing:
        roll_back_import(of_import, by=None, at=AT)
    while catch_up(on=TODAY, at=AT):
        pass

    assert lines() == []
    assert figures() == ([], set())


@pytest.mark.parametrize("seed", seeds(4))
def test_rolling_back_one_leaves_what_the_other_files_say(seed):
    choose = random.Random(2000 + seed)
    files = [(some_lines(choose), choose.choice(TRUSTS)) for _ in range(5)]
    undone = choose.randrange(5)
    imports = [import_bytes(content, trust(code)) for content, code in files]

    roll_back_import(imports[undone], by=None, at=AT)

    left = lines()
    for of_import in Import.objects.filter(state=ImportState.DONE).order_by("-pk"):
        roll_back_import(of_import, by=None, at=AT)
    for number, (content, code) in enumerate(files):
        if number != undone:
            import_bytes(content, trust(code))
    assert lines() == left
