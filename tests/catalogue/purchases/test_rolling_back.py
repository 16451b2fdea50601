"""Taking an import back: what it brought goes, what it replaced returns."""

import pytest

from catalogue.purchases import actions
from catalogue.purchases.models import (
    Import,
    ImportState,
    Item,
    LineKey,
    PurchaseLine,
    TouchedItem,
)
from tests.catalogue.purchases.counting import counts, live_lines
from tests.extracts import AT, extract, import_bytes, row
from tests.region import trust

pytestmark = pytest.mark.django_db


def test_rolling_back_takes_lines_items_and_keys_away():
    of_import = import_bytes(extract(row(), row(po_number="2")), trust("NGT"))
    TouchedItem.objects.all().delete()

    actions.roll_back_import(of_import, by=None, at=AT)

    assert live_lines() == []
    assert not LineKey.objects.exists()
    assert not Item.objects.live().exists()
    assert TouchedItem.objects.count() == 1
    assert Import.objects.get().state == ImportState.ROLLED_BACK


def test_rolling_back_brings_back_what_was_replaced():
    import_bytes(extract(row()), trust("NGT"))
    before = live_lines()
    later = import_bytes(extract(row(quantity="7")), trust("NGT"))

    actions.roll_back_import(later, by=None, at=AT)

    assert live_lines() == before


def test_rolling_back_skips_a_version_that_was_rolled_back_itself():
    import_bytes(extract(row()), trust("NGT"))
    before = live_lines()
    second = import_bytes(extract(row(quantity="7")), trust("NGT"))
    third = import_bytes(extract(row(quantity="8")), trust("NGT"))

    actions.roll_back_import(second, by=None, at=AT)
    actions.roll_back_import(third, by=None, at=AT)

    assert live_lines() == before


def test_rolling_back_keeps_what_a_later_file_repeated():
    first = import_bytes(extract(row(), row(po_number="2")), trust("NGT"))
    later = import_bytes(extract(row(), row(po_number="3")), trust("NGT"))

    actions.roll_back_import(first, by=None, at=AT)

    later.refresh_from_db()
    assert [line[1] for line in live_lines()] == ["1001", "3"]
    assert counts(later) == (2, 2, 0, 0, 0)
    assert later.net_value == 130


def test_a_replaced_line_that_was_vouched_for_returns():
    first = import_bytes(extract(row()), trust("NGT"))
    vouching = import_bytes(extract(row(), row(po_number="2")), trust("NGT"))
    third = import_bytes(extract(row(quantity="7")), trust("NGT"))

    actions.roll_back_import(first, by=None, at=AT)
    actions.roll_back_import(third, by=None, at=AT)

    assert [line[1:4] for line in live_lines()] == [
        ("1001", "1", 10),
        ("2", "1", 10),
    ]
    vouching.refresh_from_db()
    assert counts(vouching) == (2, 2, 0, 0, 0)
    assert actions_still_account(vouching)


def actions_still_account(of_import):
    """The import's accepted lines are the lines that name it."""
    return (
        of_import.accepted == PurchaseLine.objects.filter(of_import=of_import).count()
    )


def test_a_rolled_back_file_can_be_imported_again():
    first = import_bytes(extract(row()), trust("NGT"))
    before = live_lines()
    actions.roll_back_import(first, by=None, at=AT)

    again = import_bytes(extract(row()), trust("NGT"))

    assert again != first
    assert live_lines() == before


def test_rolling_back_twice_is_refused():
    of_import = import_bytes(extract(row()), trust("NGT"))
    actions.roll_back_import(of_import, by=None, at=AT)

    with pytest.raises(actions.NotAllowed, match="rolled back"):
        actions.roll_back_import(of_import, by=None, at=AT)
