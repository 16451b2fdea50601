"""What every test of letters stands on."""

import pytest

from tests.procurement.asks import world


@pytest.fixture
def kestrel(db):
    return world.fill()
