"""`export_items`: what it writes and that it is on the record."""

import csv
from io import StringIO

import pytest
from django.core.management import call_command

from catalogue.matching.actions import match_items
from tests.extracts import extract, import_bytes, row
from tests.region import trust
from trusts.models import AuditEvent

pytestmark = pytest.mark.django_db


def export(path):
    call_command("export_items", "--output", str(path), stdout=StringIO())
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize(
    ("local_code", "written"),
    [("-123", "-123"), ("+4.5", "+4.5"), ("=1+1", "'=1+1"), ("-1+cmd", "'-1+cmd")],
)
def test_a_formula_becomes_text_and_a_number_stays(tmp_path, local_code, written):
    import_bytes(extract(row(local_code=local_code)), trust("NGT"))
    match_items()

    assert export(tmp_path / "items.csv")[0]["local_code"] == written


def test_an_export_is_on_the_record(tmp_path):
    export(tmp_path / "items.csv")

    event = AuditEvent.objects.get()
    assert (event.action, event.target) == ("file_exported", "Items")
    assert event.detail == {"file": str(tmp_path / "items.csv")}
