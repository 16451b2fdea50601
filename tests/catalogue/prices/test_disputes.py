"""A disputed price is no reference until somebody else settles it."""

from datetime import timedelta
from decimal import Decimal

import pytest

from catalogue.matching.models import Match
from catalogue.prices.actions import open_dispute, settle_dispute, withdraw_dispute
from catalogue.prices.models import DisputeOutcome, PriceDispute
from procurement.gaps.actions import catch_up, make_snapshot, refresh_gaps
from procurement.gaps.models import SnapshotGap
from tests import region
from tests.catalogue.prices.correcting import (
    AT,
    DAY,
    LATER,
    adjusted,
    correct,
    day,
    gap_at,
    left_out,
    price_target,
)
from tests.factories import make_membership
from tests.procurement.gaps import world
from trusts.models import AuditEvent
from trusts.roles import Role
from trusts.rules import Refused

pytestmark = pytest.mark.django_db

PLAIN = (Decimal("0.065"), "SMR", Decimal("1950.00"))


@pytest.fixture
def gloves(northgate, southmere):
    return world.fill().product


def disputed(product, by, at=AT):
    made = open_dispute(
        by.organisation, product, says="We pay 6.1p.", evidence="", by=by, at=at
    )
    catch_up(on=DAY, at=LATER)
    return made


def settle(dispute, by, outcome=DisputeOutcome.STANDS, at=LATER):
    settle_dispute(dispute, outcome=outcome, answer="We looked.", by=by, at=at)
    catch_up(on=DAY, at=LATER)


def test_a_disputed_price_is_no_reference_until_it_is_settled(gloves, dilys, stella):
    assert gap_at("NGT") == PLAIN

    dispute = disputed(gloves, dilys)

    assert gap_at("NGT") is None
    settle(dispute, stella)
    assert gap_at("NGT") == PLAIN
    assert AuditEvent.objects.filter(action="dispute_settled").count() == 1


def test_disputing_ones_price_does_not_take_away_ones_gap(gloves, amina):
    disputed(gloves, amina)

    assert gap_at("NGT") == PLAIN


def test_the_trust_withdraws_its_dispute_and_can_dispute_again(gloves, dilys):
    dispute = disputed(gloves, dilys)

    withdraw_dispute(dispute, answer="It is right.", by=dilys, at=LATER)
    catch_up(on=DAY, at=LATER)

    assert gap_at("NGT") == PLAIN
    assert disputed(gloves, dilys, at=LATER)


def test_a_past_day_knows_which_disputes_were_open_on_it(gloves, dilys, stella):
    dispute = disputed(gloves, dilys, at=AT - timedelta(days=5))
    settle(dispute, stella, at=AT - timedelta(days=2))

    found = {}
    for back in (6, 5, 3, 2):
        make_snapshot(on=day(-back), at=LATER)
        gaps = SnapshotGap.objects.filter(snapshot__on=day(-back))
        found[back] = gaps.filter(organisation__code="NGT").exists()
    assert found == {6: True, 5: False, 3: False, 2: True}


def test_only_the_trust_itself_disputes_its_price_once(gloves, amina, dilys, stella):
    disputed(gloves, dilys)

    with pytest.raises(Refused, match="disputed already"):
        disputed(gloves, dilys)
    for member in (amina, stella):
        with pytest.raises(Refused, match="Only the trust"):
            open_dispute(
                dilys.organisation, gloves, says="No", evidence="", by=member, at=AT
            )


def test_nobody_settles_their_own_dispute(gloves, amina, dilys, stella):
    dispute = disputed(gloves, dilys)
    steward_there = make_membership("Una Price", Role.DATA_STEWARD, dilys.organisation)
    same_person = make_membership(
        "Dilys Morgan", Role.DATA_STEWARD, stella.organisation
    )

    for member, sentence in (
        (dilys, "may not settle"),
        (amina, "may not settle"),
        (steward_there, "dispute of their own"),
        (same_person, "dispute of their own"),
    ):
        with pytest.raises(Refused, match=sentence):
            settle(dispute, member)
    with pytest.raises(Refused, match="Only the trust"):
        withdraw_dispute(dispute, answer="", by=amina, at=LATER)
    settle(dispute, stella)
    with pytest.raises(Refused, match="settled already"):
        settle(dispute, stella)


def test_put_right_means_that_something_was_put_right(gloves, dilys, stella):
    dispute = disputed(gloves, dilys)
    with pytest.raises(Refused, match="would be a reference again"):
        settle(dispute, stella, DisputeOutcome.CORRECTED)

    carriage = adjusted(reason="CARRIAGE", amount_each=Decimal("0.003"))
    correct(price_target(dilys.organisation, gloves), carriage, stella)
    settle(dispute, stella, DisputeOutcome.CORRECTED)

    assert PriceDispute.objects.get().outcome == "CORRECTED"
    assert gap_at("NGT") == (Decimal("0.065"), "SMR", Decimal("1500.00"))


def test_a_dispute_is_of_the_product_that_its_own_was_merged_into(
    gloves, dilys, stella
):
    dispute = disputed(gloves, dilys)
    other = merge(gloves)

    with pytest.raises(Refused, match="would be a reference again"):
        settle(dispute, stella, DisputeOutcome.CORRECTED)
    for product in (gloves, other):
        with pytest.raises(Refused, match="disputed already"):
            disputed(product, dilys)

    bundle = left_out(reason="BUNDLE")
    correct(price_target(dilys.organisation, other), bundle, stella)
    settle(dispute, stella, DisputeOutcome.CORRECTED)
    assert disputed(gloves, dilys, at=LATER).product == other


def merge(product):
    """Persons said that it is the same as another."""
    other = region.product("Gloves, nitrile")
    Match.objects.filter(product=product).update(product=other)
    product.merged_into = other
    product.save(update_fields=["merged_into"])
    refresh_gaps(on=DAY, at=LATER)
    return other


def test_without_a_price_there_is_nothing_to_dispute(gloves, dilys):
    pendle = make_membership("Pat Low", Role.BUYER, world.make_organisation("PND"))

    with pytest.raises(Refused, match="nothing to dispute"):
        disputed(gloves, pendle)
