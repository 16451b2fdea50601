"""Forms of adoptions: which days they take, and what a trust that left finds there."""

import pytest
from django.urls import reverse

from procurement.adoption import actions
from procurement.adoption.models import Training
from tests.cast import signed_in_client
from tests.procurement.adoption.world import AT, make_adopted

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_adopted()


@pytest.fixture
def lead(world):
    return signed_in_client(world.lead)


def test_days_lie_between_bounds_that_stand_beside_them(world, lead):
    adoption = world.start()
    where = reverse("adoption_edit", args=[adoption.pk])
    field = lead.get(where).context["form"].fields["go_live_on"]
    assert field.widget.attrs["min"] == "2026-10-07"
    assert "From 7 October 2026 to " in field.help_text
    sent = {"owner": world.lead.pk, "go_live_on": "2026-10-06"}

    errors = lead.post(where, sent).context["form"].errors

    [said] = errors["go_live_on"]
    assert "enter a day from 7 October 2026 to " in said
    assert list(errors) == ["go_live_on"]


def test_what_a_trust_had_planned_before_it_left_stays_as_it_was(world, lead):
    adoption = world.start()
    training = actions.set_training(
        adoption, group="Nurses", people=3, by=world.lead, at=AT
    )
    taking_part = world.version.specification.participating
    taking_part.filter(organisation=world.lead.organisation).update(
        left_at=AT, left_by=world.signed.chair, left_because="It merged."
    )

    for name, pk, sent in (
        ("adoption_edit", adoption.pk, {"owner": world.lead.pk}),
        ("adoption_move", adoption.pk, {"to": "TRAINING"}),
        ("training_add", adoption.pk, {"group": "Porters", "people": 3, "trained": 0}),
        ("training_edit", training.pk, {"group": "Nurses", "people": 4, "trained": 0}),
    ):
        where = reverse(name, args=[pk])
        for answer in (lead.get(where), lead.post(where, sent)):
            assert "takes no part any more: it goes no further here." in answer.text
    gone = lead.post(reverse("training_drop", args=[training.pk]), follow=True)
    assert "takes no part any more" in gone.text
    assert Training.objects.get().people == 3
