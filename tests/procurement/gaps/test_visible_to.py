"""Who sees whose rows, kind by kind: a table that an information-governance lead can
read. Northgate's Amina, Southmere's Dilys and Carys, and the regional office."""

from datetime import date

import pytest

from catalogue.matching.models import Match
from catalogue.prices.models import PriceCorrection, PriceDispute, PricePaid
from catalogue.purchases.models import Import, Item, PurchaseLine, Rejection
from procurement.gaps.actions import refresh_gaps
from procurement.gaps.models import Gap, SuspectPrice
from tests import region

pytestmark = pytest.mark.django_db

NONE, NGT, SMR, BOTH = set(), {"NGT"}, {"SMR"}, {"NGT", "SMR"}

#            amina dilys carys rae   stella aldo  petra
SEES = {
    Import: (NGT, SMR, NONE, BOTH, BOTH, BOTH, NONE),
    Rejection: (NGT, SMR, NONE, BOTH, BOTH, BOTH, NONE),
    Item: (NGT, SMR, SMR, BOTH, BOTH, BOTH, NONE),
    Match: (NGT, SMR, SMR, BOTH, BOTH, BOTH, NONE),
    PurchaseLine: (NGT, SMR, NONE, BOTH, BOTH, BOTH, NONE),
    PricePaid: (BOTH, BOTH, NONE, BOTH, BOTH, BOTH, NONE),
    PriceCorrection: (NGT, SMR, NONE, BOTH, BOTH, BOTH, NONE),
    PriceDispute: (NGT, SMR, NONE, BOTH, BOTH, BOTH, NONE),
    Gap: (NGT, NONE, NONE, NGT, NONE, NGT, NONE),
    SuspectPrice: (NGT, SMR, NONE, BOTH, NONE, BOTH, NONE),
}
CAST = ("amina", "dilys", "carys", "rae", "stella", "aldo", "petra")


@pytest.fixture
def two_trusts(northgate, southmere):
    """NGT pays more than SMR for gloves; for gowns they are suspiciously far apart."""
    for name, dear in {"gloves": "2000", "gowns": "9000"}.items():
        for trust, value in ((northgate, dear), (southmere, "1000")):
            item = region.item(trust, region.product(name))
            days = (date(2026, 9, day) for day in (1, 2, 3))
            region.buy(item, [(day, 1000, value) for day in days])
    for of_import in Import.objects.all():
        of_import.rejections.create(row_number=9, field="quantity", reason="empty")
    for trust in (northgate, southmere):
        _say_that_prices_are_wrong(trust, region.product("gloves"))
    refresh_gaps(on=date(2026, 9, 30), at=region.AT)


def _say_that_prices_are_wrong(trust, product):
    """Of a day long ago, so that no figure is touched."""
    long_ago = date(2020, 1, 1)
    PriceCorrection.objects.create(
        kind="SUPPRESSION", scope="PRICE", organisation=trust, product=product,
        reason="OTHER", evidence="Letter", starts_on=long_ago, ends_on=long_ago,
        until_on=date(2020, 1, 2), made_at=region.AT,
    )  # fmt: skip
    PriceDispute.objects.create(
        organisation=trust, product=product, price_each=1, says="No",
        opened_on=long_ago, opened_at=region.AT, settled_on=long_ago,
        settled_at=region.AT, outcome="STANDS",
    )  # fmt: skip


def owners(model, member):
    path = "of_import__organisation" if model is Rejection else "organisation"
    rows = model.objects.visible_to(member)
    return set(rows.values_list(f"{path}__code", flat=True))


@pytest.mark.parametrize("model", SEES, ids=lambda model: model.__name__)
def test_visible_to_is_the_table(model, two_trusts, request):
    for name, sees in zip(CAST, SEES[model], strict=True):
        assert owners(model, request.getfixturevalue(name)) == sees, name
