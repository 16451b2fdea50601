"""Results and trials by their pages."""

import re

import pytest
from django.urls import reverse

from procurement.evaluation.models import Trial
from tests.procurement.evaluation.pages import of_version
from tests.procurement.evaluation.scoring import (
    hand_in,
    products,
)

pytestmark = pytest.mark.django_db
TODAY = {"starts_on": "2026-10-05", "ends_on": "2099-10-05"}


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
