"""The list of specifications, starting one, and the state of affairs of one."""

import pytest
from django.urls import reverse

from procurement.specifications import actions
from procurement.specifications.models import Specification, VersionState
from tests.factories import make_membership, make_organisation
from tests.procurement.specifications.world import AT, make_world
from trusts.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def start(world, name, **said):
    return actions.start_specification(
        name,
        tier="LOW",
        chair=world.chair,
        organisations=said.pop("organisations", world.trusts[:1]),
        by=None,
        at=AT,
    )


def listed(client, **asked):
    page = client.get(reverse("specification_list"), asked)
    return [row.specification.name for row in page.context["rows"]]


def test_specification_list_shows_what_the_own_trust_takes_part_in(sign_in, world):
    start(world, "Wipes", organisations=world.trusts[1:2])

    assert listed(sign_in(world.drafter)) == ["Foley catheters"]
    assert listed(sign_in(world.member("Carys"))) == ["Foley catheters", "Wipes"]
    assert listed(sign_in(world.chair)) == ["Foley catheters", "Wipes"]


def test_specification_list_is_narrowed_by_the_address(sign_in, world):
    start(world, "Wipes")
    actions.open_consultation(world.version, by=world.chair, at=AT)
    client = sign_in(world.drafter)

    assert listed(client, state="CONSULTATION") == ["Foley catheters"]
    assert listed(client, state="WITHDRAWN") == []
    assert listed(client, tier="LOW", search="wip") == ["Wipes"]
    assert listed(client, whose="mine") == ["Foley catheters"]
    assert listed(sign_in(world.member("Carys")), whose="mine") == ["Foley catheters"]


def test_specification_list_pages_by_name_with_few_queries(
    sign_in, world, django_assert_max_num_queries
):
    for number in range(60):
        start(world, f"Wipes {number:02}")
    client = sign_in(world.drafter)

    with django_assert_max_num_queries(9):
        page = client.get(reverse("specification_list"))
    older = page.context["page"].older

    assert len(page.context["rows"]) == 50
    assert listed(client, after=older)[-1] == "Wipes 59"


def test_specification_export_says_where_each_stands(sign_in, world):
    answer = sign_in(world.drafter).get(reverse("specification_export"))

    text = b"".join(answer.streaming_content).decode()
    assert "Foley catheters,Low risk,1,Draft," in text
    assert "Do not pass it on or publish." in text


def test_specification_start_makes_an_empty_draft_for_the_own_trust(sign_in, world):
    buyer = make_membership("Ben Okoro", Role.BUYER, world.trusts[0])
    said = {
        "name": "Wipes",
        "tier": "LOW",
        "chair": world.chair.pk,
        "organisations": [world.trusts[0].code],
    }

    answer = sign_in(buyer).post(reverse("specification_start"), said)

    made = Specification.objects.get(name="Wipes")
    assert answer["Location"] == reverse("specification_detail", args=[made.pk])
    assert made.versions.get().state == VersionState.DRAFT


def test_specification_start_keeps_what_was_typed(sign_in, world):
    said = {"name": "Wipes", "tier": "LOW", "organisations": [world.trusts[1].code]}

    page = sign_in(world.drafter).post(reverse("specification_start"), said)

    assert page.status_code == 422
    assert "Choose the chair." in page.content.decode()
    assert "That trust is not in the list." in page.content.decode()
    assert page.context["form"]["name"].value() == "Wipes"


def test_specification_detail_says_what_is_next_and_who_is_missing(sign_in, world):
    world.seats["Efa"].membership.ends_on = AT.date()
    world.seats["Efa"].membership.save()

    page = sign_in(world.drafter).get(detail(world)).content.decode()

    assert "Step 1 of 5: draft" in page
    assert "Glenys Price then opens consultation." in page
    assert "Eastwood Community still needs a clinical reviewer." in page
    assert "Southmere Hospitals still needs" not in page


def test_specification_detail_of_a_trust_without_part_in_it_is_not_there(
    sign_in, world
):
    stranger = make_membership("Dilys Morgan", Role.BUYER, make_organisation("PEN"))

    assert sign_in(stranger).get(detail(world)).status_code == 404


def detail(world):
    return reverse("specification_detail", args=[world.specification.pk])


def test_a_product_names_the_specification_it_belongs_to_to_who_may_see_it(
    sign_in, world
):
    product = world.version.considered.get().product
    address = reverse("product_detail", args=[product.pk])
    place = make_organisation("WST", "Westhaven")
    stranger = make_membership("Tom Reed", Role.TRUST_LEAD, place)

    page = sign_in(world.member("Carys")).get(address).text
    assert "Specification it belongs to" in page
    assert "Foley catheters" in page
    assert "It is proposed as the standard." in page
    assert "Specification it belongs to" not in sign_in(stranger).get(address).text
