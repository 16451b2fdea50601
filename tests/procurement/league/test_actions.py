"""From preparing to releasing: what is worked out, and what stays as it was."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

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
    Working,
)
from tests.cast import signed_in_client
from tests.factories import make_membership
from tests.procurement.league import world
from tests.procurement.league.acting import (
    answer,
    bands,
    challenge,
    figure,
    kept_figures,
    set_weights,
)
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
