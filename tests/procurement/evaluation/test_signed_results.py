"""What people sign includes how the products were scored."""

import json
from datetime import timedelta

import pytest

from procurement.evaluation import actions
from procurement.evaluation.models import TrialState
from procurement.signoff import actions as signoff
from procurement.signoff.actions.opening import shown
from procurement.specifications.canonical import canonical, digest
from tests.procurement.evaluation.scoring import (
    hand_in,
    make_scoring,
    make_trial,
    products,
)
from tests.procurement.specifications.world import AT
from trusts.rules import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_scoring()


def open_round(world):
    return signoff.open_round(
        world.version, deadline_at=AT + timedelta(days=14), by=world.chair, at=AT
    )


def test_the_frozen_text_has_the_results(world):
    trial = make_trial(world)
    hand_in(world, "Carys", 0, 2, trial=trial, uses=12)
    hand_in(world, "Dai", 3, "NOT_TESTED")
    actions.move_trial(trial, TrialState.CLOSED, note="Done.", by=world.chair, at=AT)

    text = open_round(world).text

    assert digest(text.content) == text.sha256
    [found] = json.loads(text.content)["results"]
    assert found["product"] == products(world)[0].product_id
    assert (found["sheets"], found["uses"], found["fails"]) == (2, 12, True)
    assert found["criteria"][0] == {
        "position": 1, "count": 2, "median": "1.5", "lowest": 0, "highest": 3,
        "each": [1, 0, 0, 1], "noughts": 1, "not_applicable": 0, "not_tested": 0,
    }  # fmt: skip
    assert found["criteria"][1]["not_tested"] == 1


def test_one_score_more_is_another_text(world):
    before = digest(canonical(shown(world.version)))

    hand_in(world, "Carys", 2, 2)

    assert digest(canonical(shown(world.version))) != before


def test_a_round_waits_until_no_trial_is_running(world):
    trial = make_trial(world)

    with pytest.raises(Refused, match="A trial is still running"):
        open_round(world)
    actions.move_trial(trial, TrialState.STOPPED, note="Burst.", by=world.chair, at=AT)

    assert open_round(world)
