"""The steps of an import, each taken once whoever else takes it too."""

import pytest

from catalogue.purchases import actions
from catalogue.purchases.models import (
    Import,
    ImportState,
)
from tests.catalogue.purchases.counting import counts, live_lines
from tests.extracts import AT, extract, import_bytes, row
from tests.region import trust

pytestmark = pytest.mark.django_db


def test_run_import_twice_does_it_once():
    of_import = import_bytes(extract(row()), trust("NGT"))

    actions.run_import(of_import.pk, on=AT.date(), at=AT)

    assert len(live_lines()) == 1


def test_confirm_import_goes_by_what_the_import_is_now(northgate):
    looked_at_earlier = asking(northgate)
    done = confirm_and_run(Import.objects.get(pk=looked_at_earlier.pk))

    with pytest.raises(actions.NotAllowed, match="has been imported already"):
        confirm_and_run(looked_at_earlier)

    done.refresh_from_db()
    assert done.state == ImportState.DONE
    assert counts(done) == (1, 1, 0, 0, 0)


def test_discard_import_goes_by_what_the_import_is_now(northgate):
    looked_at_earlier = asking(northgate)
    done = confirm_and_run(Import.objects.get(pk=looked_at_earlier.pk))

    with pytest.raises(actions.NotAllowed, match="has been imported already"):
        actions.discard_import(looked_at_earlier)

    done.refresh_from_db()
    assert done.state == ImportState.DONE


def asking(organisation):
    """An import of one row that waits to be confirmed."""
    of_import, _ = actions.receive_file(
        [extract(row())],
        file_name="extract.csv",
        organisation=organisation,
        by=None,
        at=AT,
    )
    return of_import


def confirm_and_run(of_import):
    layout = actions.understand_import(of_import).layout
    actions.confirm_import(of_import, layout=layout, by=None, at=AT)
    return actions.run_import(of_import.pk, on=AT.date(), at=AT)
