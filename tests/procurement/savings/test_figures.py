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


def test_using_less_is_expected_as_its_months_are_counted(gloves):
    gloves.start(kind="DEMAND")
    prices = actions.Prices(None, Decimal("0.065"), Decimal(60_000))
    actions.set_prices(gloves.part, {gloves.claim.pk: prices}, by=gloves.lead, at=AT)
    actions.change_participation(
        gloves.part, start_month=JULY, one_off_cost=Decimal(0), evidence="Audit",
        by=gloves.lead, at=AT,
    )  # fmt: skip
    actions.propose(gloves.part, by=gloves.lead, at=AT)
    gloves.part.refresh_from_db()
    actions.agree(gloves.part, by=gloves.finance, at=AT)

    a_year = figures.full_year(gloves.lead, year=YEAR, on=TODAY)

    # Half of 120,000 eaches at 6.5p is not bought.
    assert by_stage(a_year) == {"AGREED": Decimal("3900.00")}


def test_cost_avoidance_is_what_stays_below_the_documented_rise(gloves):
    gloves.start(benefit="COST_AVOIDANCE")
    actions.add_uplift(
        gloves.claim, from_month=JULY, percent=Decimal(8), evidence="Notice 12",
        by=gloves.lead, at=AT,
    )  # fmt: skip
    gloves.propose(agreed="0.067")
    actions.agree(gloves.part, by=gloves.finance, at=AT)

    [row] = figures.full_year(gloves.lead, year=YEAR, on=TODAY)

    # 6.5p would have been 7.02p; 6.7p is paid: 0.32p on 120,000.
    assert (row.stage, row.cash_releasing) == ("AGREED", 0)
    assert row.cost_avoidance == Decimal("384.00")


def test_what_is_claimed_from_next_year_on_is_in_the_full_year_already(gloves):
    gloves.start(start_month=date(2027, 4, 1))

    assert figures.pounds(gloves.lead, year=YEAR, on=TODAY) == []
    a_year = figures.full_year(gloves.lead, year=YEAR, on=TODAY)
    assert list(by_stage(a_year)) == ["IDENTIFIED"]
