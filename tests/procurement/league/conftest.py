"""A region of six trusts, and a clock that a test may set."""

import pytest
from django.utils import timezone

from tests.procurement.league import world


@pytest.fixture
def region_of_six(northgate):
    world.fill()


@pytest.fixture
def on(monkeypatch):
    """`on(moment)`: it is that moment from now on."""

    def set_clock(moment):
        monkeypatch.setattr(timezone, "localdate", lambda *a: (a or [moment])[0].date())
        monkeypatch.setattr(timezone, "now", lambda: moment)

    set_clock(world.PREVIEWED)
    return set_clock
