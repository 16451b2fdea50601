"""The region's totals by trust on the first page, restated to successors."""

from datetime import date

import pytest

from tests import region
from tests.procurement.gaps import world
from trusts import actions

pytestmark = pytest.mark.django_db


def test_the_regional_lead_sees_totals_either_way_with_the_same_sum(
    sign_in, rae, northgate
):
    for code, count in (("NGT", 2), ("EWD", 3)):
        world.make_gaps(region.trust(code), count)
    actions.succeed_organisation(
        region.trust("EWD"),
        successor=northgate,
        kind="merged",
        on=date(2026, 9, 1),
        by=None,
        at=region.AT,
    )
    client = sign_in(rae)

    as_it_was = client.get("/")
    restated = client.get("/?organisations=restated")

    bars = [
        {bar.trust.code: bar.trust.worth.value for bar in page.context["desk"].bars}
        for page in (as_it_was, restated)
    ]
    assert bars == [{"EWD": 6000, "NGT": 3000}, {"NGT": 9000}]
    assert as_it_was.context["desk"].worth == restated.context["desk"].worth
    assert "?trust=NGT&amp;organisations=restated" in restated.content.decode()
