"""The list of initiatives, and starting one from gaps."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from procurement.gaps.models import Gap, GapStage
from procurement.savings import actions
from procurement.savings.models import Claim, Initiative, Participation
from procurement.savings.years import month_of, months_after
from tests.factories import make_membership
from tests.procurement.gaps.world import make_gaps
from tests.procurement.savings.world import AT, Gloves
from tests.region import trust
from trusts.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def gloves(db):
    return Gloves()


@pytest.fixture
def gaps(gloves):
    make_gaps(gloves.trust, 3)
    return list(Gap.objects.filter(organisation=gloves.trust).order_by("pk"))


def filled_in(gaps=(), **said):
    return {
        "name": "Dressings at the lowest price",
        "kind": "NO_SWITCH",
        "benefit": "CASH_RELEASING",
        "is_recurrent": "yes",
        "start_month": _next_month().isoformat(),
        "gap": [gap.pk for gap in gaps],
    } | said


def _next_month():
    return months_after(month_of(timezone.localdate()), 1)


def test_initiative_list_without_any_says_what_one_is(sign_in, gloves):
    page = sign_in(gloves.lead).get(reverse("initiative_list"))

    assert "An initiative is one piece of saving work" in page.content.decode()


def test_initiative_start_takes_up_gaps_at_the_lowest_price(sign_in, gloves, gaps):
    answer = sign_in(gloves.lead).post(reverse("initiative_start"), filled_in(gaps[:2]))

    part = Participation.objects.get()
    assert answer["Location"] == reverse("part_detail", args=[part.pk])
    assert {claim.target_price for claim in part.claims.all()} == {
        gap.lowest_price for gap in gaps[:2]
    }
    stages = Gap.objects.filter(pk__in=[gap.pk for gap in gaps[:2]])
    assert set(stages.values_list("stage", "owner")) == {
        (GapStage.IN_TALKS, gloves.lead.pk)
    }


def test_a_list_that_posts_gaps_is_led_on_to_the_form(sign_in, gloves, gaps):
    client = sign_in(gloves.lead)

    answer = client.post(reverse("initiative_start"), {"gap": [gap.pk for gap in gaps]})
    page = client.get(answer["Location"])

    assert "On 3 price gaps" in page.content.decode()


def test_a_gap_that_is_claimed_already_is_named_and_left_out(sign_in, gloves, gaps):
    client = sign_in(gloves.lead)
    client.post(reverse("initiative_start"), filled_in(gaps[:1]))

    answer = client.post(reverse("initiative_start"), filled_in(gaps[:2]), follow=True)

    text = answer.content.decode()
    assert "Left out:" in text
    assert "is claimed already by the initiative" in text
    assert Initiative.objects.count() == 2
    assert Claim.objects.count() == 2


def test_where_every_gap_is_claimed_nothing_is_started(sign_in, gloves, gaps):
    client = sign_in(gloves.lead)
    client.post(reverse("initiative_start"), filled_in(gaps[:1]))

    answer = client.post(reverse("initiative_start"), filled_in(gaps[:1]))

    assert answer.status_code == 422
    assert "is claimed already by the initiative" in answer.content.decode()
    assert Initiative.objects.count() == 1


def test_another_trusts_gaps_are_no_ones_to_start_on(sign_in, gloves, gaps):
    stranger = make_membership("Dilys Morgan", Role.BUYER, trust("SMR"))

    answer = sign_in(stranger).post(reverse("initiative_start"), filled_in(gaps[:1]))

    assert answer.status_code == 302
    assert not Claim.objects.exists()


def test_who_leads_the_region_starts_for_several_trusts(sign_in, gloves, gaps, rae):
    southmere = trust("SMR")
    make_gaps(southmere, 1)

    answer = sign_in(rae).post(
        reverse("initiative_start"),
        filled_in(gaps[:1], organisations=["NGT", "SMR"]),
    )

    initiative = Initiative.objects.get()
    assert answer["Location"] == reverse("initiative_detail", args=[initiative.pk])
    assert initiative.participations.count() == 2
    assert Claim.objects.filter(organisation=gloves.trust).count() == 1


def test_initiative_list_costs_the_same_however_many_there_are(
    sign_in, gloves, django_assert_max_num_queries
):
    for number in range(12):
        actions.start_initiative(
            f"Number {number}",
            kind="NO_SWITCH",
            benefit="CASH_RELEASING",
            is_recurrent=True,
            organisations=[gloves.trust],
            start_month=date(2026, 7, 1),
            by=gloves.lead,
            at=AT,
        )
    client = sign_in(gloves.lead)

    with django_assert_max_num_queries(10):
        page = client.get(reverse("initiative_list"))

    assert "Number 11" in page.content.decode()


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ("", True),
        ("?waits=finance", True),
        ("?waits=sent_back", False),
        ("?whose=mine", True),
        ("?whose=nobodys", False),
        ("?stage=AGREED", False),
        ("?kind=DEMAND", False),
        ("?stage=all&kind=NO_SWITCH", True),
    ],
)
def test_initiative_list_is_narrowed_by_the_address(sign_in, gloves, query, is_there):
    gloves.start()
    gloves.propose()

    page = sign_in(gloves.lead).get(reverse("initiative_list") + query)

    assert ("Gloves at the lowest price" in page.content.decode()) is is_there


def test_the_list_shows_the_full_year_and_the_files_too(sign_in, gloves):
    gloves.start()
    gloves.propose()
    client = sign_in(gloves.lead)

    page = client.get(reverse("initiative_list")).content.decode()
    csv = b"".join(client.get(reverse("initiative_export")).streaming_content)
    workbook = client.get(reverse("initiative_export") + "?format=xlsx")

    # (6.5p - 5.2p) x 120,000 eaches.
    assert "£1,560" in page
    assert b"1560" in csv
    assert b"NGT" in csv
    assert workbook["Content-Type"].endswith("sheet")


def test_a_trust_sees_of_another_ones_part_its_name_alone(sign_in, gloves, rae):
    southmere = trust("SMR")
    gloves.start()
    initiative = gloves.part.initiative
    other = actions.add_participation(
        initiative, southmere, start_month=date(2026, 7, 1), by=rae, at=AT
    )
    client = sign_in(gloves.lead)

    page = client.get(reverse("initiative_detail", args=[initiative.pk]))

    assert "Also taking part: SMR Hospitals" in page.content.decode()
    assert client.get(reverse("part_detail", args=[other.pk])).status_code == 404


def test_a_gap_says_which_initiative_it_is_in(sign_in, gloves, gaps):
    client = sign_in(gloves.lead)
    address = reverse("gap_initiative", args=[gaps[0].pk])
    assert "In no initiative" in client.get(address).content.decode()

    client.post(reverse("initiative_start"), filled_in(gaps[:1]))

    assert "Dressings at the lowest price" in client.get(address).content.decode()
