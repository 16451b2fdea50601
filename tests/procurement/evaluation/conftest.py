"""A version in scoring, and Carys who scores it."""

import pytest

from tests.procurement.evaluation.scoring import (
    make_scoring,
)


@pytest.fixture
def world():
    return make_scoring()


@pytest.fixture
def carys(world, sign_in):
    return sign_in(world.member("Carys"))
