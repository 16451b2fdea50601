"""Adoptions of standards go to a colleague with all else that is somebody's."""

import pytest
from django.utils import timezone

from procurement.adoption.models import Adoption
from procurement.leavers import actions
from tests.cast import signed_in_client
from tests.factories import make_membership
from tests.procurement.adoption.world import AT, make_adopted
from trusts.models import Membership
from trusts.roles import Role

pytestmark = pytest.mark.django_db


def test_an_adoption_is_handed_over_and_comes_back():
    world = make_adopted()
    ben = make_membership("Ben Okoro", Role.BUYER, world.lead.organisation)
    world.start(owner=ben)
    Membership.objects.filter(pk=ben.pk).update(
        ends_on=timezone.localdate(), ended_at=AT
    )

    listed = signed_in_client(world.lead).get("/leavers/").text
    handed = actions.hand_over(ben, to=world.lead, by=world.lead, at=AT)

    assert "Ben Okoro" in listed
    assert "Ben Okoro" not in signed_in_client(world.southmere).get("/leavers/").text
    assert Adoption.objects.get().owner == world.lead
    _, back = actions.take_back(handed.act, by=world.lead, at=AT)
    assert back == 1
    assert Adoption.objects.get().owner == ben
