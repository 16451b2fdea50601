"""Realised months are to the penny what the order lines say, in whatever order these
came, went and were put right; a confirmed month stays; the region is its trusts."""

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from itertools import product as every

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.matching.models import Match, TouchedProduct
from catalogue.purchases.models import PurchaseLine
from catalogue.spend.models import SpendDay
from procurement.savings import actions, figures
from procurement.savings.actions.baselines import baselines_now
from procurement.savings.models import FIGURES, ConfirmedMonth
from procurement.savings.years import FinancialYear, months_between
from tests.factories import make_membership, make_organisation
from tests.procurement.savings import oracle
from tests.procurement.savings.kept import kept_says_what_claims_say
from tests.procurement.savings.switches import adopt, adopted_version, consider
from tests.procurement.savings.world import AT, START, TODAY, Gloves
from tests.region import buy, item, product, trust
from trusts.roles import Role

pytestmark = pytest.mark.django_db

YEAR = FinancialYear(2026)
PLACES = [(code, name) for code, name in every(("NGT", "SMR"), ("Gloves", "Gowns"))]
JULY = date(2026, 7, 1)

prices = st.integers(1, 2000).map(lambda pence: Decimal(pence) / 100)
amounts = st.integers(-3, 20).filter(bool)
places = st.integers(0, len(PLACES) - 1)
changes = st.lists(
    st.one_of(
        st.tuples(st.just("came"), places, st.integers(7, 10), amounts, prices),
        st.tuples(st.just("went"), st.integers(0, 30)),
        st.tuples(st.just("pack"), places, st.sampled_from([None, 1, 10, 100])),
        st.tuples(st.just("confirmed"), st.integers(0, 1)),
        st.tuples(st.just("added_up")),
    ),
    max_size=14,
)


class Region:
    """Two trusts with a part each on two products, agreed at half the price before. The
    second one's is a switch from gloves, of which a use takes 3, to gowns."""

    def __init__(self):
        self.leads, self.finance, self.parts, self.claims = {}, {}, {}, []
        self.begin()
        office = make_organisation("REG", "Regional office", "regional_office")
        self.rae = make_membership("Rae Okoro", Role.REGIONAL_LEAD, office)
        self.items = [item(trust(c), product(n), eaches=10) for c, n in PLACES]
        for number, place in enumerate(self.items):
            for month in range(1, 3 + number):
                buy(place, [(date(2026, month, 5), 7 + month, 100 + 17 * month)])
        for code in ("NGT", "SMR"):
            self.take_part(code)
        SpendDay.objects.bulk_create(
            SpendDay(
                organisation=trust(code), day=TODAY, lines=1, net_value=1,
                comparable_value=1,
            )
            for code in ("NGT", "SMR")
        )  # fmt: skip
        actions.keep_savings(on=TODAY)
        actions.keep_pounds(on=TODAY)

    def begin(self):
        self.lines, self.kept = [], {}

    def take_part(self, code):
        place = trust(code)
        lead = make_membership(f"Lead{code} Shah", Role.TRUST_LEAD, place)
        finance = make_membership(f"Fin{code} Ade", Role.TRUST_FINANCE, place)
        join = self.start if code == "NGT" else self.switch
        part, claims = join(place, lead)
        price = None if code == "NGT" else Decimal("0.4")
        half = {
            claim.pk: actions.Prices(None, price or self.half(claim))
            for claim in claims
        }
        actions.set_prices(part, half, by=lead, at=AT)
        part.evidence = "Quote 4711"
        part.save(update_fields=["evidence"])
        actions.propose(part, by=lead, at=AT)
        part.refresh_from_db()
        actions.agree(part, by=finance, at=AT)
        self.leads[code], self.finance[code], self.parts[code] = lead, finance, part
        self.claims += claims

    def start(self, place, lead):
        part = actions.start_initiative(
            "Gloves and gowns", kind="NO_SWITCH", benefit="CASH_RELEASING",
            is_recurrent=True, organisations=[place], start_month=START, by=lead, at=AT,
        ).participations.get()  # fmt: skip
        aims = {product(name): None for _, name in PLACES}
        return part, actions.claim_products(part, aims, by=lead, at=AT)

    def switch(self, place, lead):
        version = adopted_version(place)
        consider(version, product("Gloves"), eaches_per_use=3)
        consider(version, product("Gowns"), is_standard=True)
        adopt(version)
        part = actions.join_switch(version, place, start_month=START, by=lead, at=AT)
        return part, list(part.claims.order_by("pk"))

    def half(self, claim):
        price, _ = oracle.baseline_of(lines_now(claim, before=START))
        return oracle.rounded(price / 2, oracle.PRICE)

    def change(self, what, *said):
        getattr(self, what)(*said)
        actions.keep_savings(on=TODAY)

    def came(self, number, month, quantity, price):
        place = self.items[number]
        bought = (date(2026, month, 15), quantity, quantity * price)
        self.lines += buy(place, [bought])
        touch(place)

    def went(self, number):
        """Rolled back, or, where it had been, back again."""
        if self.lines:
            line = self.lines[number % len(self.lines)]
            line.is_live = not line.is_live
            line.save(update_fields=["is_live"])
            touch(line.item)

    def pack(self, number, eaches):
        place = self.items[number]
        status = "known" if eaches else "unknown"
        Match.objects.filter(item=place).update(eaches=eaches, pack_status=status)
        touch(place)

    def confirmed(self, number):
        code = ("NGT", "SMR")[number]
        part, finance = self.parts[code], self.finance[code]
        rows = list(
            part.claims.get_queryset()
            .filter(months__month=JULY)
            .values_list("months__cash_releasing", "months__cost_avoidance")
        )
        seen = actions.SeenMonth(part.pk, JULY, *map(sum, zip(*rows, strict=True)))
        for each in actions.confirm_months([seen], by=finance, at=AT):
            self.kept[each.pk] = figures_of(each)

    def added_up(self):
        actions.keep_pounds(on=TODAY)


