"""Northgate’s part on gloves, its lead and its finance."""

import pytest

from tests.procurement.savings.world import Gloves


@pytest.fixture
def gloves(db):
    made = Gloves()
    made.start()
    return made


@pytest.fixture
def lead(sign_in, gloves):
    return sign_in(gloves.lead)


@pytest.fixture
def finance(sign_in, gloves):
    return sign_in(gloves.finance)
