"""Scoring by the pages: forms without JavaScript, who sees what, and no price."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from procurement.evaluation.models import ScoreSheet, Trial
from tests.factories import make_membership, make_organisation
from tests.procurement.evaluation.scoring import (
    criteria,
    hand_in,
    make_scoring,
    make_trial,
    products,
)
from trusts.roles import Role

pytestmark = pytest.mark.django_db
TODAY = {"starts_on": "2026-10-05", "ends_on": "2099-10-05"}


@pytest.fixture
def world():
    return make_scoring()


@pytest.fixture
def carys(world, sign_in):
    return sign_in(world.member("Carys"))


def sheet_url(product, trial=None):
    asked = f"?trial={trial.pk}" if trial else ""
    return reverse("sheet_add", args=[product.pk]) + asked


def of_version(name, world):
    return reverse(name, args=[world.version.specification_id, world.version.number])


def filled(client, address, world, *given, **more):
    """The form as the page gives it, filled in for the first criteria."""
    token = client.get(address).context["form"]["token"].value()
    said = {"token": token, **more}
    for criterion, value in zip(criteria(world), given, strict=False):
        said[f"given_{criterion.pk}"] = value
        said.setdefault(f"comment_{criterion.pk}", "Because.")
    return said


def test_sheet_add_keeps_a_sheet_once_however_often_it_is_sent(world, carys):
    address = sheet_url(products(world)[0])
    said = filled(carys, address, world, "2", "NOT_APPLICABLE")

    answers = [carys.post(address, said) for _ in range(3)]

    sheet = ScoreSheet.objects.get()
    assert {answer["Location"] for answer in answers} == {
        reverse("sheet_detail", args=[sheet.pk])
    }
    assert sheet.scores.get(verdict="SCORED").value == 2


def test_sheet_add_says_beside_each_field_what_is_missing(world, carys):
    address = sheet_url(products(world)[0])
    said = filled(carys, address, world, "0")
    first, second, _ = criteria(world)
    said[f"comment_{first.pk}"] = " "

    answer = carys.post(address, said)

    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        f"comment_{first.pk}": ["Criterion 1: say why it is a 0 (not met, or unsafe)."],
        f"given_{second.pk}": [
            "Criterion 2: give a score, or say that it does not apply or was not "
            "tested."
        ],
    }
    assert answer.context["form"]["token"].value() == said["token"]


@pytest.mark.parametrize("wrong", [{"token": "x"}, {"token": ""}, {"given": "7"}])
def test_sheet_add_takes_nothing_that_it_did_not_ask_for(world, carys, wrong):
    address = sheet_url(products(world)[0])
    said = filled(carys, address, world, "2", "2")
    first = criteria(world)[0].pk
    said |= {f"given_{first}": wrong["given"]} if "given" in wrong else wrong

    assert carys.post(address, said).status_code == 422
    assert not ScoreSheet.objects.exists()


def test_sheet_add_of_a_trial_asks_how_often(world, carys):
    trial = make_trial(world)
    address = sheet_url(products(world)[0], trial)
    said = filled(carys, address, world, "2", "2", lot="L-1", setting="Ward 7")

    missing = carys.post(address, said)
    kept = carys.post(address, said | {"uses": "12"})

    assert "uses" in missing.context["form"].errors
    assert kept.status_code == 302
    assert ScoreSheet.objects.get().uses == 12
    page = carys.get(reverse("trial_detail", args=[trial.pk]))
    assert "<strong>12 of 40 uses</strong>" in page.content.decode()
    again = carys.get(address).context["form"]
    assert again["uses"].value() == 12


def test_sheet_add_asks_only_for_criteria_of_the_own_profession(world, carys):
    form = carys.get(sheet_url(products(world)[0])).context["form"]

    assert [each.criterion.position for each in form.asked()] == [1, 2]


@pytest.mark.parametrize("asked", ["x", "99999", "9" * 12])
def test_sheet_add_knows_no_other_trial(world, carys, asked):
    address = sheet_url(products(world)[0])

    assert carys.get(address, {"trial": asked}).status_code == 404


def test_who_is_not_asked_is_told_so(world, sign_in):
    page = sign_in(world.chair).get(sheet_url(products(world)[0]))

    assert "You are not asked to score this" in page.content.decode()


def test_pages_of_another_trusts_specification_are_not_there(world, sign_in):
    sheet, trial = hand_in(world, "Carys", 2, 1), make_trial(world)
    elsewhere = make_organisation("ELS", "Elsewhere")
    client = sign_in(make_membership("Zoe", Role.CLINICAL_REVIEWER, elsewhere))

    for address in (
        sheet_url(products(world)[0]),
        reverse("sheet_detail", args=[sheet.pk]),
        reverse("trial_detail", args=[trial.pk]),
        of_version("result_detail", world),
    ):
        assert client.get(address).status_code == 404


def test_sheet_list_says_what_is_left_and_about_how_long(
    world, carys, django_assert_max_num_queries
):
    make_trial(world)
    hand_in(world, "Carys", 2, 1)

    with django_assert_max_num_queries(13):
        page = carys.get(reverse("sheet_list"))

    [group] = page.context["groups"]
    assert [str(each.product) for each in group.left] == ["Foley catheter 16 Ch"]
    assert [len(each.trials) for each in group.items] == [1, 0]
    assert "1 product to score, about 1 minute." in page.content.decode()


def test_sheet_detail_of_another_is_not_there_until_scoring_is_over(world, sign_in):
    address = reverse("sheet_detail", args=[hand_in(world, "Dai", 2, 1).pk])
    everybody = [world.member("Carys"), world.chair, world.drafter]

    blind = [sign_in(each).get(address).status_code for each in everybody]
    world.version.state = "SIGN_OFF"
    world.version.save(update_fields=["state"])
    page = sign_in(world.member("Carys")).get(address)

    assert blind == [404, 404, 404]
    assert "Nurse, Northgate" in page.content.decode()
    assert "Dai" not in page.content.decode()


def test_until_scoring_is_over_results_show_no_score(world, sign_in):
    hand_in(world, "Dai", 0, 3)
    hand_in(world, "Carys", 1, 1)
    address = of_version("result_detail", world)

    seen = {
        name: sign_in(member).get(address)
        for name, member in (
            ("carys", world.member("Carys")),
            ("lead", world.drafter),
            ("chair", world.chair),
        )
    }

    assert all(page.context["results"] == [] for page in seen.values())
    assert [len(page.context["own"]) for page in seen.values()] == [1, 0, 0]
    assert [bool(page.context["progress"]) for page in seen.values()] == [0, 0, 1]
    assert [
        (each.asked, len(each.people), each.sheets)
        for each in seen["chair"].context["progress"]
    ] == [(1, 0, 0), (1, 1, 1), (1, 1, 1)]
    assert not any("median" in page.content.decode() for page in seen.values())


def test_results_say_how_many_gave_what_and_never_a_mean(world, sign_in):
    hand_in(world, "Dai", 0, 2, remarks="The cap sticks.")
    hand_in(world, "Carys", 3, 1)
    hand_in(world, "Efa", 3, "NOT_TESTED")
    world.version.state = "SIGN_OFF"
    world.version.save(update_fields=["state"])

    page = sign_in(world.drafter).get(of_version("result_detail", world))

    text = page.content.decode()
    assert "Median 3 of 3, from 0 to 3, 3 scores." in text
    assert "Median 1.5 of 3, from 1 to 2, 2 scores." in text
    assert "which is mandatory: 1 of 3 scores said 0." in text
    assert "3 sheets of 3 people at 3 trusts." in text
    assert "Nobody has scored it." in text
    assert "The cap sticks." in text
    assert not re.search(r"\b(mean|average)\b", text)
    assert not any(name in text for name in ("Dai", "Carys", "Efa"))


def test_trial_plan_and_edit_and_move_by_their_forms(world, sign_in):
    one, other = products(world)
    drafter, chair = sign_in(world.drafter), sign_in(world.chair)
    plan = {
        **TODAY, "objective": "Does it hold?", "uses_planned": "40",
        "stop_rule": "One that bursts.", "incident_route": "Tell the manager.",
        "indemnity": "Form 7", f"wards_{world.trusts[1].code}": "Ward 7, Ward 8",
        f"tried_{one.pk}": "on", f"lots_{one.pk}": "L-1",
    }  # fmt: skip

    planned = drafter.post(of_version("trial_plan", world), plan)
    trial = Trial.objects.get()
    edit = reverse("trial_edit", args=[trial.pk])
    shown = drafter.get(edit).context["form"]
    edited = drafter.post(edit, plan | {f"tried_{other.pk}": "on", "uses_planned": 9})
    move = reverse("trial_move", args=[trial.pk])
    unmoved = chair.post(move, {"to": "GIVEN_UP"})
    started = chair.post(move, {"to": "LIVE"})

    assert planned["Location"] == reverse("trial_detail", args=[trial.pk])
    assert shown[f"wards_{world.trusts[1].code}"].value() == "Ward 7, Ward 8"
    assert edited.status_code == started.status_code == 302
    assert "Say why." in unmoved.content.decode()
    trial.refresh_from_db()
    assert (trial.state, trial.uses_planned, trial.products.count()) == ("LIVE", 9, 2)
    assert [each.ward for each in trial.sites.order_by("pk")] == ["Ward 7", "Ward 8"]


def test_trial_plan_says_what_is_missing(world, sign_in):
    client = sign_in(world.drafter)

    answer = client.post(
        of_version("trial_plan", world),
        {"starts_on": "2026-10-05", "ends_on": "2026-10-04", "uses_planned": "many"},
    )

    errors = answer.context["form"].errors
    assert errors["ends_on"] == ["The last day is before the first."]
    assert errors["uses_planned"] == ["Enter a number, such as 40."]
    assert {"objective", "stop_rule", "incident_route"} <= set(errors)


def test_no_price_reaches_a_clinician_who_scores(world, carys):
    """With prices paid for the products by every trust, no two of them alike."""
    trial = make_trial(world)
    figures = make_prices(world)
    address = sheet_url(products(world)[0])
    said = filled(carys, address, world, "2", "2")
    answers = [
        carys.get(reverse("sheet_list")),
        carys.get(address),
        carys.post(address, {"token": said["token"]}),
        carys.post(address, said, follow=True),
        carys.get(sheet_url(products(world)[0], trial)),
        carys.get(reverse("trial_detail", args=[trial.pk])),
        carys.get(of_version("result_detail", world)),
    ]
    world.version.state = "SIGN_OFF"
    world.version.save(update_fields=["state"])
    answers.append(carys.get(of_version("result_detail", world)))

    for answer in answers:
        text = answer.content.decode() + str(answer.headers)
        assert answer.status_code in (200, 422)
        assert "£" not in text
        assert not any(figure in text for figure in figures)
        assert "price" not in text.replace("no price is shown", "").replace(
            "Regional prices", ""
        )


def make_prices(world):
    """Prices paid that stand in no other number of a page."""
    from catalogue.prices.models import PricePaid

    figures = []
    for number, trust in enumerate(world.trusts):
        for place, each in enumerate(products(world)):
            figures.append(f"{7913 + number}.{4271 + place}")
            PricePaid.objects.create(
                organisation=trust, product=each.product,
                price_each=Decimal(figures[-1]), units_12m=100, evidence_lines=3,
            )  # fmt: skip
    return figures
