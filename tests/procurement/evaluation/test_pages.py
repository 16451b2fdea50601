"""Scoring by the pages: forms without JavaScript, who sees what, and no price."""

from decimal import Decimal

import pytest
from django.urls import reverse

from procurement.evaluation.models import ScoreSheet
from tests.factories import make_membership, make_organisation
from tests.procurement.evaluation.pages import filled, of_version, sheet_url
from tests.procurement.evaluation.scoring import (
    criteria,
    hand_in,
    make_trial,
    products,
)
from trusts.roles import Role

pytestmark = pytest.mark.django_db
TODAY = {"starts_on": "2026-10-05", "ends_on": "2099-10-05"}


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