def touch(place):
    TouchedProduct.objects.create(
        product_id=Match.objects.get(item=place).product_id,
        organisation_id=place.organisation_id,
        import_id=1,
    )


def lines_now(claim, *, before=None):
    """The claim's lines as the oracle takes them: all, or those before a day."""
    packs = dict(
        Match.objects.filter(
            product=claim.product, organisation=claim.organisation
        ).values_list("item", "eaches")
    )
    rows = PurchaseLine.objects.filter(
        item__in=packs, is_live=True, kind__in=["O", "C"]
    ).exclude(quantity=0)
    return [
        oracle.Line(row.order_date, row.id, row.quantity * pack, row.net_value)
        for row in rows
        if (pack := packs[row.item_id]) and (before is None or row.order_date < before)
    ]


def figures_of(row):
    return {name: getattr(row, name) for name in FIGURES}


def test_months_are_what_the_lines_say_and_the_region_is_its_trusts(db):
    region = Region()

    @settings(max_examples=15)
    @given(changes)
    def whatever_comes(changed):
        with transaction.atomic():
            region.begin()
            for what, *said in changed:
                region.change(what, *said)
            months_agree_with_the_oracle(region)
            assert actions.keep_savings(on=TODAY, everything=True) == 0
            kept = {each.pk: figures_of(each) for each in ConfirmedMonth.objects.all()}
            assert kept == region.kept
            the_region_is_its_trusts(region)
            each_pound_is_in_one_stage(region)
            kept_says_what_claims_say(region.rae, year=YEAR, on=TODAY)
            transaction.set_rollback(True)

    whatever_comes()


@settings(max_examples=15)
@given(st.lists(st.tuples(st.integers(1, 12), amounts, prices), max_size=5))
def test_a_baseline_is_what_its_lines_say(db, orders):
    with transaction.atomic():
        gloves = Gloves()
        gloves.start()
        PurchaseLine.objects.all().update(is_live=False)
        of_month = (
            (date(2026 - (month > 6), month, 9), quantity, quantity * price)
            for month, quantity, price in orders
        )
        buy(gloves.item, of_month)
        price, units = oracle.baseline_of(lines_now(gloves.claim))
        found = baselines_now([gloves.claim], date(2025, 7, 1), START)
        assert [(each.price_each, each.units) for each in found] == (
            [] if price is None else [(price, units)]
        )
        transaction.set_rollback(True)


def months_agree_with_the_oracle(region):
    for claim in region.claims:
        baseline = claim.baselines.get()
        by_month = defaultdict(list)
        for line in lines_now(claim):
            by_month[line.on.replace(day=1)].append(line)
        rows = {row.month: figures_of(row) for row in claim.months.all()}
        assert rows == {
            month: oracle.month_of_claim(
                by_month[month],
                baseline=baseline.price_each,
                units=baseline.units,
                agreed=region_price(claim),
                takes=claim.eaches_per_use,
                is_standard=claim.is_standard,
                is_over=month < TODAY.replace(day=1),
            )
            for month in months_between(START, date(2026, 11, 1))
        }


def region_price(claim):
    claim.refresh_from_db(fields=["agreed_price"])
    return claim.agreed_price


def the_region_is_its_trusts(region):
    for by in ((), ("month",), ("kind",), ("product",), ("initiative", "month")):
        for figure in (figures.pounds, figures.full_year):
            if figure is figures.full_year and {"month", "product"} & {*by}:
                continue
            whole = Counter()
            for lead in region.leads.values():
                for row in figure(lead, *by, year=YEAR, on=TODAY):
                    whole[row.key, row.stage] += row.cash_releasing
            rows = figure(region.rae, *by, year=YEAR, on=TODAY)
            assert {(row.key, row.stage): row.cash_releasing for row in rows} == whole
    costs = [figures.one_off_cost(each, year=YEAR) for each in region.leads.values()]
    assert figures.one_off_cost(region.rae, year=YEAR) == sum(costs)


def each_pound_is_in_one_stage(region):
    rows = figures.pounds(
        region.rae, "organisation", "product", "month", year=YEAR, on=TODAY
    )
    assert max(Counter(row.key for row in rows).values()) == 1
    assert len(rows) == len(PLACES) * 9  # July to March
    standing = ConfirmedMonth.objects.standing()
    realised = sum(row.cash_releasing for row in rows if row.stage == "REALISED")
    assert realised == sum((each.cash_releasing for each in standing), Decimal())
