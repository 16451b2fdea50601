"""Months that wait for finance: of any year, and only those that it can confirm."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from procurement.dashboard.page import place_of
from procurement.dashboard.waiting import confirmed
from procurement.savings import actions
from tests.procurement.savings.world import AT, TODAY, Gloves

pytestmark = pytest.mark.django_db

JULY, AUGUST, SEPTEMBER = (date(2026, month, 1) for month in (7, 8, 9))


@pytest.fixture
def gloves(db):
    """Agreed from July on; order lines go to 8 September."""
    world = Gloves()
    world.agree()
    world.buy(
        (date(2026, 7, 6), "100", "520"),
        (date(2026, 8, 6), "100", "520"),
        (date(2026, 9, 8), "50", "260"),
    )
    return world


def waiting(member, *, on=TODAY, at=AT, **asked):
    place = place_of(asked, member=member, on=on)
    return confirmed(place, place.trusts, at=at)


def test_a_month_whose_order_lines_are_missing_does_not_wait(gloves, rae):
    found = waiting(rae)

    assert [each.months for each in found.waiting] == [(JULY, AUGUST)]
    assert [(each.trust, each.since) for each in found.missing] == [
        (gloves.trust, SEPTEMBER)
    ]
    assert (found.month, found.confirmed, found.trusts) == (SEPTEMBER, 0, 1)


def test_a_month_is_done_until_its_order_lines_change(gloves, rae):
    gloves.confirm(JULY, AUGUST)
    assert waiting(rae).waiting == ()

    gloves.buy((date(2026, 7, 20), "1", "5"))

    assert [each.months for each in waiting(rae).waiting] == [(JULY,)]


def test_the_year_shown_changes_nothing(gloves, rae):
    assert waiting(rae, year="2025") == waiting(rae, year="2026")


def test_after_march_a_trust_is_reminded_of_march(
    gloves, rae, sign_in, monkeypatch, mailoutbox
):
    gloves.confirm(JULY, AUGUST)
    gloves.buy((date(2027, 3, 30), "100", "520"))
    april = datetime(2027, 4, 20, 12, tzinfo=UTC)
    actions.keep_savings(on=april.date())
    monkeypatch.setattr(timezone, "now", lambda: april)
    client = sign_in(rae)

    page = client.get("/dashboard/")
    of_year_without_savings = client.get("/dashboard/", {"year": "2025"})
    answer = client.post(f"/dashboard/remind/{gloves.trust.code}/")

    assert page.context["confirmed"].month == date(2027, 3, 1)
    assert "Waiting: " in page.content.decode()
    assert "Waiting: " in of_year_without_savings.content.decode()
    assert answer.status_code == 302
    [mail] = mailoutbox
    assert "March 2027" in mail.body
    assert "September 2026" in mail.body
    assert "April 2027" not in mail.body
