"""Which rows of a release each role reaches."""

import pytest

from procurement.league import actions
from procurement.league.models import (
    Challenge,
    Figure,
    GapRow,
    PriceRow,
    Release,
    SpendRow,
    Standing,
)
from tests.factories import make_membership
from tests.procurement.league import world
from trusts.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("region_of_six")]

MODELS = (Release, Standing, Figure, PriceRow, GapRow, SpendRow, Challenge)


def seen(member, model):
    return model.objects.visible_to(member).count()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_visible_to_shows_nothing_to_roles_without_the_league(
    model, rae, carys, stella, petra
):
    world.release(rae)

    assert not any(seen(each, model) for each in (carys, stella, petra))


@pytest.mark.parametrize("model", [Standing, Figure, SpendRow])
def test_visible_to_opens_with_the_state_of_the_release(
    model, request, rae, amina, ben
):
    aldo, northgate = request.getfixturevalue("aldo"), amina.organisation
    fran = make_membership("Fran Doyle", Role.TRUST_FINANCE, northgate)
    release = world.prepare(rae)
    everything = model.objects.count()
    own = model.objects.filter(organisation=northgate).count()
    out = own if model is SpendRow else everything

    assert [seen(e, model) for e in (rae, aldo)] == [everything] * 2
    assert [seen(e, model) for e in (amina, fran, ben)] == [0, 0, 0]
    release = actions.open_preview(release, by=rae, at=world.PREVIEWED)
    assert [seen(e, model) for e in (amina, fran, ben)] == [own, own, 0]
    actions.release(release, carries_open=False, by=rae, at=world.RELEASED)
    assert [seen(e, model) for e in (amina, fran, ben)] == [out] * 3


def test_of_other_trusts_prices_only_the_examples_are_seen_once_they_are_out(
    rae, ben, dilys
):
    release = world.preview(rae)
    assert not seen(ben, PriceRow)
    actions.release(release, carries_open=False, by=rae, at=world.RELEASED)

    found = PriceRow.objects.visible_to(ben).exclude(organisation=ben.organisation)
    assert found.count() == PriceRow.objects.filter(effect__lt=0).count() == 3
    assert all(row.is_example for row in found)
