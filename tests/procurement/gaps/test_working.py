"""What a refresh does to gaps that people work on."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.matching.models import TouchedProduct
from procurement.gaps import actions
from procurement.gaps.models import Gap, GapChange, GapStep
from tests import region
from tests.factories import make_membership

pytestmark = pytest.mark.django_db

DAY = date(2026, 9, 30)


@dataclass
class Bought:
    """A product at two trusts; NGT pays £1 an each more, so its units are its gap."""

    line: object

    def worth(self, pounds, *, each=2):
        """Make NGT's gap worth so much, not there for 0, and refresh."""
        quantity = Decimal(pounds)
        self.line.is_live = bool(pounds)
        self.line.quantity, self.line.net_value = quantity or 1, (quantity or 1) * each
        self.line.save(update_fields=["quantity", "net_value", "is_live"])
        TouchedProduct.objects.create(
            product_id=self.line.item.match.product_id, import_id=7
        )
        actions.refresh_touched_gaps(at=region.AT)
        return Gap.objects.first()


@pytest.fixture
def bought():
    return make_bought()


def make_bought():
    thing = region.product("gloves")
    dear = region.item(region.trust("NGT"), thing)
    cheap = region.item(region.trust("SMR"), thing)
    region.buy(cheap, [(date(2026, 9, day), 1000, "1000") for day in (1, 2, 3)])
    [line] = region.buy(dear, [(date(2026, 9, 1), 1000, "2000")])
    actions.refresh_gaps(on=DAY, at=region.AT)
    return Bought(line)


def accept(owner):
    gap = Gap.objects.get()
    Gap.objects.update(
        stage="ACCEPTED",
        owner=owner,
        accept_reason="CLINICAL",
        accepted_value=gap.gap_value,
        review_on=date(2027, 1, 1),
    )


def agree(owner):
    Gap.objects.update(stage="AGREED", owner=owner, due_on=date(2027, 1, 1))


def is_listed():
    return Gap.objects.listed().exists()


def test_an_accepted_gap_stays_away_until_it_has_grown_by_a_quarter(bought):
    owner = make_membership(organisation=region.trust("NGT"))
    accept(owner)

    just_under = bought.worth("1249.99")
    stayed = (just_under.gap_value, just_under.stage, is_listed())
    grown = bought.worth("1250")

    assert stayed == (Decimal("1249.99"), "ACCEPTED", False)
    assert (grown.state, grown.stage, grown.owner) == ("FOUND_AGAIN", "ASSIGNED", owner)
    assert (grown.accept_reason, grown.accepted_value, grown.review_on) == (
        "",
        None,
        None,
    )
    step = GapStep.objects.get()
    assert (step.what, step.stage_before, step.gap_value) == (
        "GREW_BACK",
        "ACCEPTED",
        Decimal(1250),
    )
    newest = GapChange.objects.latest("pk")
    assert (newest.kind, newest.value_before, newest.gap_value) == (
        "FOUND_AGAIN",
        0,
        Decimal(1250),
    )


def test_an_accepted_gap_that_comes_back_as_it_was_is_accepted_still(bought):
    accept(make_membership(organisation=region.trust("NGT")))
    gone = bought.worth(0).state

    back = bought.worth(1100)

    assert (gone, back.state, back.stage) == ("GONE", "FOUND_AGAIN", "ACCEPTED")
    assert not is_listed()
    assert GapChange.objects.count() == 1  # found; no total moved since


def test_an_agreed_gap_that_goes_without_a_lower_price_is_agreed_still(bought):
    agree(make_membership(organisation=region.trust("NGT")))

    gone = bought.worth(0)
    back = bought.worth(800)

    assert (gone.state, gone.stage) == ("GONE", "AGREED")
    assert (back.state, back.stage) == ("FOUND_AGAIN", "AGREED")
    assert not GapStep.objects.exists()


def test_an_agreed_gap_whose_price_falls_while_it_is_away_is_realised(bought):
    agree(make_membership(organisation=region.trust("NGT")))
    bought.worth(0)

    realised = bought.worth(1000, each=1)

    assert (realised.state, realised.stage) == ("GONE", "REALISED")
    assert GapStep.objects.get().gap_value == 1000


def test_an_agreed_gap_whose_price_falls_is_realised_and_may_come_back(bought):
    owner = make_membership(organisation=region.trust("NGT"))
    agree(owner)

    realised = bought.worth(1000, each=1)
    back = bought.worth(800)

    assert (realised.state, realised.stage, realised.due_on) == (
        "GONE",
        "REALISED",
        None,
    )
    assert (back.state, back.stage, back.owner) == ("FOUND_AGAIN", "ASSIGNED", owner)
    steps = GapStep.objects.order_by("pk").values_list("what", "gap_value")
    assert list(steps) == [
        ("REALISED", Decimal(1000)),
        ("CAME_BACK", Decimal(800)),
    ]


def test_everything_refreshed_gives_what_touched_gives(bought):
    accept(make_membership(organisation=region.trust("NGT")))
    bought.worth(1300)
    before = list(Gap.objects.values())

    actions.refresh_gaps(on=DAY, at=region.AT)

    assert list(Gap.objects.values()) == before
    assert GapStep.objects.count() == 1


VALUES = st.sampled_from([0, 600, 1000, 1249, 1250, 1251, 1560, 1563, 2000, 4000])
DOINGS = st.lists(st.one_of(VALUES, st.just("accept"), st.just("agree")), max_size=7)


@given(doings=DOINGS)
@settings(max_examples=25)
def test_whatever_happens_the_plain_rule_says_what_is_listed(doings):
    """A gap counts while it is there, and not while what was accepted has not grown
    by a quarter."""
    with transaction.atomic():
        bought, owner = make_bought(), make_membership("Amina Shah")
        value, accepted, is_agreed = Decimal(1000), None, False
        for doing in doings:
            if doing == "accept" and value and not is_agreed:
                accept(owner)
                accepted = value
            elif doing == "agree" and value and accepted is None:
                agree(owner)
                is_agreed = True
            elif not isinstance(doing, str):
                bought.worth(doing)
                value = Decimal(doing)
                if accepted is not None and 4 * value >= 5 * accepted:
                    accepted = None

            counts = bool(value) and accepted is None
            assert is_listed() is counts
            stage = Gap.objects.get().stage
            assert (stage == "ACCEPTED") is (accepted is not None)
            assert (stage == "AGREED") is is_agreed
        transaction.set_rollback(True)
