"""An aim that is a peer's price goes once that may not be known; a typed one stays."""

from decimal import Decimal

import pytest

from procurement.gaps.models import Gap
from procurement.savings import actions
from procurement.savings.models import Claim
from procurement.savings.tasks import keep_savings
from tests.procurement.savings.world import AT, Gloves
from tests.trusts.test_paging import make_gap

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "left"), [(None, None), ("0.052", None), ("0.05", Decimal("0.05"))]
)
def test_an_aim_at_a_price_that_became_confidential(typed, left):
    world = Gloves()
    make_gap(world.product, 100)
    Gap.objects.update(lowest_price=Decimal("0.052"))  # which Gloves aims at
    world.start()
    if typed:
        said = actions.Prices(target_price=Decimal(typed))
        actions.set_prices(world.part, {world.claim.pk: said}, by=world.lead, at=AT)
    keep_savings()
    assert Claim.objects.get().target_price is not None

    Gap.objects.update(lowest_organisation=None, lowest_price=Decimal("0.055"))
    keep_savings()

    assert Claim.objects.get().target_price == left
