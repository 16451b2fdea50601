"""A trust that has closed: what it saved is not saved again by who carries it on."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from catalogue.purchases.models import PurchaseLine
from procurement.savings import actions, figures
from procurement.savings.part_story import story_of
from procurement.savings.years import FinancialYear
from tests.factories import make_membership
from tests.procurement.savings.world import AT, START, TODAY, Gloves
from tests.region import buy, item, trust
from trusts.models import Succession
from trusts.roles import Role

pytestmark = pytest.mark.django_db

CLOSED = date(2026, 9, 1)
YEAR = FinancialYear.of(TODAY)


@pytest.fixture
def gloves():
    """Northgate confirmed July and August, and closed; Southmere carries it on."""
    gloves = Gloves()
    gloves.agree()
    gloves.buy((date(2026, 7, 6), "100", "530"), (date(2026, 8, 30), "10", "52"))
    gloves.confirm(date(2026, 7, 1), date(2026, 8, 1))
    gloves.part.refresh_from_db()
    gloves.trust.closed_on = CLOSED
    gloves.trust.save(update_fields=["closed_on"])
    Succession.objects.create(
        predecessor=gloves.trust, successor=trust("SMR"), on=CLOSED, kind="merged"
    )
    return gloves


def claim_at_successor(gloves):
    southmere = trust("SMR")
    bought = item(southmere, gloves.product, eaches=100)
    buy(bought, [(date(2026, month, 9), "50", "325") for month in (4, 5, 6)])
    lead = make_membership("Sam Lee", Role.TRUST_LEAD, southmere)
    finance = make_membership("Fin Lee", Role.TRUST_FINANCE, southmere)
    part = actions.start_initiative(
        "Gloves again", kind="NO_SWITCH", benefit="CASH_RELEASING", is_recurrent=True,
        organisations=[southmere], start_month=START, by=lead, at=AT,
    ).participations.get()  # fmt: skip
    [claim] = actions.claim_products(part, {gloves.product: None}, by=lead, at=AT)
    prices = actions.Prices(None, Decimal("0.052"), None)
    actions.set_prices(part, {claim.pk: prices}, by=lead, at=AT)
    part.evidence = "Quote 4712"
    part.save(update_fields=["evidence"])
    actions.propose(part, by=lead, at=AT)
    part.refresh_from_db()
    actions.agree(part, by=finance, at=AT)
    return bought


def test_nothing_runs_on_at_a_trust_that_has_closed(gloves):
    """£120 and £13 were confirmed; twelve times their mean would be £798."""
    [row] = figures.full_year(gloves.lead, year=YEAR, on=TODAY)
    before = figures.full_year(gloves.lead, year=YEAR, on=CLOSED - timedelta(days=1))

    assert (row.stage, row.cash_releasing) == ("REALISED", Decimal("133.00"))
    assert before[0].cash_releasing == Decimal("798.00")
    story = story_of(gloves.part, member=gloves.lead, on=TODAY)
    assert story.full_year == row.cash_releasing
    [pounds] = figures.pounds(gloves.lead, year=YEAR, on=TODAY)
    assert (pounds.stage, pounds.cash_releasing) == ("REALISED", Decimal("133.00"))


def found(rule):
    check = actions.check_savings(on=TODAY, at=AT)
    return [each for each in check.findings if each["rule"] == rule]


def test_a_line_that_both_have_is_found(gloves):
    """Old orders taken over into the successor's own system, and given again."""
    bought = claim_at_successor(gloves)
    assert found("line_at_successor") == []
    old = PurchaseLine.objects.get(order_date=date(2026, 7, 6))

    [again] = buy(bought, [(old.order_date, old.quantity, old.net_value)])
    assert found("line_at_successor") == []  # another order of that day
    PurchaseLine.objects.filter(id=again.id).update(po_number=old.po_number)

    [one] = found("line_at_successor")
    assert (one["organisation"], one["month"]) == ("SMR", "2026-07-01")
    assert Decimal(one["amount"]) == 530


def test_what_nobody_is_left_to_close_ends_by_itself(gloves):
    in_time, later = CLOSED + timedelta(days=89), CLOSED + timedelta(days=90)
    assert actions.end_at_closed_trusts(on=later, at=AT) == 0  # finance is still there
    gloves.finance.ends_on = CLOSED
    gloves.finance.save(update_fields=["ends_on"])
    assert actions.end_at_closed_trusts(on=in_time, at=AT) == 0

    assert actions.end_at_closed_trusts(on=later, at=AT) == 1

    gloves.part.refresh_from_db()
    assert (gloves.part.stage, gloves.part.end_month) == ("CLOSED", CLOSED)
    assert found("closed_trust") == []
    [row] = figures.full_year(gloves.lead, year=YEAR, on=TODAY)
    assert row.cash_releasing == Decimal("133.00")
    assert actions.end_at_closed_trusts(on=later, at=AT) == 0
