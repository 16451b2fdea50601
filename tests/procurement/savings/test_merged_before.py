"""Products that become one before their part is proposed have their lines once."""

from datetime import date
from decimal import Decimal

import pytest

from catalogue.matching.models import Match
from procurement.savings import actions
from procurement.savings.models import Claim
from tests.procurement.savings.switches import AT, Dressings
from tests.procurement.savings.world import START, Gloves
from tests.region import buy, item, product
from trusts.rules import Refused

pytestmark = pytest.mark.django_db


def merge(of, into):
    of.merged_into = into
    of.save(update_fields=["merged_into"])
    Match.objects.filter(product=of).update(product=into)


def test_in_a_switch_the_standard_has_the_lines_and_the_months():
    world = Dressings()
    world.join()
    merge(world.foam, world.gel)

    world.propose()

    assert world.by_product(lambda each: each.baselines.get().units) == [0, 1200, 4800]
    assert world.by_product(lambda each: each.baselines.get().lines) == [0, 12, 12]
    assert sum(Claim.objects.values_list("expected", flat=True)) == Decimal("310.00")
    actions.agree(world.part, by=world.finance, at=AT)
    world.part.refresh_from_db()
    world.buy(world.foam, (date(2026, 7, 6), "4", "100"))
    world.buy(world.gel, (date(2026, 7, 9), "1", "50"))
    july = world.by_product(lambda each: each.months.get(month=date(2026, 7, 1)))
    assert [each.units for each in july] == [0, 0, 60]
    assert [each.compliant_units for each in july] == [0, 0, 60]


def test_in_another_part_one_of_the_two_is_taken_out():
    world = Gloves()
    world.start()
    other = product("Gloves by another name")
    buy(item(world.trust, other), [(date(2026, 5, 4), "100", "8")])
    [twin] = actions.claim_products(world.part, {other: None}, by=world.lead, at=AT)
    Claim.objects.filter(pk=twin.pk).update(agreed_price=Decimal("0.05"))
    merge(other, world.product)

    with pytest.raises(Refused, match="have become one product.*Take the first out"):
        world.propose()
    actions.drop_claim(twin, by=world.lead, at=AT)
    world.propose()

    baseline = world.claim.baselines.get()
    assert (baseline.lines, baseline.units) == (13, 120_100)


def ready(world, name, of):
    """A part of the trust on a product, to be proposed next."""
    initiative = actions.start_initiative(
        name, kind="NO_SWITCH", benefit="CASH_RELEASING", is_recurrent=True,
        organisations=[world.trust], start_month=START, by=world.lead, at=AT,
    )  # fmt: skip
    part = initiative.participations.get()
    [claim] = actions.claim_products(part, {of: None}, by=world.lead, at=AT)
    prices = actions.Prices(None, Decimal("0.05"), None)
    actions.set_prices(part, {claim.pk: prices}, by=world.lead, at=AT)
    actions.change_participation(
        part, start_month=START, one_off_cost=Decimal(0), evidence="Quote 8",
        by=world.lead, at=AT,
    )  # fmt: skip
    return part


@pytest.fixture
def two():
    """An older and a younger part, and what makes their two products one."""
    world, other = Gloves(), product("Gloves by another name")
    buy(item(world.trust, other), [(date(2026, 5, 4), "100", "8")])
    older, younger = ready(world, "Older", world.product), ready(world, "Newer", other)
    return world, older, younger, lambda: merge(other, world.product)


def test_of_two_parts_whose_products_became_one_the_older_is_proposed(two):
    world, older, younger, become_one = two
    become_one()

    with pytest.raises(Refused, match="initiative “Older” claims it: a pound counts"):
        actions.propose(younger, by=world.lead, at=AT)
    actions.propose(older, by=world.lead, at=AT)

    assert older.claims.get().baselines.get().lines == 13


def test_what_is_with_finance_already_stands(two):
    world, older, younger, become_one = two
    actions.propose(younger, by=world.lead, at=AT)
    become_one()

    with pytest.raises(Refused, match="“Newer” claims it.*Take the product out here"):
        actions.propose(older, by=world.lead, at=AT)
