"""A pound is in exactly one stage, and the region is the sum of its trusts."""

from datetime import date
from decimal import Decimal

import pytest

from procurement.savings import actions, figures
from procurement.savings.years import FinancialYear
from tests.factories import make_membership, make_organisation
from tests.procurement.savings.world import AT, TODAY, Gloves
from trusts.roles import Role

YEAR = FinancialYear(2026)
JULY = date(2026, 7, 1)


@pytest.fixture
def gloves(db):
    return Gloves()


def by_stage(rows):
    return {row.stage: row.cash_releasing for row in rows}


def test_what_is_not_agreed_is_identified_from_the_month_under_way_on(gloves):
    gloves.start()
    gloves.propose()

    in_year = figures.pounds(gloves.lead, year=YEAR, on=TODAY)

    # £0.013 x 120,000 is £1,560 a year, £130 a month, October to March.
    assert by_stage(in_year) == {"IDENTIFIED": Decimal("780.00")}
    a_year = figures.full_year(gloves.lead, year=YEAR, on=TODAY)
    assert by_stage(a_year) == {"IDENTIFIED": Decimal("1560.00")}


def test_a_confirmed_month_moves_from_agreed_to_realised(gloves):
    gloves.agree()
    gloves.buy((date(2026, 7, 6), "100", "530"), (date(2026, 8, 30), "10", "52"))
    before = figures.pounds(gloves.lead, year=YEAR, on=TODAY)
    assert by_stage(before) == {"AGREED": 9 * Decimal(130)}
    assert before[0].waiting == Decimal("133.00")

    gloves.confirm(JULY)

    after = figures.pounds(gloves.lead, year=YEAR, on=TODAY)
    assert by_stage(after) == {"AGREED": 8 * Decimal(130), "REALISED": Decimal(120)}
    a_year = figures.full_year(gloves.lead, year=YEAR, on=TODAY)
    assert by_stage(a_year) == {"REALISED": 12 * Decimal(120)}


def test_what_lapsed_is_in_no_stage(gloves):
    gloves.agree()
    actions.lapse(gloves.part, reason="OTHER", note="", by=gloves.lead, at=AT)

    assert figures.pounds(gloves.lead, year=YEAR, on=TODAY) == []
    assert figures.lapsed(gloves.lead, year=YEAR, on=TODAY) == {(): Decimal("1560.00")}


def test_the_region_is_the_sum_of_its_trusts_and_a_trust_sees_its_own(gloves):
    gloves.agree()
    office = make_organisation("REG", "Regional office", "regional_office")
    rae = make_membership("Rae Okoro", Role.REGIONAL_LEAD, office)
    other = make_membership("Carys Pugh", Role.TRUST_LEAD, make_organisation("SMR"))
    nurse = make_membership("Cleo Dunn", Role.CLINICAL_REVIEWER, gloves.trust)

    region = figures.pounds(rae, "organisation", year=YEAR, on=TODAY)

    assert [row.key for row in region] == [(gloves.trust.pk,)]
    assert by_stage(region) == by_stage(figures.pounds(rae, year=YEAR, on=TODAY))
    for outsider in (other, nurse):
        assert figures.pounds(outsider, year=YEAR, on=TODAY) == []
        asked = {"year": YEAR, "on": TODAY, "organisation": gloves.trust}
        assert figures.pounds(outsider, **asked) == []
