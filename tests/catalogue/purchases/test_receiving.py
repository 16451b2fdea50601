"""Uploads on their way in: refused ones leave nothing, and nothing else is touched."""

import os
from datetime import timedelta

import pytest
from django.utils import timezone

from catalogue.purchases import files, receiving
from catalogue.purchases.layouts import UnreadableFile
from catalogue.purchases.models import Import
from tests.extracts import extract, import_bytes, row

pytestmark = pytest.mark.django_db


def receive(content, organisation):
    return receiving.receive_readable_file(
        [content],
        file_name="a.csv",
        organisation=organisation,
        by=None,
        at=timezone.now(),
    )


def make_old(sha256):
    old = (timezone.now() - timedelta(hours=2)).timestamp()
    os.utime(files.path_of(sha256), (old, old))


def test_receive_readable_file_refused_leaves_no_import(northgate):
    with pytest.raises(UnreadableFile):
        receive(b"", northgate)

    assert not Import.objects.exists()


def test_a_refusal_sweeps_away_what_earlier_refusals_left(northgate):
    stray, _ = files.keep([b"nobody's"])
    fresh, _ = files.keep([b"on its way in"])
    kept, _ = receive(extract(row()), northgate)
    make_old(stray)
    make_old(kept.sha256)

    with pytest.raises(UnreadableFile):
        receive(b"", northgate)

    assert not files.path_of(stray).exists()
    assert files.path_of(fresh).exists()
    assert files.path_of(kept.sha256).exists()


def test_reading_of_is_looked_up_the_second_time(northgate):
    of_import, _ = receive(extract(row()), northgate)
    files.path_of(of_import.sha256).unlink()

    assert receiving.reading_of(of_import).rows == 1


def test_reading_of_follows_a_layout_confirmed_since(northgate):
    of_import, _ = receive(extract(row()), northgate)
    before = receiving.reading_of(of_import)
    import_bytes(extract(row()).replace(b"Qty", b"Ordered Qty"), northgate)

    assert before.drift == ()
    assert receiving.reading_of(of_import).drift
