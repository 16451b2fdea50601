"""What a preview says is what then happens, and looking changes nothing."""

import random
from decimal import Decimal

import pytest

from catalogue.matching.actions import merge, split
from catalogue.prices.models import ConfidentialPrice
from catalogue.products.models import Kind, Manufacturer, Merge, Product, Supplier
from procurement.gaps.models import Gap, SuspectPrice
from procurement.sameness import previewing
from procurement.sameness.previewing import preview_merge, preview_part
from procurement.sameness.trying import CannotTry
from procurement.suppliers.models import SupplierGaps, SupplierSpend
from tests.factories import make_membership
from tests.procurement.sameness import world
from tests.procurement.sameness.world import AT
from tests.region import trust
from tests.seeds import seeds
from trusts.models import AuditEvent
from trusts.roles import Role
from trusts.rules import Refused

pytestmark = pytest.mark.django_db


def gaps_by_trust():
    sums = {}
    for name, value in Gap.objects.listed().values_list(
        "organisation__name", "gap_value"
    ):
        sums[name] = sums.get(name, Decimal(0)) + value
    return sums


def test_a_preview_changes_nothing(stella):
    world.fill()
    one, other = world.product("AM1234"), world.product("AM1234X")
    before, events = world.figures(), AuditEvent.objects.count()

    preview_merge(Kind.PRODUCT, one.pk, other.pk, member=stella, at=AT)

    assert world.figures() == before
    assert not Merge.objects.exists()
    assert AuditEvent.objects.count() == events


def test_a_preview_of_products_says_what_moves_with_the_money(stella):
    world.fill()
    one, other = world.product("AM1234"), world.product("AM1234X")

    effects = preview_merge(
        Kind.PRODUCT, one.pk, other.pk, member=stella, at=AT
    ).effects

    assert [(t.name, t.items, t.spend) for t in effects.trusts] == [
        ("EWD Hospitals", 1, 15000),
        ("NGT Hospitals", 1, 19500),
        ("SMR Hospitals", 1, 15600),
    ]
    [group] = effects.groups
    assert (group.product, set(group.parts)) == (other, {one, other})
    northgate = group.prices[-1]
    assert northgate.trust == "Trust C"  # a steward compares no trusts by name
    assert {price for _, price in northgate.before} == {Decimal("6.5"), Decimal("7.5")}
    assert northgate.after == Decimal(7)
    assert effects.new_suspects == effects.lost == 0


def test_a_steward_of_one_trust_sees_no_price_that_another_keeps_confidential():
    world.fill()
    one, other = world.product("AM1234"), world.product("AM1234X")
    ConfidentialPrice.objects.create(
        organisation=trust("SMR"), product=one, reason="OTHER", made_at=AT,
        ends_on=world.DAY,
    )  # fmt: skip

    def prices(code):
        steward = make_membership(f"Steward {code}", Role.DATA_STEWARD, trust(code))
        [group] = preview_merge(
            Kind.PRODUCT, one.pk, other.pk, member=steward, at=AT
        ).effects.groups
        before = {price for each in group.prices for _, price in each.before}
        return Decimal("5.2") in before, [p.after for p in group.prices if p.after]

    now, then = prices("NGT")
    assert not now
    assert then == [Decimal("5.05"), Decimal(7)]
    now, then = prices("SMR")
    assert now
    assert then == [Decimal("5.05"), Decimal("5.05"), Decimal(7)]


def test_gaps_of_trusts_are_for_those_who_see_gaps(sign_in, stella, rae):
    world.fill()
    one, other = world.product("AM1234"), world.product("AM1234X")

    def effects(member):
        return preview_merge(
            Kind.PRODUCT, one.pk, other.pk, member=member, at=AT
        ).effects

    region, shown = effects(rae), effects(stella)
    page = sign_in(stella).get(f"/same/product/{one.pk}/{other.pk}/").content.decode()

    assert region.gaps
    assert {(t.gaps_before, t.gaps_after) for t in shown.trusts} == {(None, None)}
    assert shown.gaps == ()
    assert shown.gaps_before == sum(t.gaps_before for t in region.trusts) > 0
    assert shown.gaps_after == sum(t.gaps_after for t in region.trusts)
    assert "Listed gaps on these products" in page
    assert "Gaps now" not in page
    assert "Gaps that come" not in page


def test_a_merge_that_makes_a_price_12_times_off_is_a_warning(stella):
    world.fill()
    one, gown = world.product("AM9999"), world.product("AM1234")

    effects = preview_merge(Kind.PRODUCT, one.pk, gown.pk, member=stella, at=AT).effects

    [suspect] = [p for g in effects.groups for p in g.prices if p.suspicion]
    assert "Probably a pack difference" in suspect.suspicion
    assert effects.new_suspects == effects.suspects_after == 1


def test_names_of_trusts_stand_beside_prices_for_who_may_compare_them(rae):
    world.fill()
    one, other = world.product("AM1234"), world.product("AM1234X")

    effects = preview_merge(Kind.PRODUCT, one.pk, other.pk, member=rae, at=AT).effects

    assert {p.trust for p in effects.groups[0].prices} >= {"EWD Hospitals"}


