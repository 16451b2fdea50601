"""Totals by trust as it was, or restated to successors: the same sum, the same gaps."""

from datetime import date

import pytest

from tests import region
from tests.procurement.gaps import world
from tests.procurement.gaps.test_views import words_of
from trusts import actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def merged(amina):
    """Eastwood merged into Northgate a month before the gaps; Pendle merges later."""
    for code, count in (("NGT", 2), ("EWD", 3), ("PND", 1)):
        world.make_gaps(region.trust(code), count)
    for code, on in (("EWD", date(2026, 9, 1)), ("PND", date(2026, 10, 1))):
        actions.succeed_organisation(
            region.trust(code),
            successor=amina.organisation,
            kind="merged",
            on=on,
            by=None,
            at=region.AT,
        )


def totals(page):
    return {
        row.code: (row.worth.gaps, row.worth.value) for row in page.context["by_trust"]
    }


def test_the_choice_changes_under_whom_totals_stand_and_not_their_sum(
    sign_in, rae, merged
):
    client = sign_in(rae)

    as_it_was = client.get("/gaps/")
    restated = client.get("/gaps/?organisations=restated")

    assert totals(as_it_was) == {"EWD": (3, 6000), "NGT": (2, 3000), "PND": (1, 1000)}
    assert totals(restated) == {"NGT": (5, 9000), "PND": (1, 1000)}
    assert as_it_was.context["total"] == restated.context["total"]
    assert 'href="?organisations=restated"' in as_it_was.content.decode()
    assert "each gap's arithmetic are never restated" in words_of(as_it_was)
    assert (
        "EWD Hospitals merged into Northgate University Hospitals on 1 September 2026"
        in words_of(restated)
    )


def test_a_restated_total_opens_to_all_the_gaps_it_is_made_of(sign_in, rae, merged):
    client = sign_in(rae)

    page = client.get("/gaps/?organisations=restated&trust=NGT")
    own = client.get("/gaps/?trust=NGT")

    assert page.context["shown"].value == 9000
    assert own.context["shown"].value == 3000
    assert 'name="organisations" value="restated"' in page.content.decode()


def test_a_closed_trusts_gaps_stay_and_say_so(sign_in, rae, merged):
    words = words_of(sign_in(rae).get("/gaps/"))

    said = "closed on 1 September 2026, now part of Northgate University Hospitals"
    assert words.count(f"EWD Hospitals ({said})") == 3
    assert "PND Hospitals (closed" not in words


def test_there_is_no_choice_where_it_makes_no_difference(sign_in, rae, amina, merged):
    alone = words_of(sign_in(amina).get("/gaps/?organisations=restated"))
    actions.take_back_succession(
        region.trust("EWD").successions.get(), reason="Wrong", by=None, at=region.AT
    )

    for words in (alone, words_of(sign_in(rae).get("/gaps/"))):
        assert "As it was" not in words
