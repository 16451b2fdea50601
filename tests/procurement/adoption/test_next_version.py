"""What a next version does to adoptions that are on their way, or live."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from procurement.adoption import actions, rules
from procurement.adoption.models import Adoption, AdoptionState
from procurement.adoption.standing import standings
from procurement.adoption.waiting import to_do
from procurement.specifications import actions as specifications
from procurement.specifications.models import Version, VersionState
from tests.cast import signed_in_client
from tests.procurement.adoption.world import AT, LIVE_ON, make_adopted

pytestmark = pytest.mark.django_db
S = AdoptionState


@pytest.fixture
def world():
    return make_adopted()


def adopt_next(world, *, other_takes=Decimal(1)):
    """The next version in force; nobody's adoption is carried over yet."""
    first = world.version
    version = specifications.start_next_version(
        first, note="Wording.", by=world.signed.chair, at=AT
    )
    version.considered.filter(product=world.other).update(eaches_per_use=other_takes)
    Version.objects.filter(pk=first.pk).update(state=VersionState.SUPERSEDED)
    Version.objects.filter(pk=version.pk).update(state=VersionState.ADOPTED)
    version.refresh_from_db()
    return version


@pytest.mark.parametrize("is_same", [True, False])
def test_a_next_version_carries_adoptions_over(world, is_same):
    old = world.go_live(world.start())
    actions.set_training(old, group="Nurses", people=4, trained=4, by=None, at=AT)
    version = specifications.start_next_version(
        world.version, note="Wording.", by=world.signed.chair, at=AT
    )
    if not is_same:
        version.considered.filter(product=world.other).update(is_standard=True)
    assert actions.carry_over(at=AT) == []
    Version.objects.filter(pk=world.version.pk).update(state=VersionState.SUPERSEDED)
    Version.objects.filter(pk=version.pk).update(state=VersionState.ADOPTED)

    [new] = actions.carry_over(at=AT)

    assert actions.carry_over(at=AT) == []
    assert new.version == version
    assert new.state == (S.LIVE if is_same else S.PLANNED)
    assert new.live_on == (LIVE_ON if is_same else None)
    assert new.training.get().trained == (4 if is_same else 0)
    said = "goes on as it was" if is_same else "planned anew"
    assert said in new.steps.get().note


def test_a_plan_for_the_next_version_is_the_one_there_was(world):
    world.go_live(world.start())
    version = adopt_next(world)

    place = world.lead.organisation
    why_not = rules.why_not_start(version, place, by=world.lead, on=AT.date())
    assert "comes over to this one by itself" in why_not
    there = actions.start_adoption(version, by=world.lead, at=AT)

    assert (there.version, there.state, there.live_on) == (version, S.LIVE, LIVE_ON)
    assert actions.carry_over(at=AT) == []


def test_who_is_exempted_from_the_next_version_keeps_the_plan(world):
    world.go_live(world.start())
    version = adopt_next(world)

    exempt = actions.exempt(
        version, until=date(2026, 12, 1), because="Burns", by=world.lead, at=AT
    )

    assert (exempt.version, exempt.state) == (version, S.EXEMPT)
    assert exempt.fallback.startswith("The former catheter")
    states = exempt.steps.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["LIVE", "EXEMPT"]


def test_what_is_not_carried_over_yet_stands_as_it_did(world):
    old = world.go_live(world.start())
    version = adopt_next(world)

    found = standings([version], on=AT.date())[version.pk]

    assert [each.adoption for each in found if each.adoption] == [old]
    assert to_do(world.lead, on=AT.date()) == []
    shown = signed_in_client(world.lead).get(
        reverse("adoption_trusts", args=[version.pk])
    )
    assert "1 of 3 trusts live" in shown.text
    assert "Make the plan" not in shown.text


def test_a_product_that_counts_otherwise_is_another_standard(world):
    world.go_live(world.start())
    adopt_next(world, other_takes=Decimal(4))

    [new] = actions.carry_over(at=AT)

    assert (new.state, new.live_on) == (S.PLANNED, None)
    assert "counts otherwise" in new.steps.get().note


def test_a_trust_that_left_stays_exempt_and_its_page_says_so(world):
    adoption = actions.exempt(
        world.version, until=date(2026, 11, 2), because="Burns", by=world.lead, at=AT
    )
    taking_part = world.version.specification.participating
    taking_part.filter(organisation=adoption.organisation).update(
        left_at=AT, left_because="Merged"
    )

    assert actions.end_exemptions(at=AT.replace(month=11)) == []
    assert Adoption.objects.get().state == S.EXEMPT
    other = signed_in_client(world.southmere)
    shown = other.get(reverse("adoption_detail", args=[adoption.pk])).text
    assert "takes no part any more" in shown
