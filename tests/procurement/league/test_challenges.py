"""Figures that a trust challenges, and prices disputed since."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from catalogue.purchases.models import PurchaseLine
from procurement.league import actions
from procurement.league.editions import newest_ready
from procurement.league.models import (
    Figure,
    Outcome,
    PriceRow,
    Working,
)
from tests.cast import signed_in_client
from tests.factories import make_membership
from tests.procurement.league import world
from tests.procurement.league.acting import (
    answer,
    challenge,
    dispute,
    figure,
    kept_figures,
)
from trusts.roles import Role
from trusts.rules import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def region_of_six(northgate):
    world.fill()


@pytest.fixture
def fran(northgate):
    return make_membership("Fran Doyle", Role.TRUST_FINANCE, northgate)


def test_a_challenge_accepted_works_that_figure_out_again_and_no_other(amina, rae):
    release = world.preview(rae)
    others = kept_figures(release)
    made = challenge(release, amina)
    PurchaseLine.objects.filter(item__description="Gowns").update(
        contract_reference="C-1"
    )
    PurchaseLine.objects.filter(organisation__code="SMR").update(contract_reference="")

    answer(made, rae, Outcome.WORKED_AGAIN)
    working = world.work_out(release, world.PREVIEWED)

    assert working.of_challenge == made
    assert figure(release, "NGT", "M5").figure == 1
    assert figure(release, "NGT", "M5").worked_in == working
    assert figure(release, "SMR", "M5").figure == 1
    figures = {(e[0], e[1]): e[2] for e in kept_figures(release)}
    was = {(e[0], e[1]): e[2] for e in others}
    assert {key for key in was if was[key] != figures[key]} == {
        (amina.organisation_id, "M5")
    }


def test_a_challenged_figure_that_failed_is_worked_out_again_in_the_preview(amina, rae):
    release = world.preview(rae)
    others = kept_figures(release)
    made = challenge(release, amina)
    PurchaseLine.objects.all().update(contract_reference="C-1")
    with pytest.raises(Refused, match="Trusts have seen the figures"):
        actions.work_out_again(release, by=rae, at=world.PREVIEWED)
    answer(made, rae, Outcome.WORKED_AGAIN)
    Working.objects.filter(of_challenge=made).update(attempts=3)
    assert world.work_out(release).state == "FAILED"
    page = signed_in_client(rae).get(reverse("release_detail", args=[release.pk]))
    assert "Work it out again" in page.content.decode()

    again = actions.work_out_again(release, by=rae, at=world.PREVIEWED)

    assert again.of_challenge == made
    assert world.work_out(release, world.PREVIEWED).state == "READY"
    assert figure(release, "NGT", "M5").figure == 1
    seen = {each[:3] for each in others}
    changed = [each[:2] for each in kept_figures(release) if each[:3] not in seen]
    assert changed == [(amina.organisation_id, "M5")]
    with pytest.raises(Refused, match="Trusts have seen the figures"):
        actions.work_out_again(release, by=rae, at=world.PREVIEWED)


def test_a_figure_that_changed_late_can_be_looked_at_for_three_working_days(amina, rae):
    release = world.preview(rae)
    made = challenge(release, amina)
    late = world.RELEASED - timedelta(days=1)

    answer(made, rae, Outcome.WORKED_AGAIN, at=late)
    with pytest.raises(Refused, match="still being worked out"):
        actions.release(release, carries_open=False, by=rae, at=world.RELEASED)
    world.work_out(release, late)

    release.refresh_from_db()
    assert release.preview_ends_on == date(2026, 10, 23)


def test_a_figure_under_review_does_not_count_and_its_weight_is_shared_out(amina, rae):
    release = world.preview(rae)
    made = challenge(release, amina, metric="M1")

    answer(made, rae, Outcome.UNDER_REVIEW)

    price = figure(release, "NGT", "M1")
    assert (price.is_under_review, price.weight, price.band) == (True, 0, "")
    assert price.figure == Decimal("0.158")
    of_trust = Figure.objects.filter(
        working=newest_ready(release.pk), organisation__code="NGT"
    )
    assert sum(each.weight for each in of_trust) == 1


def test_open_challenges_hold_a_release_up_unless_they_go_out_with_it(amina, rae):
    release = world.preview(rae)
    made = challenge(release, amina)

    with pytest.raises(Refused, match="One challenge is still open"):
        actions.release(release, carries_open=False, by=rae, at=world.RELEASED)
    release = actions.release(release, carries_open=True, by=rae, at=world.RELEASED)

    assert made in release.challenges.open()
    with pytest.raises(Refused, match="its figures stay"):
        answer(made, rae, Outcome.WORKED_AGAIN, at=world.RELEASED)
    assert not answer(made, rae, Outcome.REFUSED, at=world.RELEASED).is_open


def test_who_may_challenge_and_when(amina, ben, dilys, fran, rae):
    release = world.prepare(rae)
    with pytest.raises(Refused, match="while they are in preview"):
        challenge(release, amina)
    actions.open_preview(release, by=rae, at=world.PREVIEWED)

    with pytest.raises(Refused, match="may not challenge"):
        challenge(release, ben)
    with pytest.raises(Refused, match="may not challenge"):
        challenge(release, rae)
    with pytest.raises(Refused, match="not your trust"):
        actions.make_challenge(
            release, dilys.organisation, metric="M1", says="x", evidence="y",
            by=fran, at=world.PREVIEWED,
        )  # fmt: skip
    challenge(release, fran)
    with pytest.raises(Refused, match="challenged already"):
        challenge(release, amina)


def test_nobody_answers_or_releases_over_their_own_challenge(amina, rae):
    release = world.preview(rae)
    made = challenge(release, amina)
    also_leads = make_membership("Amina Shah", Role.REGIONAL_LEAD, rae.organisation)

    with pytest.raises(Refused, match="somebody else answers"):
        answer(made, also_leads, Outcome.REFUSED)
    answer(made, rae, Outcome.REFUSED)
    with pytest.raises(Refused, match="somebody else releases"):
        actions.release(release, carries_open=True, by=also_leads, at=world.RELEASED)


def test_a_challenge_is_taken_back_by_its_trust_alone(amina, dilys, rae):
    made = challenge(world.preview(rae), amina)

    with pytest.raises(Refused, match="not your trust"):
        actions.take_challenge_back(made, by=dilys, at=world.PREVIEWED)
    back = actions.take_challenge_back(made, by=amina, at=world.PREVIEWED)

    assert back.outcome == Outcome.TAKEN_BACK
    with pytest.raises(Refused, match="answered already"):
        answer(made, rae, Outcome.REFUSED)


def test_nobody_stands_well_by_a_price_disputed_since(rae):
    release = world.preview(rae)
    assert figure(release, "SMR", "M1").band == "TOP"
    dispute("SMR")

    with pytest.raises(Refused, match="disputed since"):
        actions.release(release, carries_open=False, by=rae, at=world.RELEASED)
    actions.take_disputed_prices_out(release, by=rae, at=world.RELEASED)

    price = figure(release, "SMR", "M1")
    assert (price.figure, price.band) == (0, "MIDDLE")
    assert sum(r.effect for r in PriceRow.objects.filter(working=price.worked_in)) == 0
    assert figure(release, "NGT", "M1").figure == Decimal("0.158")
    actions.release(release, carries_open=False, by=rae, at=world.RELEASED)


def test_a_price_disputed_beforehand_earns_nothing():
    dispute("SMR")

    assert figure(world.prepare(), "SMR", "M1").figure == 0
