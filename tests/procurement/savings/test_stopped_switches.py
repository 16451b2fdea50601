"""What a switch does when its standard stops, waits or stands at one gap alone."""

from datetime import date

import pytest
from django.urls import reverse

from procurement.gaps.models import Gap, GapStage
from procurement.savings import actions
from procurement.savings.models import Benefit, InitiativeKind
from procurement.savings.next_steps import next_step
from tests.procurement.savings.switches import AT, Dressings
from tests.trusts.test_paging import make_gap
from trusts.rules import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return Dressings()


@pytest.fixture
def part_page(client, world):
    """What a member is shown of the part."""

    def read(member):
        client.force_login(member.user)
        return client.get(reverse("part_detail", args=[world.part.pk])).text

    return read


def stop(world, state):
    world.version.state = state
    world.version.save(update_fields=["state"])
    world.part.refresh_from_db()
    world.part.initiative.version.refresh_from_db()


def test_nothing_is_proposed_or_agreed_of_a_standard_that_stopped(world, part_page):
    world.join()
    stop(world, "SUSPENDED")
    with pytest.raises(Refused, match="The standard is suspended"):
        world.propose()
    page = part_page(world.lead)
    assert "Nothing is proposed: its lead waits until it stands again" in page
    assert "Propose to finance" not in page
    stop(world, "UNDER_REVIEW")
    world.propose()
    stop(world, "WITHDRAWN")

    with pytest.raises(Refused, match="The standard was withdrawn"):
        actions.agree(world.part, by=world.finance, at=AT)

    page = part_page(world.finance)
    assert "The standard was withdrawn: nobody switches to it any more." in page
    assert "Agree and lock" not in page
    assert "Send back" in page


def test_of_what_was_agreed_finance_confirms_on(world):
    world.agree()
    stop(world, "SUPERSEDED")

    assert next_step(world.part) == (
        "The standard was superseded: trusts switch to the next version. Finance "
        "confirms what was bought by it, and can close the part then."
    )


def test_an_agreed_switch_closes_the_gap_of_the_standard_alone(world):
    for of in (world.foam, world.gel):
        make_gap(of, 100)

    world.agree()

    stages = dict(Gap.objects.values_list("product", "stage"))
    assert stages == {
        world.foam.pk: GapStage.OPEN,
        world.gel.pk: GapStage.AGREED,
    }


def test_a_switch_can_wait_for_what_another_initiative_has(world):
    part = actions.start_initiative(
        "Foam at the lowest price", kind=InitiativeKind.NO_SWITCH,
        benefit=Benefit.CASH_RELEASING, is_recurrent=True,
        organisations=[world.trust], start_month=date(2026, 3, 1), by=world.lead,
        at=AT,
    ).participations.get()  # fmt: skip
    actions.claim_products(part, {world.foam: None}, by=world.lead, at=AT)

    with pytest.raises(Refused, match="start the switch from March 2027 on"):
        world.join()

    assert world.join(start_month=date(2027, 3, 1)).start_month == date(2027, 3, 1)
