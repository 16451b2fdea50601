"""Through real imports: a late file and its rollback change the months they concern,
and nothing else; nobody works out more than what was touched."""

from datetime import date
from decimal import Decimal

import pytest

from catalogue.products.models import Product
from catalogue.purchases.actions import roll_back_import
from procurement.gaps.actions import catch_up
from procurement.savings import actions
from procurement.savings.models import ClaimMonth, ConfirmedMonth, TouchedClaim
from procurement.savings.month_progress import why_again
from procurement.savings.month_reading import MonthState, months_page
from tests.extracts import AT, TODAY, extract, import_bytes, row
from tests.factories import make_membership
from tests.region import trust
from trusts.models import Membership
from trusts.roles import Role

pytestmark = pytest.mark.django_db

START = date(2026, 9, 1)
GLOVES = {"gtin": "05012345678900", "description": "Nitrile gloves medium"}
GOWNS = {"gtin": "05098765432100", "description": "Surgical gown large"}
AGREED = Decimal("0.052")


def order(number, day, price, of=GLOVES, quantity="100"):
    return row(
        po_number=str(number), order_date=f"{day:%d/%m/%Y}", quantity=quantity,
        unit_price=price, **of,
    )  # fmt: skip


def take_in(*rows, name):
    of_import = import_bytes(extract(*rows), trust("NGT"), file_name=name)
    catch_up_with_all()
    return of_import


def catch_up_with_all():
    while catch_up(on=TODAY, at=AT):
        pass
    actions.keep_savings(on=TODAY)


@pytest.fixture
def part(db):
    """Gloves and gowns at £6.50 a box of 100, from September on agreed at £5.20."""
    take_in(
        *(order(m, date(2026, m, 25), "6.50") for m in range(1, 9)),
        *(order(100 + m, date(2026, m, 25), "6.50", GOWNS) for m in range(1, 9)),
        name="before.csv",
    )
    lead = make_membership("Amina Shah", Role.TRUST_LEAD, trust("NGT"))
    finance = make_membership("Femi Ade", Role.TRUST_FINANCE, trust("NGT"))
    part = actions.start_initiative(
        "Gloves and gowns", kind="NO_SWITCH", benefit="CASH_RELEASING",
        is_recurrent=True, organisations=[trust("NGT")], start_month=START,
        by=lead, at=AT,
    ).participations.get()  # fmt: skip
    products = Product.objects.filter(matches__organisation=trust("NGT")).distinct()
    claims = actions.claim_products(part, dict.fromkeys(products), by=lead, at=AT)
    assert len(claims) == 2
    prices = {claim.pk: actions.Prices(None, AGREED) for claim in claims}
    actions.set_prices(part, prices, by=lead, at=AT)
    part.evidence = "Quote 4711"
    part.save(update_fields=["evidence"])
    actions.propose(part, by=lead, at=AT)
    part.refresh_from_db()
    actions.agree(part, by=finance, at=AT)
    take_in(
        order(201, date(2026, 9, 7), "5.20"),
        order(202, date(2026, 10, 7), "5.20"),
        order(203, date(2026, 10, 8), "5.20", GOWNS),
        order(204, date(2026, 11, 2), "5.20"),
        name="october.csv",
    )
    return part


def months():
    """Lines and pounds of every month, by product and month."""
    return {
        (each.product.description.split()[0], each.month.month): (
            each.lines,
            each.cash_releasing,
        )
        for each in ClaimMonth.objects.select_related("product")
    }


def confirm(part, month):
    [seen] = [
        each
        for each in months_page(reader(), MonthState, on=TODAY, part=part.pk).rows
        if each.month == month
    ]
    now = seen.now
    what = actions.SeenMonth(part.pk, month, now.cash_releasing, now.cost_avoidance)
    return actions.confirm_months([what], by=reader(), at=AT)


def reader():
    return Membership.objects.get(role=Role.TRUST_FINANCE)


def state_of(part, month):
    for each in months_page(reader(), MonthState, on=TODAY, part=part.pk).rows:
        if each.month == month:
            return each
    return None


def test_a_late_file_and_its_rollback_change_what_they_should_and_nothing_else(part):
    confirm(part, START)
    before = months()
    assert before["Nitrile", 9] == (1, Decimal("130.00"))

    late = take_in(
        order(301, date(2026, 9, 28), "5.20", quantity="10"),
        order(202, date(2026, 10, 7), "5.20", quantity="50"),
        name="late.csv",
    )

    assert months() == before | {
        ("Nitrile", 9): (2, Decimal("143.00")),
        ("Nitrile", 10): (1, Decimal("65.00")),
    }
    asks = state_of(part, START)
    assert asks.state == MonthState.AGAIN
    assert (asks.was.saved, asks.now.saved) == (130, 143)
    confirmed = ConfirmedMonth.objects.filter(cash_releasing__gt=0)
    assert [each.cash_releasing for each in confirmed] == [Decimal("130.00")]

    roll_back_import(late, by=None, at=AT)
    catch_up_with_all()

    assert months() == before
    assert state_of(part, START).state == MonthState.CONFIRMED
    assert not actions.is_behind(on=TODAY)


def test_what_does_not_concern_a_claim_touches_none(part):
    take_in(
        row(po_number="900", description="Paper towels", gtin="05011111111115"),
        name="towels.csv",
    )

    assert actions.keep_savings(on=TODAY) == 0
    assert not TouchedClaim.objects.exists()


def test_why_a_month_asks_again_names_the_file(part):
    confirm(part, START)
    late = take_in(order(301, date(2026, 9, 28), "5.20"), name="late.csv")
    type(late).objects.filter(pk=late.pk).update(finished_at=AT.replace(hour=13))

    asks = state_of(part, START)

    assert why_again([asks]) == {asks.key: "1 line came late (late.csv)."}
