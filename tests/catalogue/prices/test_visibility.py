"""Whose wordings of a product somebody may see."""

import pytest

from catalogue.prices.visibility import items_on
from tests import region

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "trusts"),
    [
        ("amina", ["NGT", "SMR"]),
        ("dilys", ["NGT", "SMR"]),
        ("rae", ["NGT", "SMR"]),
        ("stella", ["NGT", "SMR"]),
        ("carys", []),
        ("petra", []),
    ],
)
def test_items_on_needs_price_rights(request, northgate, southmere, who, trusts):
    gloves = region.product("Gloves")
    for organisation in (northgate, southmere):
        region.item(organisation, gloves)
    region.item(northgate, region.product("Gowns"))

    found = items_on(gloves, member=request.getfixturevalue(who))

    assert [match.organisation.code for match in found] == trusts
