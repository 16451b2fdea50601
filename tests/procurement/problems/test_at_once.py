"""Real requests at the same moment, each on its own connection: one review, one mail
each."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from procurement.problems import actions
from procurement.problems.models import ProductProblem, ReviewCause
from procurement.specifications.models import VersionState, VersionStep
from tests.cast import signed_in_client
from tests.procurement.problems.world import (
    another_in_force,
    in_force,
    product_of,
    report,
    state_of,
)
from tests.procurement.savings.test_two_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world():
    return in_force(at=timezone.now() - timedelta(days=40))


def send(world, name, **said):
    """All that is left is the tap on Send."""
    client = signed_in_client(world.member(name))
    address = reverse("problem_report", args=[world.specification.pk])
    said = {
        "product": product_of(world).pk,
        "kind": "DEFECT",
        "what": "It leaks.",
        "happened_on": timezone.localdate().isoformat(),
    } | said
    return lambda: client.post(address, said)


def test_two_that_are_the_third_at_one_moment_are_one_review_and_one_mail_each(world):
    now = timezone.now() - timedelta(minutes=1)
    report(world, "Dai", at=now)
    report(world, "Carys", at=now)

    answers = at_once(send(world, "Carys"), send(world, "Efa"))
    at_once(*[lambda: actions.tell(at=_monday())] * 2)

    assert [each.status_code for each in answers] == [302, 302]
    assert ProductProblem.objects.count() == 4
    assert ReviewCause.objects.count() == 1
    assert VersionStep.objects.filter(state=VersionState.UNDER_REVIEW).count() == 1
    told = sorted(each.to[0] for each in mail.outbox)
    assert len(told) == len({*told}) == 5


def test_two_taps_on_send_are_one_problem(world):
    tap = send(world, "Carys")

    answers = at_once(tap, send(world, "Carys"))

    problem = ProductProblem.objects.get()
    page = reverse("problem_detail", args=[problem.pk])
    assert [each["Location"] for each in answers] == [page, page]


def test_harm_under_two_standards_of_one_product_at_one_moment_comes_to_an_end(world):
    other = another_in_force(world, at=timezone.now() - timedelta(days=40))

    at_once(
        send(world, "Carys", kind="HARM"),
        send(other, "Gwen", kind="HARM"),
    )

    assert state_of(world) == state_of(other) == VersionState.UNDER_REVIEW
    assert ReviewCause.objects.count() == 4


def _monday():
    """Some working hour in the days to come: then mails of every kind go."""
    moment = timezone.localtime().replace(hour=11)
    return moment + timedelta(days=(7 - moment.weekday()) % 7)
