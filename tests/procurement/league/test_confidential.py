"""What a release tells once a price in it is kept confidential."""

from datetime import timedelta

import pytest
from django.urls import reverse

from catalogue.prices.models import ConfidentialPrice
from tests import region
from tests.procurement.league import world
from tests.procurement.league.pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("region_of_six")]


def keep_confidential(code, at):
    """A trust keeps what it pays for gloves confidential."""
    return ConfidentialPrice.objects.create(
        organisation=region.trust(code), product=region.product("Nitrile gloves"),
        reason="CONTRACT", ends_on=world.RELEASED.date(), made_at=at,
    )  # fmt: skip


def test_rows_do_not_tell_what_has_become_confidential_since(
    on, amina, dilys, rae, sign_in
):
    release = world.release(rae)
    on(world.RELEASED)
    keep_confidential("SMR", world.RELEASED)
    rows, own = ("league_rows", release.pk, "NGT", "M1"), sign_in(amina)

    page = text_of(own, *rows)
    assert "5.05p" not in page
    assert page.count(">not shown<") == 2
    assert "by now" in page
    assert "3,800" not in page
    export = reverse("league_row_export", args=rows[1:])
    lines = b"".join(own.get(export).streaming_content).decode().splitlines()
    assert lines[1] == "Nitrile gloves,0.06,not shown,6,400000,24000,not shown,no"
    trust = text_of(own, "league_trust", release.pk, "NGT")
    assert "a year above the median" not in trust
    assert "3,800" not in trust
    assert "The pounds are not shown" in trust
    table = reverse("league_export", args=[release.pk])
    assert ",3800," not in b"".join(own.get(table).streaming_content).decode()
    file_of_region = b"".join(sign_in(rae).get(table).streaming_content).decode()
    assert ",3800," in file_of_region
    assert "below the median of 6" not in text_of(own, "league")
    assert "5.05p" in text_of(sign_in(rae), *rows)
    assert "3,800" in text_of(sign_in(rae), "league_trust", release.pk, "NGT")
    southmeres = text_of(sign_in(dilys), "league_rows", release.pk, "SMR", "M1")
    assert "not shown" not in southmeres


def test_rows_worked_out_of_bands_are_shown(on, amina, rae, sign_in):
    keep_confidential("SMR", world.PREPARED - timedelta(days=1))
    release = world.release(rae)
    on(world.RELEASED)

    page = text_of(sign_in(amina), "league_rows", release.pk, "NGT", "M1")

    assert "not shown" not in page
    assert "5.05p" in page
