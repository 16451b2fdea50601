"""What is kept of a claim is what its papers say, whoever changed one and in whatever
order; and where none stand, what the price paid says."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.prices.models import PricePaid
from catalogue.products.models import Product
from procurement.savings import actions, figures
from procurement.savings.check_queries import KEPT_OTHERWISE
from procurement.savings.models import (
    Baseline,
    Benefit,
    Claim,
    Initiative,
    InitiativeKind,
    Participation,
    Uplift,
)
from procurement.savings.pound_queries import CLAIMS
from procurement.savings.years import FinancialYear
from tests.procurement.savings.switches import Dressings
from tests.procurement.savings.world import AT, START, TODAY, Gloves
from tests.region import buy, item, product

pytestmark = pytest.mark.django_db

YEAR = FinancialYear.of(TODAY)

_DATED = {"proposed_at": AT, "agreed_at": AT, "ended_at": None, "lapse_reason": ""}
STAGES = {
    "IDENTIFIED": _DATED | {"proposed_at": None, "agreed_at": None},
    "AGREED": _DATED,
    "REALISED": _DATED,
    "CLOSED": _DATED | {"ended_at": AT},
    "LAPSED": _DATED | {"ended_at": AT, "lapse_reason": "OTHER"},
}
KINDS = [InitiativeKind.NO_SWITCH, InitiativeKind.DEMAND]
prices = st.integers(1, 300).map(lambda pence: Decimal(pence) / 1000)
claims = st.integers(0, 1)
changes = st.lists(
    st.one_of(
        st.tuples(st.just("stage"), st.sampled_from(sorted(STAGES))),
        st.tuples(st.just("target"), claims, st.none() | prices),
        st.tuples(st.just("agreed"), claims, st.none() | prices),
        st.tuples(st.just("units"), claims, st.none() | st.integers(0, 9000)),
        st.tuples(st.just("lapsed"), claims, st.none() | prices),
        st.tuples(st.just("baseline"), claims, prices, st.integers(0, 9000)),
        st.tuples(st.just("corrected"), claims, prices),
        st.tuples(st.just("ended"), claims),
        st.tuples(st.just("rise"), claims, st.integers(4, 9), st.integers(1, 80)),
        st.tuples(st.just("rise_ended"), claims),
        st.tuples(st.just("benefit"), st.sampled_from(Benefit.values)),
        st.tuples(st.just("kind"), st.sampled_from(KINDS)),
        st.tuples(st.just("paid"), claims, prices, st.integers(1, 9000)),
        st.tuples(st.just("paid_no_more"), claims),
        st.tuples(st.just("merged")),
        st.tuples(st.just("parted")),
    ),
    max_size=12,
)


class Papers:
    """Two claims of one part, and whatever may happen to what they are made of."""

    def __init__(self):
        world = Gloves()
        self.part = world.start()
        masks = product("Masks")
        buy(item(world.trust, masks), [(date(2026, 5, 4), "10", "1")])
        actions.claim_products(self.part, {masks: None}, by=world.lead, at=AT)
        self.claims = list(Claim.objects.order_by("pk"))

    def of(self, number):
        return Claim.objects.filter(pk=self.claims[number].pk)

    def standing(self, number):
        return Baseline.objects.filter(claim=self.claims[number], ended_at=None)

    def stage(self, stage):
        Participation.objects.update(stage=stage, **STAGES[stage])

    def target(self, number, price):
        self.of(number).update(target_price=price)

    def agreed(self, number, price):
        self.of(number).update(agreed_price=price)

    def units(self, number, units):
        self.of(number).update(agreed_units=units)

    def lapsed(self, number, amount):
        self.of(number).update(expected_lapsed=amount)

    def baseline(self, number, price, units):
        self.ended(number)
        Baseline.objects.create(
            claim=self.claims[number], from_on=date(2025, 7, 1), until_on=START,
            price_each=price, computed_price=price, units=units, lines=3,
            is_last_price=False, made_at=AT,
        )  # fmt: skip

    def corrected(self, number, price):
        self.standing(number).update(price_each=price, computed_price=price)

    def ended(self, number):
        self.standing(number).update(ended_at=AT)

    def rise(self, number, month, percent):
        Uplift.objects.update_or_create(
            claim=self.claims[number],
            from_month=date(2026, month, 1),
            ended_at=None,
            defaults={"percent": percent, "evidence": "Price list", "said_at": AT},
        )

    def rise_ended(self, number):
        rises = Uplift.objects.filter(claim=self.claims[number])
        rises.update(ended_at=AT, ended_reason="By mistake")

    def benefit(self, benefit):
        Initiative.objects.update(benefit=benefit)

    def kind(self, kind):
        Initiative.objects.update(kind=kind)

    def paid(self, number, price, units):
        """As the prices of an import are kept: all in one statement."""
        claim = self.claims[number]
        new = PricePaid(
            organisation=claim.organisation, product=claim.product, price_each=price,
            units_12m=units, evidence_lines=3,
        )  # fmt: skip
        PricePaid.objects.bulk_create(
            [new],
            update_conflicts=True,
            unique_fields=["product", "organisation"],
            update_fields=["price_each", "units_12m"],
        )

    def paid_no_more(self, number):
        PricePaid.objects.filter(product=self.claims[number].product).delete()

    def merged(self):
        """The second product turns out to be the first."""
        one, other = (claim.product_id for claim in self.claims)
        Product.objects.filter(pk=other).update(merged_into=one)

    def parted(self):
        Product.objects.update(merged_into=None)


def kept_is_what_papers_say():
    values = {"organisations": None}
    with connection.cursor() as cursor:
        cursor.execute(CLAIMS.replace("{of_claims}", ""), values)
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor]
    plain = {row["id"]: row["expected"] for row in rows}
    assert dict(Claim.objects.values_list("pk", "expected")) == plain


def test_what_is_kept_follows_every_paper(db):
    papers = Papers()

    @settings(max_examples=40)
    @given(changes)
    def whatever_comes(changed):
        with transaction.atomic():
            for what, *said in changed:
                getattr(papers, what)(*said)
                kept_is_what_papers_say()
            transaction.set_rollback(True)

    whatever_comes()


def test_nobody_writes_another_amount(db):
    world = Gloves()
    world.agree()
    [kept] = Claim.objects.values_list("expected", flat=True)

    Claim.objects.update(expected=Decimal(1))

    assert Claim.objects.get().expected == kept == Decimal("130.00")


def test_a_switch_is_kept_as_its_papers_say(db):
    """In uses, as its baseline and its price are."""
    world = Dressings()
    world.join()
    world.propose()
    kept_is_what_papers_say()

    actions.agree(world.part, by=world.finance, at=AT)

    kept_is_what_papers_say()
    assert any(Claim.objects.values_list("expected", flat=True))


def test_a_part_without_a_baseline_follows_the_price_paid(db):
    """Whatever an import did to it, with nothing to be kept in between."""
    world = Gloves()
    world.start()
    paid = PricePaid.objects.create(
        organisation=world.trust, product=world.product, price_each="0.065",
        units_12m=120_000, evidence_lines=12,
    )  # fmt: skip
    scope = {"year": YEAR, "on": TODAY}

    def full_year():
        [row] = figures.full_year(world.lead, **scope)
        return row.cash_releasing

    assert full_year() == Decimal("1560.00")
    PricePaid.objects.filter(pk=paid.pk).update(price_each="0.060")
    assert full_year() == Decimal("960.00")


def test_the_check_finds_what_is_kept_otherwise(db):
    world = Gloves()
    world.agree()

    def found():
        with connection.cursor() as cursor:
            cursor.execute(KEPT_OTHERWISE)
            return cursor.fetchall()

    assert found() == []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger
        cursor.execute("UPDATE savings_claim SET expected = 131")
        cursor.execute("SET LOCAL session_replication_role = origin")
    place = (world.trust.pk, world.product.pk, START)
    assert found() == [(*place, Decimal("1.00"))]
