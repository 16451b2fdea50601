"""A region with gaps."""

import pytest

from tests.procurement.gaps import world


@pytest.fixture
def gap(amina):
    return world.fill()
