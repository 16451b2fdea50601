"""Many items under few words and no codes, as one distributor's extract has them: none
is matched on its words, and looking at them costs little and stores nothing."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.matching.actions import match_items
from catalogue.matching.models import Match
from catalogue.purchases.models import Item
from catalogue.suggestions.actions import suggest
from catalogue.suggestions.models import Question, Suggestion
from tests.catalogue.matching.buying import load
from tests.extracts import extract, import_bytes, row
from tests.region import trust

pytestmark = pytest.mark.django_db

AT = datetime(2026, 9, 30, 12, tzinfo=UTC)
WORDS = ("STERILE SUPPLY", "NON-STERILE SUPPLY", "SUPPLY, MISC", "IMPLANT", "DRUG ITEM")
ITEMS_UNDER_EACH = 120
CATALOGUE = """\
gtin,unit,manufacturer,mpc,npc,description,contains_gtin,contains_quantity
09520000000028,EA,Harlow,HG-1,,STERILE SUPPLY,,
09520000000042,EA,Harlow,HG-2,,Sterile supply tray large,,
09520000000066,EA,Kestrel,K-2,,Implant,,
"""


def import_words(items):
    rows = [
        row(po_number=f"{place}-{number}", description=words, supplier="WS Supplies",
            unit_of_purchase="EACH", local_code=f"{place}{number:05d}")
        for place, words in enumerate(WORDS)
        for number in range(items)
    ]  # fmt: skip
    import_bytes(extract(*rows), trust("NGT"))
    match_items()


def test_words_that_stand_for_many_things_are_no_evidence():
    load(CATALOGUE)
    import_words(ITEMS_UNDER_EACH)

    with CaptureQueriesContext(connection) as asked:
        looked_at = suggest(at=AT)

    items = len(WORDS) * ITEMS_UNDER_EACH
    assert Item.objects.count() == items
    assert not Match.objects.filter(product__isnull=False).exists()
    assert looked_at.subjects == items == Question.objects.count()
    assert not Suggestion.objects.exists()
    # So many statements whatever the number of items, within one batch.
    assert len(asked) < 60


def test_the_same_words_at_a_few_items_are_evidence():
    load(CATALOGUE)
    import_words(2)

    suggest(at=AT)

    said = {
        each.description.upper()
        for each in Item.objects.filter(
            subject__in=Suggestion.objects.values("subject")
        )
    }
    assert "STERILE SUPPLY" in said
