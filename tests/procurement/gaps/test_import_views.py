"""What an import changed in the gaps, for who may see them, and for nobody else."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from procurement.gaps.actions import catch_up, refresh_gaps
from procurement.gaps.models import Gap
from tests.extracts import extract, import_bytes, row

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def orders(price):
    """Four orders of one product with a barcode, in a known pack."""
    return extract(
        *(
            row(
                po_number=f"{price}-{number}",
                order_date=f"{number + 13}/11/2026",
                gtin="09520000000011",
                unit_of_purchase="BOX100",
                quantity="300",
                unit_price=price,
            )
            for number in range(1, 5)
        )
    )


@pytest.fixture
def northgates_import(northgate, southmere):
    """Northgate pays 6.50 a box, Southmere 5.20; the worklist is of before both."""
    refresh_gaps(on=timezone.localdate(), at=timezone.now() - timedelta(days=1))
    import_bytes(orders("5.20"), southmere)
    return import_bytes(orders("6.50"), northgate)


def shown_by(client, of_import, **headers):
    address = reverse("gap_changes_of_import", args=[of_import.pk])
    return " ".join(
        unescape(client.get(address, headers=headers).content.decode()).split()
    )


def test_gap_changes_of_import_waits_until_they_are_worked_out(
    sign_in, amina, northgates_import
):
    shown = shown_by(sign_in(amina), northgates_import, **HTMX)

    assert "The price gaps are being worked out." in shown
    assert 'hx-trigger="every 2s"' in shown


def test_gap_changes_of_import_counts_and_links_the_gaps(
    sign_in, amina, northgates_import
):
    catch_up(on=timezone.localdate(), at=timezone.now())

    part = shown_by(sign_in(amina), northgates_import, **HTMX)
    page = shown_by(sign_in(amina), northgates_import)

    assert "1 gap found, 0 grew, 0 shrank, 0 gone." in part
    assert "hx-trigger" not in part
    assert reverse("gap_detail", args=[Gap.objects.get().pk]) in page


def test_gap_changes_of_import_says_when_others_came_in_with_it(
    sign_in, amina, northgates_import, southmere
):
    import_bytes(extract(row(gtin="09520000000028")), southmere)
    catch_up(on=timezone.localdate(), at=timezone.now())

    shown = shown_by(sign_in(amina), northgates_import, **HTMX)

    assert "came in at the same time" in shown


def test_gap_changes_of_import_that_changed_none_says_so(
    sign_in, amina, northgates_import, northgate
):
    catch_up(on=timezone.localdate(), at=timezone.now())
    later = import_bytes(extract(row(po_number="new", gtin="", npc="")), northgate)
    catch_up(on=timezone.localdate(), at=timezone.now())

    assert "No price gap changed." in shown_by(sign_in(amina), later)


def test_gap_changes_of_import_tells_a_trust_of_its_own_gaps_only(
    sign_in, dilys, northgates_import, southmere
):
    catch_up(on=timezone.localdate(), at=timezone.now())
    southmeres = southmere.imports.get()

    assert "No price gap changed." in shown_by(sign_in(dilys), southmeres)
    assert (
        sign_in(dilys)
        .get(reverse("gap_changes_of_import", args=[northgates_import.pk]))
        .status_code
        == 404
    )


@pytest.mark.parametrize("who", ["stella", "petra"])
def test_gap_changes_of_import_is_refused_without_the_permission(
    request, sign_in, who, northgates_import
):
    client = sign_in(request.getfixturevalue(who))

    response = client.get(reverse("gap_changes_of_import", args=[northgates_import.pk]))

    assert response.status_code == 403


def test_import_detail_asks_for_the_changes_only_where_they_may_be_seen(
    sign_in, amina, stella, northgates_import
):
    page = reverse("import_detail", args=[northgates_import.pk])
    part = reverse("gap_changes_of_import", args=[northgates_import.pk])

    assert part in sign_in(amina).get(page).content.decode()
    assert part not in sign_in(stella).get(page).content.decode()
