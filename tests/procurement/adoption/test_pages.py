"""Pages of adoptions: who sees and does what, and what a list costs."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from procurement.adoption import actions
from procurement.adoption.models import Adoption, Training
from procurement.signoff import actions as signoff
from procurement.specifications import actions as specifications
from procurement.specifications.models import RiskTier
from tests.cast import signed_in_client
from tests.factories import make_membership, make_organisation
from tests.files import rows_of
from tests.procurement.adoption.world import AT, LIVE_ON, make_adopted
from tests.procurement.specifications import world as specified
from trusts.models import Membership
from trusts.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_adopted()


@pytest.fixture
def lead(world):
    return signed_in_client(world.lead)


def page(client, name, *args):
    return client.get(reverse(name, args=args)).text


def test_a_trust_plans_trains_and_goes_live_by_its_pages(world, lead):
    day = timezone.localdate() - timedelta(days=1)
    assert "No plan" in page(lead, "adoption_list")
    plan = {"owner": world.lead.pk, "go_live_on": day, "fallback": "The former one"}
    lead.post(reverse("adoption_start", args=[world.version.pk]), plan)
    adoption = Adoption.objects.get()
    group = {"group": "Ward nurses", "people": 40, "trained": 40}
    lead.post(reverse("training_add", args=[adoption.pk]), group)
    for state in ("TRAINING", "STOCK_RUN_DOWN", "LIVE"):
        lead.post(reverse("adoption_move", args=[adoption.pk]), {"to": state})

    shown = page(lead, "adoption_detail", adoption.pk)

    adoption.refresh_from_db()
    assert adoption.live_on == day
    assert "40 of 40 trained (100%)" in shown
    assert "The former one" in shown
    assert "1 of 3 trusts live" in page(lead, "adoption_trusts", world.version.pk)


def test_wrong_answers_say_what_is_wanted(world, lead):
    adoption = world.start()
    for name, sent, said in (
        ("adoption_edit", {"go_live_on": "soon"}, "Enter a day, such as"),
        ("training_add", {"group": "A", "people": 3, "trained": 4}, "3 at most"),
        ("adoption_move", {"to": "LIVE"}, "cannot come there"),
    ):
        answer = lead.post(reverse(name, args=[adoption.pk]), sent)
        assert answer.status_code == 422
        assert said in answer.text
    exempt = {"until": "1/1/2031", "because": "Burns unit."}
    where = reverse("adoption_exempt", args=[world.version.pk])
    assert "12 months at most" in lead.post(where, exempt).text


def test_an_exemption_is_seen_by_everybody_of_the_specification(world):
    until = timezone.localdate() + timedelta(days=60)
    client = signed_in_client(world.southmere)
    where = reverse("adoption_exempt", args=[world.version.pk])
    client.post(where, {"until": until, "because": "Skin of newborns."})

    for name in ("Dai", "Efa"):
        seen = page(
            signed_in_client(world.signed.member(name)),
            "adoption_trusts",
            world.version.pk,
        )
        assert "Skin of newborns." in seen


def test_who_keeps_a_plan_that_was_changed_meanwhile_sees_it_first(world, lead):
    adoption = world.start()
    where = reverse("adoption_edit", args=[adoption.pk])
    seen = lead.get(where).context["form"]["seen"].value()
    plan = {"fallback": "The old one"}
    actions.plan_adoption(adoption, plan=plan, by=world.lead, at=AT)
    typed = {"fallback": "Mine", "owner": world.lead.pk, "seen": seen}

    refused = lead.post(where, typed)

    assert refused.status_code == 422
    assert "The plan was changed since you opened this page" in refused.text
    assert "The old one" in refused.text
    assert refused.context["form"]["fallback"].value() == "Mine"
    assert Adoption.objects.get().fallback == "The old one"
    lead.post(where, typed | {"seen": refused.context["form"]["seen"].value()})
    assert Adoption.objects.get().fallback == "Mine"


def test_an_owner_who_left_is_nobody_until_somebody_is_chosen(world, lead):
    adoption = world.start(
        owner=make_membership("Ben Okoro", Role.BUYER, world.lead.organisation)
    )
    Membership.objects.filter(pk=adoption.owner_id).update(role=Role.TRUST_FINANCE)

    shown = page(lead, "adoption_edit", adoption.pk)

    assert '<option value="">Choose somebody</option>' in shown


def test_another_trusts_adoption_is_read_and_not_worked_on(world):
    adoption = world.start()
    training = actions.set_training(
        adoption, group="Nurses", people=3, by=world.lead, at=AT
    )
    client = signed_in_client(world.southmere)

    assert client.get(reverse("adoption_detail", args=[adoption.pk])).status_code == 200
    for name, pk in (
        ("adoption_edit", adoption.pk),
        ("adoption_move", adoption.pk),
        ("training_add", adoption.pk),
        ("training_edit", training.pk),
        ("training_drop", training.pk),
    ):
        assert client.post(reverse(name, args=[pk])).status_code == 404
    assert Training.objects.exists()


def test_a_trust_that_takes_no_part_sees_nothing(world):
    adoption = world.start()
    holt = make_organisation("HLT", "Holt Moor")
    client = signed_in_client(make_membership("Hana Bell", Role.TRUST_LEAD, holt))

    assert world.version.specification.name not in page(client, "adoption_list")
    for name, pk in (
        ("adoption_detail", adoption.pk),
        ("adoption_trusts", world.version.pk),
        ("adoption_start", world.version.pk),
        ("adoption_exempt", world.version.pk),
    ):
        assert client.get(reverse(name, args=[pk])).status_code == 404


def test_lines_are_for_the_trust_and_the_region_page_by_page(world, lead, rae):
    adoption = world.go_live(world.start())
    orders = [(LIVE_ON, number) for number in range(1, 54)]
    world.buy(world.standard, *orders)
    where = reverse("adoption_lines", args=[adoption.pk, "2026-10"])

    first = lead.get(where)
    second = lead.get(where, {"after": first.context["page"].older})

    assert len(first.context["page"].rows) == 50
    assert [line.quantity for line in second.context["page"].rows] == [51, 52, 53]
    back = lead.get(where, {"before": second.context["page"].newer})
    assert back.context["page"].rows == first.context["page"].rows
    assert signed_in_client(rae).get(where).status_code == 200
    assert signed_in_client(world.southmere).get(where).status_code == 404
    for month in ("2026-13", "soon", "2026-06", "9999-12"):
        wrong = reverse("adoption_lines", args=[adoption.pk, month])
        assert lead.get(wrong).status_code == 404
    assert "£" not in first.text


def test_months_and_products_stand_with_their_shares(world, lead):
    adoption = world.go_live(world.start())
    world.buy(world.standard, (LIVE_ON, 6))
    world.buy(world.other, (date(2026, 10, 14), 2), (date(2026, 8, 3), 9))

    shown = lead.get(reverse("adoption_detail", args=[adoption.pk]))

    months = {each.month: each for each in shown.context["months"]}
    assert months[date(2026, 10, 1)].bought.share == pytest.approx(0.75)
    assert months[date(2026, 8, 1)].is_before
    assert [each.units for each in shown.context["products"]] == [60, 110]


def adopt_another(world, name):
    """The same trusts and people, another specification that is adopted."""
    signed = world.signed
    version = specifications.start_specification(
        name, tier=RiskTier.LOW, chair=signed.chair, organisations=signed.trusts,
        by=None, at=specified.AT,
    )  # fmt: skip
    made = specified.World(signed.trusts, signed.chair, world.lead, version, {})
    specified.fill(version, by=world.lead, at=specified.AT)
    for number, trust in enumerate(signed.trusts):
        specified.add_seat(made, f"{name}{number}", trust)
    round_ = specified.put_to_sign_off(made)
    for each in list(made.seats):
        specified.sign(made, each)
    signoff.close_round(round_, by=signed.chair, at=round_.deadline_at)
    version.refresh_from_db()
    return version


def test_the_list_takes_as_many_queries_for_many_as_for_one(
    world, lead, django_assert_max_num_queries
):
    world.go_live(world.start())
    with django_assert_max_num_queries(30) as one:
        lead.get(reverse("adoption_list"))
    for name in ("Gauze", "Masks", "Tubes"):
        actions.start_adoption(adopt_another(world, name), by=world.lead, at=AT)

    with django_assert_max_num_queries(len(one)):
        shown = lead.get(reverse("adoption_list"))

    assert len(shown.context["rows"]) == 4


def test_the_list_goes_on_from_page_to_page(world, lead, monkeypatch):
    monkeypatch.setattr("procurement.adoption.listing.PAGE_ROWS", 1)
    adopt_another(world, "Gauze")

    first = lead.get(reverse("adoption_list"))
    second = lead.get(reverse("adoption_list"), {"after": first.context["page"].older})

    names = [
        each.version.specification.name
        for shown in (first, second)
        for each in shown.context["rows"]
    ]
    assert names == ["Foley catheters", "Gauze"]


def test_the_whole_list_is_a_file_too(world, lead):
    address = reverse("adoption_export")
    assert f'href="{address}?' in page(lead, "adoption_list")

    rows = rows_of(lead.get(address))

    assert {row["Trust"] for row in rows} == {each.name for each in world.signed.trusts}
    assert {row["Stands"] for row in rows} == {"Not planned yet"}