def test_a_preview_of_suppliers_says_whose_spend_and_gaps_move(stella):
    world.fill()
    short, long = world.supplier("ASHDENE"), world.supplier("ASHDENE MEDICAL")

    rows = preview_merge(
        Kind.SUPPLIER, short.pk, long.pk, member=stella, at=AT
    ).suppliers

    spent = {row.supplier: (row.spend_before, row.spend_after) for row in rows}
    both = spent[short][0] + spent[long][0]
    assert spent == {short: (spent[short][0], 0), long: (spent[long][0], both)}


@pytest.mark.parametrize("kind", Kind, ids=str)
def test_what_is_too_large_is_said_to_be(stella, monkeypatch, kind):
    world.fill()
    monkeypatch.setattr(previewing, "MOST_ITEMS", 1)
    monkeypatch.setattr("procurement.sameness.supplier_effects.MOST_LINES", 1)
    pairs = {
        Kind.PRODUCT: (world.product("AM1234"), world.product("AM1234X")),
        Kind.MANUFACTURER: Manufacturer.objects.order_by("pk"),
        Kind.SUPPLIER: (world.supplier("ASHDENE"), world.supplier("OSPREY")),
    }
    one, other = pairs[kind]

    preview = preview_merge(kind, one.pk, other.pk, member=stella, at=AT)

    assert "more than" in preview.why_not.lower()
    assert "can be undone" in preview.why_not


def test_while_an_import_is_worked_in_nothing_is_previewed(stella, monkeypatch):
    world.fill()
    monkeypatch.setattr("procurement.sameness.trying.MOST_WAITING", 0)
    world.buy("NGT", "AM-5555", "1.00")
    one, other = world.product("AM1234"), world.product("AM1234X")

    preview = preview_merge(Kind.PRODUCT, one.pk, other.pk, member=stella, at=AT)

    assert "import is being worked in" in preview.why_not
    assert issubclass(CannotTry, Exception)


ROWS = {
    Kind.PRODUCT: Product,
    Kind.MANUFACTURER: Manufacturer,
    Kind.SUPPLIER: Supplier,
}


def any_region(choose):
    """Trusts that buy some of a few part codes, of a few makers and suppliers."""
    for code in world.CODES:
        for mpc in ("AM-1234", "AM-1234X", "AM-9999", "AM-7777"):
            if choose.random() < 0.8:
                world.buy(
                    code,
                    mpc,
                    f"{choose.choice((1, 1, 1, 12)) * choose.randint(50, 90) / 10:.2f}",
                    supplier=choose.choice(("Ashdene", "Ashdene Medical", "Osprey")),
                    maker=choose.choice(("Aldmoor", "Aldmoor", "Grisedale")),
                    quantity=str(choose.randint(50, 900)),
                )
    world.keep()


@pytest.mark.parametrize("seed", seeds(6))
def test_what_is_previewed_is_what_happens_and_parting_gives_it_back(seed, stella, rae):
    choose = random.Random(seed)
    any_region(choose)
    before = world.figures()
    kind = choose.choice([*Kind])
    rows = sorted(ROWS[kind].objects.values_list("pk", flat=True))
    if len(rows) < 2:
        pytest.skip("this region has one of them only")
    one, other = choose.sample(rows, 2)
    gaps = gaps_by_trust()

    preview = preview_merge(kind, one, other, member=rae, at=AT)
    said = merge(kind=kind, from_id=one, into_id=other, by=stella, at=AT)
    world.follow()
    agrees(preview, gaps)
    merged = gaps_by_trust()

    parting = preview_part(said, member=rae, at=AT)
    other_work(choose, stella)
    split(said, by=stella, at=AT)
    world.follow()
    if not Merge.objects.in_force().exists():
        agrees(parting, merged)
        assert world.figures() == before


def other_work(choose, by):
    """Another merge, sometimes, that is parted after the first one or stays."""
    if choose.random() < 0.5:
        return
    rows = sorted(Product.objects.values_list("pk", flat=True))
    one, other = choose.sample(rows, 2)
    try:
        said = merge(kind=Kind.PRODUCT, from_id=one, into_id=other, by=by, at=AT)
    except Refused:
        return
    world.follow()
    if choose.random() < 0.7:
        split(said, by=by, at=AT)


def agrees(preview, gaps_before):
    """Gaps by trust, suspects and suppliers' figures are those that were foretold."""
    for each in preview.suppliers:
        spends = SupplierSpend.objects.filter(supplier=each.supplier)
        total = spends.filter(organisation=None).first()
        if each.trusts:
            assert each.spend_after == (total.spend if total else 0)
        sums = SupplierGaps.objects.filter(supplier=each.supplier, organisation=None)
        row = sums.first()
        assert each.gaps_after == ((row.gaps, row.gap_value) if row else (0, 0))
    if preview.effects:
        now = gaps_by_trust()
        for trust in preview.effects.trusts:
            change = now.get(trust.name, 0) - gaps_before.get(trust.name, 0)
            assert change == trust.gaps_after - trust.gaps_before
        suspects = SuspectPrice.objects.count()
        assert suspects >= preview.effects.suspects_after
