"""What stops a count, and who hears how it ended."""

from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from django.utils import timezone

from procurement.signoff import actions
from procurement.signoff.models import Correction
from procurement.specifications import actions as specifications
from procurement.specifications.models import Outcome, Version, VersionState
from tests.cast import signed_in_client
from tests.procurement.specifications.world import make_world, put_to_sign_off, sign
from trusts.rules import Refused

pytestmark = pytest.mark.django_db
UNANSWERED = "1 comment has no answer yet."


class NoServer(EmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError


class Unwilling(EmailBackend):
    def send_messages(self, messages):
        raise SMTPException


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def world(now):
    world = make_world(at=now)
    put_to_sign_off(world, at=now)
    world.seats["Glenys"] = world.specification.seats.get(user=world.chair.user)
    return world


@pytest.fixture
def chair(world):
    return signed_in_client(world.chair)


def at(name, world):
    return reverse(name, args=[world.round.pk])


def ask(world, *, at):
    return specifications.comment(
        world.version, text="Which lubricant?", by=world.member("Carys"), at=at
    )


def answer(comment, world, *, at):
    specifications.answer(
        comment, outcome=Outcome.EXPLAINED, text="Any.", by=world.chair, at=at
    )


def state_of(world):
    return Version.objects.get(pk=world.version.pk).state


def everybody_signs(world, *, at):
    for name in ("Dai", "Carys", "Efa", "Glenys"):
        sign(world, name, at=at)


def test_a_question_asked_during_sign_off_is_answered_before_it_is_closed(
    world, chair, now
):
    everybody_signs(world, at=now)
    comment = ask(world, at=now)

    page = chair.get(at("round_close", world)).text
    with pytest.raises(Refused, match=UNANSWERED):
        actions.close_round(world.round, by=world.chair, at=now)

    assert UNANSWERED in page
    assert state_of(world) == VersionState.SIGN_OFF
    answer(comment, world, at=now)
    actions.close_round(world.round, by=world.chair, at=now)
    assert state_of(world) == VersionState.ADOPTED


def test_nor_is_it_counted_again_before(world, now):
    comment = ask(world, at=now)
    Version.objects.filter(pk=world.version.pk).update(state=VersionState.RESOLUTION)

    with pytest.raises(Refused, match=UNANSWERED):
        actions.count_again(world.round, by=world.chair, at=now)

    answer(comment, world, at=now)
    with pytest.raises(Refused) as refusal:  # nobody has signed
        actions.count_again(world.round, by=world.chair, at=now)
    assert UNANSWERED not in str(refusal.value)


def test_who_signed_and_who_was_asked_hear_how_it_was_counted(world, chair, now):
    everybody_signs(world, at=now)

    chair.post(at("round_close", world))

    told = {each.to[0]: each for each in mail.outbox if "Adopted" in each.subject}
    assert set(told) == {f"{name}@example.org" for name in ("carys", "dai", "efa")}
    assert at("decision_record", world) in told["dai@example.org"].body


def test_they_hear_why_it_was_rejected(world, chair):
    chair.post(at("version_reject", world), {"reason": "No trust has answered."})

    told = [each for each in mail.outbox if "Rejected" in each.subject]
    assert len(told) == 3
    assert "Because: No trust has answered." in told[0].body


@pytest.mark.parametrize("backend", ["NoServer", "Unwilling"])
def test_a_mail_server_that_is_down_undoes_nothing(
    world, chair, now, settings, backend
):
    sign(world, "Dai", at=now)
    settings.MAILERS = {"default": {"BACKEND": f"{__name__}.{backend}"}}
    words = {"before": "box is blue", "after": "box is dark blue", "reason": "Slip."}

    corrected = chair.post(
        at("text_correct", world), {"field": "what_changes", **words}, follow=True
    )
    rejected = chair.post(
        at("version_reject", world), {"reason": "Nobody answers."}, follow=True
    )

    assert "The e-mail to dai@example.org could not be sent." in corrected.text
    assert "efa@example.org" in rejected.text
    assert Correction.objects.count() == 1
    assert state_of(world) == VersionState.REJECTED
