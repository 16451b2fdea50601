"""Real requests at the same moment, each on its own connection: one right outcome."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from procurement.signoff import actions
from procurement.signoff.models import Decision, RoundCount
from tests.procurement.savings.test_two_at_once import at_once
from tests.procurement.signoff import clinic
from tests.procurement.specifications.world import make_world, put_to_sign_off, sign
from tests.trusts.signing_in import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)


def about_to_sign(client, world):
    """All that is left is one request: what it asks for and what it says."""
    clinic.decide(client, world)
    address = reverse("decision_confirm", args=[world.round.pk])
    act = client.get(address).context["draft"].act
    return address, {"act": act, "password": PASSWORD}


def test_two_taps_at_the_same_moment_are_one_decision_and_one_receipt():
    world = clinic.open_world()
    client = clinic.at_work(world, "Carys")
    request = about_to_sign(client, world)
    again = Client()
    again.cookies.load({name: each.value for name, each in client.cookies.items()})
    mail.outbox.clear()

    answers = at_once(lambda: client.post(*request), lambda: again.post(*request))

    decision = Decision.objects.get()
    receipt = reverse("decision_receipt", args=[decision.pk])
    assert [each["Location"] for each in answers] == [receipt, receipt]
    assert len(mail.outbox) == 1


def test_who_signs_as_the_chair_closes_is_counted_or_told():
    opened_at = timezone.now() - timedelta(days=15)  # the deadline has passed
    world = make_world(at=opened_at)
    put_to_sign_off(world, at=opened_at)
    sign(world, "Efa", at=opened_at)
    sign(world, "Dai", at=opened_at)
    carys, dai = (clinic.at_work(world, name) for name in ("Carys", "Dai"))
    of_carys, of_dai = about_to_sign(carys, world), about_to_sign(dai, world)
    round_ = world.round

    *signed, _ = at_once(
        lambda: carys.post(*of_carys),
        lambda: dai.post(*of_dai),
        lambda: actions.close_round(round_, by=world.chair, at=timezone.now()),
    )

    counted = {each["decision"] for each in RoundCount.objects.get().record["answers"]}
    standing = Decision.objects.filter(superseded_by=None)
    assert counted == set(standing.values_list("pk", flat=True))
    for answer in signed:
        is_told = answer.status_code == 422 and "sign-off is closed" in answer.text
        assert is_told or answer["Location"].endswith("/receipt/")


def test_what_is_corrected_as_it_is_signed_is_signed_as_it_was_seen_or_not_at_all():
    world = clinic.open_world()
    client = clinic.at_work(world, "Carys")
    seen = world.round.text.sha256
    request = about_to_sign(client, world)
    round_ = world.round

    answer, _ = at_once(
        lambda: client.post(*request),
        lambda: actions.correct_text(
            round_, field="what_changes", before="blue", after="light blue",
            reason="A slip.", by=world.chair, at=timezone.now(),
        ),
    )  # fmt: skip

    assert world.round.text.sha256 != seen
    decision = Decision.objects.first()
    if decision is None:
        assert "The text has changed since you opened it." in answer.text
    else:
        assert decision.text.sha256 == seen
