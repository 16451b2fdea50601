"""A trust joins the switch to a standard."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from procurement.savings import actions
from procurement.savings.models import (
    Benefit,
    Initiative,
    InitiativeKind,
    LapseReason,
    PartSum,
    SavingStage,
)
from procurement.specifications.models import VersionState
from tests.factories import make_membership
from tests.procurement.savings.switches import (
    AT,
    START,
    Dressings,
    adopt,
    adopted_version,
    consider,
)
from tests.region import buy, item, product, trust
from trusts.roles import Role
from trusts.rules import Refused

pytestmark = pytest.mark.django_db


def test_join_switch_claims_what_was_bought_and_the_standard():
    world = Dressings()

    part = world.join()

    assert part.initiative.version == world.version
    assert part.initiative.kind == InitiativeKind.SWITCH
    assert part.initiative.benefit == Benefit.CASH_RELEASING
    assert (part.stage, part.owner) == (SavingStage.IDENTIFIED, world.lead)
    assert (part.start_month, part.end_month) == (START, date(2027, 7, 1))
    assert {claim.product: claim.is_standard for claim in part.claims.all()} == {
        world.foam: False,
        world.film: False,
        world.gel: True,
    }
    assert all(claim.is_live for claim in part.claims.all())


def test_join_switch_leaves_out_what_was_never_bought_and_is_no_standard():
    world = Dressings()
    version = adopted_version(world.trust, name="Gauzes")
    consider(version, product("Gauze"))
    consider(version, product("Swab"), is_standard=True)
    old = product("Lint")
    buy(item(world.trust, old), [(date(2025, 6, 30), "1", "1")])  # 12 months and a day
    consider(version, old)
    adopt(version)

    part = actions.join_switch(version, world.trust, start_month=START, by=None, at=AT)

    assert [claim.product.description for claim in part.claims.all()] == ["Swab"]


def test_a_trust_that_goes_live_again_has_another_part_after_the_closed_one():
    """Gone back meanwhile, it had its first part closed; a month is in one of them."""
    world = Dressings()
    world.agree()
    world.buy(world.gel, (date(2026, 7, 6), "4", "160"), (date(2026, 8, 3), "1", "40"))
    row = PartSum.objects.get(participation=world.part, month=START)
    seen = actions.SeenMonth(
        world.part.pk, START, row.is_cash_releasing, row.is_cost_avoidance
    )
    actions.confirm_months([seen], by=world.finance, at=AT)
    actions.close(world.part, note="Went back", by=world.finance, at=AT)
    first = world.part

    within = world.join(start_month=START)
    again = world.join(start_month=date(2026, 9, 1))

    assert within == first != again
    first.refresh_from_db()
    assert first.end_month == date(2026, 8, 1)
    assert (again.stage, again.start_month) == (
        SavingStage.IDENTIFIED,
        date(2026, 9, 1),
    )
    assert again.claims.filter(is_live=True).count() == 3


def test_join_switch_twice_is_one_part_and_two_trusts_share_the_initiative():
    other = trust("SMR")
    world = Dressings(other)

    first = world.join()
    again = world.join(start_month=date(2026, 9, 1))
    beside = world.join(organisation=other, by=None)

    assert again == first
    assert again.start_month == START
    assert beside.initiative == first.initiative
    assert Initiative.objects.get().participations.count() == 2


def test_join_switch_starts_a_new_part_once_the_old_one_has_lapsed():
    world = Dressings()
    first = world.join()
    actions.lapse(first, reason=LapseReason.OTHER, note="", by=world.lead, at=AT)

    again = world.join()

    assert again != first
    assert again.stage == SavingStage.IDENTIFIED


def test_join_switch_is_refused_where_another_initiative_has_the_product():
    world = Dressings()
    part = actions.start_initiative(
        "Foam at the lowest price", kind=InitiativeKind.NO_SWITCH,
        benefit=Benefit.CASH_RELEASING, is_recurrent=True,
        organisations=[world.trust], start_month=date(2026, 3, 1), by=world.lead,
        at=AT,
    ).participations.get()  # fmt: skip
    actions.claim_products(part, {world.foam: None}, by=world.lead, at=AT)

    with pytest.raises(Refused, match="“Foam at the lowest price”"):
        world.join()

    assert not Initiative.objects.filter(kind=InitiativeKind.SWITCH).exists()


def test_join_switch_follows_products_that_have_become_one():
    world = Dressings()
    world.foam.merged_into = world.gel
    world.foam.save(update_fields=["merged_into"])

    part = world.join()

    assert {claim.product: claim.is_standard for claim in part.claims.all()} == {
        world.film: False,
        world.gel: True,
    }


def test_join_switch_says_why_not():
    world = Dressings()
    stranger = trust("SMR")
    theirs = make_membership("Zoe Hart", Role.TRUST_LEAD, stranger)

    with pytest.raises(Refused, match="takes no part"):
        world.join(organisation=stranger, by=None)
    with pytest.raises(Refused, match="another trust’s part"):
        world.join(by=theirs)
    with pytest.raises(Refused, match="Give a month from"):
        world.join(start_month=date(2024, 7, 1))
    world.version.state = VersionState.SUSPENDED
    world.version.save(update_fields=["state"])
    with pytest.raises(Refused, match="is suspended: no trust switches to it now"):
        world.join()
    assert not Initiative.objects.exists()


def test_join_switch_by_the_chair_leaves_the_part_without_an_owner():
    world = Dressings()
    chair = make_membership("Carys Rees", Role.CLINICAL_CHAIR, world.trust)

    assert world.join(by=chair).owner is None


def test_a_switch_is_neither_started_nor_chosen_from_by_hand():
    world = Dressings()
    part = world.join()
    claim = part.claims.first()

    with pytest.raises(Refused, match="puts the adopted standard into use"):
        actions.start_initiative(
            "Dressings", kind=InitiativeKind.SWITCH, benefit=Benefit.CASH_RELEASING,
            is_recurrent=True, organisations=[world.trust], start_month=START,
            by=world.lead, at=AT,
        )  # fmt: skip
    with pytest.raises(Refused, match="puts the adopted standard into use"):
        actions.add_participation(
            part.initiative, trust("SMR"), start_month=START, by=None, at=AT
        )
    with pytest.raises(Refused, match="are those of the specification"):
        actions.drop_claim(claim, by=world.lead, at=AT)
    with pytest.raises(Refused, match="are those of the specification"):
        actions.claim_products(
            part, {product("Gauze"): Decimal(1)}, by=world.lead, at=AT
        )


def test_the_database_wants_a_version_exactly_for_a_switch():
    world = Dressings()
    initiative = world.join().initiative

    with pytest.raises(IntegrityError, match="switch_exactly"), transaction.atomic():
        Initiative.objects.filter(pk=initiative.pk).update(version=None)
    with pytest.raises(IntegrityError, match="switch_exactly"), transaction.atomic():
        Initiative.objects.filter(pk=initiative.pk).update(kind="DEMAND")
