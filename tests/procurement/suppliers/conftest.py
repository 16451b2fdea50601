"""A region that buys, a council officer, and one of its suppliers."""

import pytest

from tests.factories import make_membership, make_organisation
from tests.procurement.suppliers import world
from trusts.roles import Role


@pytest.fixture
def gap(amina, dilys):
    return world.fill()


@pytest.fixture
def cora(db):
    council = make_organisation("CNC", "Harbour Council", "council")
    return make_membership("Cora Blythe", Role.COUNCIL_OFFICER, council)


@pytest.fixture
def kestrel(gap):
    return world.supplier("Kestrel Medical Ltd")
