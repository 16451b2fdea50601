"""A documented rise that is taken back, and what a part was worth when it lapsed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from catalogue.prices.models import PricePaid
from procurement.savings import actions, figures
from procurement.savings.models import Uplift
from procurement.savings.month_progress import why_again
from procurement.savings.month_reading import MonthState, months_page
from procurement.savings.years import FinancialYear
from tests.factories import make_membership
from tests.procurement.savings.world import AT, TODAY, Gloves
from trusts.roles import Role
from trusts.rules import Refused

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(hours=1)
JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 1)
YEAR = FinancialYear.of(TODAY)


@pytest.fixture
def gloves():
    return Gloves()


def rise(gloves, month=JULY, percent="8"):
    return actions.add_uplift(
        gloves.claim, from_month=month, percent=Decimal(percent), evidence="Notice 12",
        by=gloves.lead, at=AT,
    )  # fmt: skip


@pytest.fixture
def avoided(gloves):
    """Gloves at 6.5p would be 7.02p from July; 6.7p is agreed and paid."""
    gloves.start(benefit="COST_AVOIDANCE")
    gloves.rise = rise(gloves)
    gloves.propose(agreed="0.067")
    actions.agree(gloves.part, by=gloves.finance, at=AT)
    gloves.part.refresh_from_db()
    gloves.buy((date(2026, 7, 6), "100", "670"), (date(2026, 8, 30), "10", "67"))
    return gloves


def take_back(gloves, uplift, by):
    actions.take_back_uplift(uplift, reason="Withdrawn", by=by, at=LATER)
    gloves.part.refresh_from_db()


def test_finance_takes_a_rise_back_and_its_months_ask_again(avoided):
    avoided.confirm(JULY)
    was = avoided.month(JULY).cost_avoidance

    take_back(avoided, avoided.rise, avoided.finance)
    actions.keep_savings(on=TODAY)

    assert (was, avoided.month(JULY).cost_avoidance) == (Decimal("32.00"), 0)
    [again] = months_page(avoided.lead, [MonthState.AGAIN], on=TODAY).rows
    assert (again.month, again.was.cost_avoidance) == (JULY, was)
    assert why_again([again])[again.key] == "A documented rise was taken back."
    a_year = figures.full_year(avoided.lead, year=YEAR, on=TODAY)
    assert a_year[0].cost_avoidance == 12 * was  # as confirmed, until it is again
    assert avoided.part.steps.last().note == "Withdrawn"
    with pytest.raises(Refused, match="taken back already"):
        take_back(avoided, avoided.rise, avoided.finance)


def test_the_rise_before_it_counts_again(avoided):
    later = Uplift.objects.create(
        claim=avoided.claim, from_month=AUGUST, percent=Decimal(16), evidence="Other",
        said_at=AT, said_by=avoided.lead,
    )  # fmt: skip
    avoided.touch()
    assert avoided.month(AUGUST).cost_avoidance == Decimal("8.40")

    take_back(avoided, later, avoided.finance)
    actions.keep_savings(on=TODAY)

    assert avoided.month(AUGUST).cost_avoidance == Decimal("3.20")


def test_before_it_is_agreed_the_trust_takes_it_back_and_says_it_again(gloves):
    gloves.start(benefit="COST_AVOIDANCE")
    first = rise(gloves)
    with pytest.raises(Refused, match="Say why"):
        actions.take_back_uplift(first, reason="", by=gloves.lead, at=AT)

    take_back(gloves, first, gloves.lead)
    again = rise(gloves, percent="7")

    assert list(gloves.claim.uplifts.standing()) == [again]
    take_back(gloves, again, gloves.lead)
    with pytest.raises(Refused, match="No rise is documented"):
        gloves.propose(agreed="0.067")


def test_who_may_not_take_a_rise_back(avoided):
    other = make_membership("Cara Lane", Role.BUYER, avoided.trust)

    for by, why in ((avoided.lead, "Only the trust’s finance"), (other, "finance")):
        with pytest.raises(Refused, match=why):
            take_back(avoided, avoided.rise, by)

    assert Uplift.objects.standing().exists()


def test_pages_lead_to_it_and_say_why_not(sign_in, avoided, dilys):
    address = reverse("uplift_take_back", args=[avoided.rise.pk])
    detail = reverse("part_detail", args=[avoided.part.pk])
    finance, lead = sign_in(avoided.finance), sign_in(avoided.lead)

    assert address in finance.get(detail).content.decode()
    assert address not in lead.get(detail).content.decode()
    assert "Only the trust’s finance may do that." in lead.get(address).content.decode()
    assert sign_in(dilys).get(address).status_code == 404
    assert finance.post(address, {"reason": ""}).status_code == 422
    done = finance.post(address, {"reason": "Withdrawn"}, follow=True)

    page = done.content.decode()
    assert "Taken back. Its months are worked out again." in page
    assert "Why: <bdi>Withdrawn</bdi>" in page


def test_what_lapsed_stays_what_it_was_whatever_prices_do(gloves):
    paid = PricePaid.objects.create(
        organisation=gloves.trust, product=gloves.product, price_each="0.065",
        units_12m=120_000, evidence_lines=12, first_evidence_on=date(2026, 1, 5),
        last_evidence_on=date(2026, 6, 5),
    )  # fmt: skip
    gloves.start()

    actions.lapse(gloves.part, reason="OTHER", note="", by=gloves.lead, at=AT)
    then = figures.lapsed(gloves.lead, year=YEAR, on=TODAY)
    paid.price_each = Decimal("0.09")
    paid.save(update_fields=["price_each"])

    assert then == {(): Decimal("1560.00")}
    assert figures.lapsed(gloves.lead, year=YEAR, on=TODAY) == then


def test_what_had_no_price_when_it_lapsed_was_worth_nothing(gloves):
    gloves.start()
    actions.lapse(gloves.part, reason="OTHER", note="", by=gloves.lead, at=AT)
    PricePaid.objects.create(
        organisation=gloves.trust, product=gloves.product, price_each="0.065",
        units_12m=120_000, evidence_lines=12, first_evidence_on=date(2026, 1, 5),
        last_evidence_on=date(2026, 6, 5),
    )  # fmt: skip

    assert figures.lapsed(gloves.lead, year=YEAR, on=TODAY) == {(): 0}


@pytest.mark.parametrize("how", ["sent back", "taken back"])
def test_a_proposal_that_goes_back_leaves_no_baseline_to_go_by(gloves, how):
    gloves.start()
    gloves.propose()
    PricePaid.objects.create(
        organisation=gloves.trust, product=gloves.product, price_each="0.055",
        units_12m=120_000, evidence_lines=12,
    )  # fmt: skip

    if how == "sent back":
        actions.send_back(gloves.part, note="Why?", by=gloves.finance, at=LATER)
    else:
        actions.take_back_proposal(gloves.part, by=gloves.lead, at=LATER)

    assert gloves.claim.baselines.get().ended_at == LATER
    gloves.claim.refresh_from_db()
    assert gloves.claim.expected == Decimal("30.00")  # by the price paid
    [aimed_at] = figures.full_year(gloves.lead, year=YEAR, on=TODAY)
    assert aimed_at.cash_releasing == 360  # 0.3p each of what is paid now
    gloves.part.refresh_from_db()
    gloves.propose()
    assert gloves.claim.baselines.filter(ended_at=None).count() == 1
