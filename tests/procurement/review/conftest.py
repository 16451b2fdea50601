"""Questions that several tests of the review desk are about."""

import pytest

from catalogue.products.models import Product
from tests.catalogue.matching.buying import load
from tests.procurement.review.world import (
    GOWN,
    MARKER,
    bought,
    question,
    settle_down,
)


@pytest.fixture
def cartons(northgate, southmere, dilys, stella):
    """A carton of gowns that Northgate and Southmere buy; nothing says how many."""
    load()
    priced = {"quantity": "10", "unit_price": "30", "line_value": "300"}
    bought("NGT", times=2, **priced, **GOWN)
    bought("SMR", times=1, **priced, **GOWN)
    each = GOWN | {"unit_of_purchase": "EACH", "quantity": "100", "unit_price": "3"}
    bought("EWD", "9", times=3, line_value="300", **each)
    settle_down()
    return question(kind="PACK_UNKNOWN")


@pytest.fixture
def markers(northgate, southmere, stella):
    load()
    bought("NGT", times=2, quantity="10", unit_price="3", line_value="30", **MARKER)
    bought("SMR", quantity="10", unit_price="4", line_value="40", **MARKER)
    settle_down()
    return question(kind="UNMATCHED")


@pytest.fixture
def gown(stella):
    """A product that a catalogue declares."""
    load()
    return Product.objects.get(description="Gown")
