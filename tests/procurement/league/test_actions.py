"""From preparing to releasing: who may do what, when, and what stays as it was."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from catalogue.prices.models import PriceDispute
from catalogue.purchases.models import PurchaseLine
from procurement.league import actions
from procurement.league.editions import newest_ready
from procurement.league.metrics import METRICS
from procurement.league.models import (
    Challenge,
    DefinitionVersion,
    Figure,
    Outcome,
    PriceRow,
    Release,
    Standing,
    Working,
)
from tests import region
from tests.cast import signed_in_client
from tests.factories import make_membership
from tests.procurement.league import world
from trusts.models import AuditEvent
from trusts.roles import Role
from trusts.rules import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def region_of_six(northgate):
    world.fill()


@pytest.fixture
def fran(northgate):
    return make_membership("Fran Doyle", Role.TRUST_FINANCE, northgate)


def figure(release, code, metric):
    working = newest_ready(release.pk)
    return Figure.objects.get(working=working, organisation__code=code, metric=metric)


def bands(release):
    found = Standing.objects.filter(working=newest_ready(release.pk))
    return {each.organisation.code: each.band for each in found}


def challenge(release, amina, metric="M5", **said):
    words = {"says": "We named one.", "evidence": "Order 4711", **said}
    return actions.make_challenge(
        release, amina.organisation, metric=metric, by=amina,
        at=world.PREVIEWED, **words,
    )  # fmt: skip


def answer(made, by, outcome, at=world.PREVIEWED):
    return actions.answer_challenge(
        made, outcome=outcome, answer="Because.", by=by, at=at
    )


def test_prepare_release_works_out_every_trusts_figures():
    release = world.prepare()

    price = figure(release, "NGT", "M1")
    assert (price.numerator, price.denominator) == (Decimal(3800), Decimal(24000))
    assert price.figure == Decimal("0.158")  # the median is 5.05p
    assert figure(release, "SMR", "M1").figure < 0
    assert figure(release, "NGT", "M6").figure == Decimal("0.83")
    assert figure(release, "NGT", "M5").lines_in == 4
    assert figure(release, "EWD", "M5").why_not.startswith("None of its order lines")
    assert figure(release, "NGT", "M7").why_not == "No standard has been adopted yet."
    assert "100% for every trust" in figure(release, "NGT", "M4").why_not
    assert bands(release)["SMR"] == "TOP"
    assert bands(release)["AMB"] == ""


def test_weights_of_what_counts_add_up_to_one_for_every_trust():
    release = world.prepare()

    for code in world.TRUSTS:
        of_trust = Figure.objects.filter(
            working=newest_ready(release.pk), organisation__code=code
        )
        assert sum(each.weight for each in of_trust) == 1
    assert figure(release, "EWD", "M5").weight == 0


def test_rows_add_up_to_their_figure():
    release = world.prepare()

    for code in world.TRUSTS:
        rows = PriceRow.objects.filter(organisation__code=code)
        assert sum(row.effect for row in rows) == figure(release, code, "M1").numerator
        assert sum(row.paid for row in rows) == figure(release, code, "M1").denominator


def test_signing_in_looking_and_exporting_move_no_figure(amina):
    before = kept_figures(world.prepare())
    client = signed_in_client(amina)
    for address in ("/gaps/", "/coverage/", "/league/", "/gaps/export/"):
        client.get(address)
    Release.objects.update(
        state="WITHDRAWN", withdrawn_at=world.PREPARED, withdrawn_because="A test"
    )

    assert kept_figures(world.prepare()) == before


def kept_figures(release):
    found = Figure.objects.filter(working=newest_ready(release.pk)).order_by("pk")
    return list(found.values_list("organisation", "metric", "figure", "band", "weight"))


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        (world.FROM, date(2026, 10, 5), "The last day has to be over"),
        (date(2026, 9, 10), world.DAY, "at least 28 days"),
        (date(2025, 9, 1), world.DAY, "a year at most"),
    ],
)
def test_a_period_is_over_and_of_a_month_to_a_year(first, last, says):
    with pytest.raises(Refused, match=says):
        actions.prepare_release(
            period_from=first, as_at=last, by=None, at=world.PREPARED
        )


def test_one_release_at_a_time():
    world.prepare()

    with pytest.raises(Refused, match="is not finished"):
        world.prepare()


def test_working_out_twice_does_nothing_the_second_time():
    working = world.prepare().workings.get()

    actions.work_out(working.pk, at=world.RELEASED, progress=lambda step: None)

    working.refresh_from_db()
    assert working.worked_out_at == world.PREPARED


def test_a_working_whose_process_died_three_times_is_given_up():
    made = actions.prepare_release(
        period_from=world.FROM, as_at=world.DAY, by=None, at=world.PREPARED
    )
    Working.objects.update(attempts=3)

    assert world.work_out(made).state == "FAILED"
    with pytest.raises(Refused, match="could not be worked out"):
        actions.open_preview(made, by=None, at=world.PREVIEWED)
    actions.work_out_again(made, by=None, at=world.PREPARED)
    assert world.work_out(made).state == "READY"


def test_the_preview_lasts_ten_full_working_days():
    release = world.preview()

    assert release.preview_ends_on == world.LAST_OF_PREVIEW
    with pytest.raises(Refused, match="It can be released from 21 October 2026"):
        actions.release(
            release,
            carries_open=False,
            by=None,
            at=world.RELEASED - timedelta(days=1),
        )
    actions.release(release, carries_open=False, by=None, at=world.RELEASED)


def test_figures_stay_as_they_were_whatever_is_imported_later():
    release = world.release()
    before = kept_figures(release)

    PurchaseLine.objects.update(net_value=1)

    assert kept_figures(release) == before
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Figure.objects.update(figure=1)


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


def dispute(code):
    PriceDispute.objects.create(
        organisation=region.trust(code), product=region.product("Nitrile gloves"),
        price_each="0.045", says="Not ours.", opened_on=world.DAY,
        opened_at=world.PREVIEWED,
    )  # fmt: skip


def test_a_withdrawn_release_is_kept_with_its_reason(rae):
    release = world.release(rae)

    actions.withdraw_release(release, because="Wrong period", by=rae, at=world.RELEASED)

    release.refresh_from_db()
    assert (release.state, release.withdrawn_because) == ("WITHDRAWN", "Wrong period")
    assert figure(release, "NGT", "M1").figure == Decimal("0.158")
    with pytest.raises(Refused, match="withdrawn already"):
        actions.withdraw_release(release, because="x", by=rae, at=world.RELEASED)


def test_other_weights_are_a_new_version_and_old_releases_keep_theirs(rae):
    release = world.release(rae)
    weights = {each.metric: Decimal(0) for each in METRICS} | {"M6": Decimal(100)}
    with pytest.raises(Refused, match="add up to 90%"):
        set_weights(weights | {"M6": Decimal(90)}, rae)

    made = set_weights(weights, rae)

    assert made.number == release.definitions.number + 1
    later = world.prepare(rae)
    assert later.definitions == made
    assert figure(later, "NGT", "M6").weight == 1
    assert figure(release, "NGT", "M6").weight < 1
    assert DefinitionVersion.objects.count() == 2


def set_weights(weights, by):
    return actions.set_weights(
        weights, least_share=Decimal("0.7"), note="Data first", by=by, at=world.RELEASED
    )


def test_everything_is_on_the_record(amina, rae):
    release = world.preview(rae)
    made = challenge(release, amina)
    answer(made, rae, Outcome.REFUSED)
    actions.release(release, carries_open=False, by=rae, at=world.RELEASED)

    done = AuditEvent.objects.filter(action__startswith="league").order_by("pk")
    assert [each.action for each in done] == [
        "league_weights_set",
        "league_release_prepared",
        "league_preview_opened",
        "league_figure_challenged",
        "league_challenge_answered",
        "league_released",
    ]
    assert Challenge.objects.get().answered_by == rae
