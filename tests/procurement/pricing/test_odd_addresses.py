"""Addresses that nobody is given, and the days of a file."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from catalogue.prices.models import PriceCorrection
from procurement.pricing.exports import correction_sheet
from procurement.pricing.listing import CorrectionRow
from tests.procurement.gaps import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def gloves(northgate, southmere):
    return world.fill().product


@pytest.mark.parametrize("number", ["²", "٣", "9" * 19, "9" * 5000, "-1", "\0"])
@pytest.mark.parametrize("name", ["adjustment_add", "suppression_add"])
def test_no_number_of_a_line_chooses_none(gloves, amina, sign_in, name, number):
    client, address = sign_in(amina), reverse(name, args=[gloves.pk, "NGT"])

    assert client.get(address, {"line": number}).status_code == 200
    answer = client.post(address, {"about": f"line-{number}"})
    assert answer.status_code == 422


@pytest.mark.parametrize("rest", ["", "adjust/", "leave-out/", "dispute/"])
def test_what_no_code_can_be_is_no_page(gloves, amina, sign_in, rest):
    for code in ("%00", "N%00T", "ngt"):
        answer = sign_in(amina).get(f"/prices/of/{gloves.pk}/{code}/{rest}")
        assert answer.status_code == 404


def test_a_filter_that_no_code_can_be_is_answered(gloves, stella, sign_in):
    assert sign_in(stella).get("/prices/?trust=%00").status_code == 200
    said = sign_in(stella).get("/prices/export/?trust=%00", follow=True)
    assert "There is a problem" in said.content.decode()


def test_a_file_has_the_days_as_they_are_here(gloves, northgate):
    half_past_midnight = datetime(2026, 9, 29, 23, 30, tzinfo=UTC)
    made = PriceCorrection(
        organisation=northgate,
        product=gloves,
        starts_on=world.DAY,
        ends_on=world.DAY,
        until_on=world.DAY,
        made_at=half_past_midnight,
        ended_at=half_past_midnight,
    )

    [row] = correction_sheet(
        [CorrectionRow(made, world.DAY, Decimal(0), may_end=False)]
    ).rows

    assert row[16] == row[18] == date(2026, 9, 30)
