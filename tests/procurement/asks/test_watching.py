"""Agreed prices under watch, and those taken back."""

from datetime import timedelta
from decimal import Decimal

import pytest

from catalogue.matching.actions import merge
from catalogue.matching.models import Match
from catalogue.products.models import Kind
from catalogue.purchases.models import Item
from procurement.asks import actions
from procurement.asks.models import AgreedPrice, Answer
from procurement.asks.queries import asked_lately
from procurement.asks.watching import Watch, lines_since, watched
from procurement.gaps.models import GapStage
from tests import region
from tests.factories import make_membership, make_organisation
from tests.procurement.asks import world
from tests.procurement.asks.acting import AT, FROM, LATER, agreed_at, answer, sent
from tests.procurement.suppliers.world import supplier
from trusts.roles import Role
from trusts.rules import Refused

pytestmark = pytest.mark.django_db


def test_withdraw_price_opens_its_line_again(kestrel, amina, dilys):
    ask = sent(kestrel, amina, only="Masks")
    answer(ask, agreed_at("6.40"), by=amina)
    price = AgreedPrice.objects.get()

    with pytest.raises(Refused, match="another trust"):
        actions.withdraw_price(price, by=dilys, at=LATER)
    actions.withdraw_price(price, by=amina, at=LATER)

    assert not AgreedPrice.objects.standing().exists()
    assert ask.lines.get().answer == Answer.NONE
    assert world.gap("NGT", "Masks").stage == GapStage.ASSIGNED


def test_withdraw_price_leaves_the_gap_agreed_while_another_price_stands(kestrel, rae):
    ask = sent(kestrel, rae, only="Masks")
    answer(ask, agreed_at("6.40"), by=rae)
    price = AgreedPrice.objects.get(organisation__code="NGT")
    other = AgreedPrice.objects.get(pk=price.pk)
    other.pk, other.supplier = None, supplier("Heron Supplies Ltd")
    other.save()

    actions.withdraw_price(price, by=rae, at=LATER)
    assert world.gap("NGT", "Masks").stage == GapStage.AGREED

    actions.withdraw_price(other, by=rae, at=LATER)
    assert world.gap("NGT", "Masks").stage == GapStage.OPEN
    assert world.gap("PND", "Masks").stage == GapStage.AGREED


@pytest.mark.parametrize(
    ("orders", "watch"),
    [
        ([], Watch()),
        ([(FROM - timedelta(days=1), 10, "80.00")], Watch()),
        ([(FROM, 10, "64.00")], Watch(1, 0, Decimal(0), FROM)),
        ([(FROM, 10, "64.32")], Watch(1, 0, Decimal(0), FROM)),
        (
            [(FROM, 10, "64.00"), (FROM + timedelta(days=2), 10, "70.00")],
            Watch(2, 1, Decimal("6.00"), FROM + timedelta(days=2)),
        ),
    ],
)
def test_watched_holds_order_lines_against_the_price(kestrel, amina, orders, watch):
    ask = sent(kestrel, amina, only="Masks")
    answer(ask, agreed_at("6.40"), by=amina)
    item = Item.objects.get(organisation__code="NGT", description="Masks")
    other = Item.objects.get(organisation__code="PND", description="Masks")

    region.buy(item, orders)
    region.buy(other, [(FROM, 10, "99.00")])

    price = AgreedPrice.objects.get()
    assert watched([price.pk]).get(price.pk, Watch()) == watch


def test_watched_goes_on_when_product_and_supplier_are_merged(kestrel, amina):
    ask = sent(kestrel, amina, only="Masks")
    answer(ask, agreed_at("6.40"), by=amina)
    item = Item.objects.get(organisation__code="NGT", description="Masks")
    region.buy(item, [(FROM, 10, "70.00")])
    into = {
        Kind.PRODUCT: (item.match.product, region.product("Masks, type IIR")),
        Kind.SUPPLIER: (kestrel, supplier("Kestrel Group Ltd")),
    }
    for kind, (one, root) in into.items():
        merge(kind=kind, from_id=one.pk, into_id=root.pk, by=None, at=LATER)
    Match.objects.filter(item=item).update(product=into[Kind.PRODUCT][1])
    Item.objects.filter(pk=item.pk).update(supplier=into[Kind.SUPPLIER][1])

    price = AgreedPrice.objects.get()
    assert watched([price.pk])[price.pk].above == 1
    assert len(lines_since(price, member=amina)) == 1
    assert AgreedPrice.objects.of(*[root for _, root in into.values()]).get() == price


def test_asked_lately_names_no_other_trust(kestrel, amina, rae):
    pendle = make_membership("Pia Lund", Role.BUYER, make_organisation("PND"))
    sent(kestrel, pendle)

    for_amina = asked_lately(kestrel, member=amina, at=AT + timedelta(days=21))
    assert for_amina.seen == []
    assert for_amina.sentences == ["Another trust of the region asked it 3 weeks ago."]

    for_rae = asked_lately(kestrel, member=rae, at=AT + timedelta(days=21))
    assert [ask.organisation.code for ask in for_rae.seen] == ["PND"]
    assert not asked_lately(kestrel, member=amina, at=AT + timedelta(days=92))
