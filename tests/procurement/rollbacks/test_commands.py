"""`rollback_import --preview` says what would change, and changes nothing."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from catalogue.purchases.models import Import, PurchaseLine
from procurement.gaps.actions import catch_up, refresh_gaps
from tests.extracts import extract, import_bytes, row
from tests.procurement.gaps.test_import_views import orders

pytestmark = pytest.mark.django_db


def run(*words):
    said = StringIO()
    call_command("rollback_import", *map(str, words), stdout=said)
    return said.getvalue()


def test_preview_says_lines_items_prices_and_gaps_with_their_money(
    northgate, southmere
):
    refresh_gaps(on=timezone.localdate(), at=timezone.now())
    import_bytes(orders("5.20"), southmere)
    of_import = import_bytes(orders("6.50"), northgate)
    catch_up(on=timezone.localdate(), at=timezone.now())
    before = list(PurchaseLine.objects.live().values_list("pk").order_by("pk"))

    said = run(of_import.pk, "--preview")

    assert "lines go, worth £" in said
    assert "1 prices paid go" in said
    assert "Price gaps: 1 gone." in said
    assert "NGT: £-" in said
    assert list(PurchaseLine.objects.live().values_list("pk").order_by("pk")) == before


def test_preview_of_what_cannot_be_rolled_back_says_why(northgate):
    of_import = import_bytes(extract(row()), northgate)
    run(of_import.pk)

    with pytest.raises(CommandError, match="was rolled back already"):
        run(of_import.pk, "--preview")
    with pytest.raises(CommandError, match="no import 0"):
        run(0, "--preview")
    assert Import.objects.count() == 1
