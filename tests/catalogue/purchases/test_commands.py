"""`import_purchases` and `rollback_import`: what they print, refuse and remember."""

import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction

from catalogue.purchases import actions
from catalogue.purchases.actions import running
from catalogue.purchases.models import Import, Profile
from tests.extracts import AT, extract, row
from tests.region import trust
from trusts.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(tmp_path):
    """Import bytes by the command; answers the object on its last line."""

    def run_command(content, *options, name="extract.csv"):
        path = tmp_path / name
        path.write_bytes(content)
        out = StringIO()
        call_command(
            "import_purchases",
            str(path),
            "--json",
            *options,
            stdout=out,
            stderr=StringIO(),
        )
        return json.loads(out.getvalue().splitlines()[-1])

    return run_command


def test_an_import_whose_process_was_stopped_is_read_by_the_next_run(run):
    content = extract(row())
    stopped, _ = actions.receive_file(
        [content], file_name="a.csv", organisation=trust("NGT"), by=None, at=AT
    )
    actions.confirm_import(
        stopped, layout=actions.understand_import(stopped).layout, by=None, at=AT
    )

    said = run(content, "--organisation=NGT")

    assert (said["import"], said["rows"], said["accepted"]) == (stopped.pk, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_an_import_that_another_process_is_reading_is_refused(run, monkeypatch):
    monkeypatch.setattr(running, "_lock_queued", lambda _: None)  # as if it were locked
    trust("NGT")

    with pytest.raises(CommandError, match="another process is reading"):
        run(extract(row()), "--organisation=NGT")


def test_that_prices_include_vat_is_remembered_for_the_next_file(run):
    trust("LNG")
    run(extract(row()), "--organisation=LNG", "--prices-include-vat")

    said = run(extract(row(po_number="2")), "--organisation=LNG", name="next.csv")

    assert Decimal(said["net_value"]) == Decimal("54.166667")

    third = extract(row(po_number="3"))
    said = run(third, "--organisation=LNG", "--no-prices-include-vat")

    assert Decimal(said["net_value"]) == 65


def test_without_the_flag_and_with_nothing_remembered_prices_are_without_vat(run):
    trust("NGT")

    assert Decimal(run(extract(row()), "--organisation=NGT")["net_value"]) == 65


@pytest.mark.parametrize(
    ("content", "options", "reason"),
    [
        (b"", ["--organisation=NGT"], "empty"),
        (extract(row()), [], "no column that says whose order"),
        (b"Trust," + extract(row()).replace(b"\n1001", b"\nSMR,1001"), None, "SMR"),
        (extract(row(order_date="03/04/2026")), None, "03/04/2026"),
    ],
)
def test_what_is_refused_leaves_no_trace(run, content, options, reason):
    trust("NGT"), trust("SMR")
    before = AuditEvent.objects.count()

    with pytest.raises(CommandError, match=reason), transaction.atomic():
        run(content, *(["--organisation=NGT"] if options is None else options))

    assert not Import.objects.exists()
    assert not Profile.objects.exists()
    assert AuditEvent.objects.count() == before


def test_the_record_of_an_import_belongs_to_its_trust(run):
    trust("NGT")
    said = run(extract(row()), "--organisation=NGT")

    call_command("rollback_import", str(said["import"]), stdout=StringIO())

    assert list(AuditEvent.objects.values_list("action", "organisation")) == [
        ("import_confirmed", "NGT"),
        ("import_rolled_back", "NGT"),
    ]
