"""Pages of a switch: one price of a use, one baseline, and who reads what it is to."""

from decimal import Decimal

import pytest
from django.urls import reverse

from procurement.savings.models import InitiativeKind
from tests.procurement.savings.switches import START, Dressings
from tests.procurement.savings.test_switching import buy_of_both

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return Dressings()


@pytest.fixture
def pages(client):
    """What a member is shown at an address."""

    def read(member, name, *args, **query):
        client.force_login(member.user)
        return client.get(reverse(name, args=args), query).content.decode()

    return read


def test_the_price_of_a_use_is_asked_once(world, client):
    part = world.join()
    client.force_login(world.lead.user)
    address = reverse("part_prices", args=[part.pk])

    page = client.get(address).content.decode()
    refused = client.post(address, {"target": "", "agreed": "no"})
    kept = client.post(address, {"target": "2.4", "agreed": "2.5"})

    assert page.count('name="agreed"') == 1
    assert "Eaches a use takes" in page
    assert refused.status_code == 422
    assert kept.status_code == 302
    assert set(part.claims.values_list("target_price", "agreed_price")) == {
        (Decimal("2.4"), Decimal("2.5"))
    }
    assert 'value="2.5"' in client.get(address).content.decode()


def test_a_switch_keeps_its_month_and_says_what_it_costs_once(world, client):
    part = world.join()
    client.force_login(world.lead.user)
    address = reverse("part_change", args=[part.pk])

    page = client.get(address).content.decode()
    said = {
        "one_off_cost": "480",
        "evidence": "Price list",
        "start_month": "2026-09-01",
    }
    kept = client.post(address, said)

    part.refresh_from_db()
    assert "First month at the new price" not in page
    assert kept.status_code == 302
    assert (part.start_month, part.one_off_cost) == (START, 480)


def test_finance_sees_the_order_lines_of_all_products_on_one_page(world, pages, client):
    world.agree()
    claim = world.claims()[world.gel]

    page = pages(world.finance, "baseline_detail", claim.pk)
    lower = pages(world.finance, "baseline_lower", claim.pk)
    client.force_login(world.finance.user)
    file = b"".join(client.get(reverse("baseline_export", args=[claim.pk])))

    assert "£3.12" in page
    assert "6,000" in page
    for words in ("Foam dressing", "Film dressing", "Gel dressing", "The standard"):
        assert words in page
    assert "What did a use really cost" in lower
    assert file.count(b"Foam dressing") == file.count(b"Film dressing") == 12


def test_a_part_says_what_it_is_to_for_who_may_read_it(world, pages):
    part = world.join()
    address = reverse("specification_detail", args=[world.version.specification_id])

    own = pages(world.lead, "part_detail", part.pk)
    finance = pages(world.finance, "part_detail", part.pk)

    assert address in own
    assert address in pages(world.lead, "initiative_detail", part.initiative_id)
    assert address not in finance
    assert "a common specification" in finance
    assert "Gives way to the standard; a use takes 2 eaches" in own
    assert "Take out" not in own
    assert "Add products" not in own
    assert "are those of the specification" in pages(
        world.lead, "part_products", part.pk
    )
    assert "saves in cash alone" in pages(
        world.lead, "uplift_add", part.claims.first().pk
    )


def test_nobody_starts_a_switch_by_hand(world, pages):
    page = pages(world.lead, "initiative_start")

    assert f'value="{InitiativeKind.SWITCH}"' not in page
    assert "starts by itself when it puts the adopted standard" in page
    part = world.join()
    said = pages(world.lead, "part_add", part.initiative_id)
    assert "puts the adopted standard into use" in said


def test_months_say_what_is_at_the_price(world, pages):
    world.agree()
    buy_of_both(world)

    page = pages(world.lead, "part_months", world.part.pk)
    lines = pages(world.lead, "month_lines", world.part.pk, "2026-07")

    assert "£296.40" in page
    assert "85%" in page  # 400 of 470 uses
    assert "a product that it replaces is never at the price" in page
    assert "a use of 2" in lines
