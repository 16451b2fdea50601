"""What each page shows to whom, before and after a release."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from procurement.league import actions
from procurement.league.models import (
    Challenge,
    Release,
)
from tests.procurement.league import world
from tests.procurement.league.pages import text_of
from trusts.models import AuditEvent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("region_of_six")]


def test_before_the_first_release_the_page_says_what_will_come(amina, sign_in):
    page = text_of(sign_in(amina), "league")

    assert "No league table is out yet" in page
    assert "for ten working days" in page


def test_in_preview_a_trust_sees_its_own_figures_and_nobody_elses(
    on, amina, ben, rae, sign_in
):
    release = world.preview(rae)

    page = text_of(sign_in(amina), "league_release", release.pk)
    assert "Northgate" in page
    assert "SMR Hospitals" not in page
    client = sign_in(amina)
    assert client.get(f"/league/{release.pk}/SMR/").status_code == 404
    assert client.get(f"/league/{release.pk}/NGT/").status_code == 200
    assert sign_in(ben).get(f"/league/{release.pk}/").status_code == 404
    assert "SMR Hospitals" in text_of(sign_in(rae), "league_release", release.pk)
    export = sign_in(amina).get(reverse("league_export", args=[release.pk]))
    assert "SMR" not in b"".join(export.streaming_content).decode()


def test_the_export_says_what_its_words_mean_as_csv_and_as_a_workbook(
    on, amina, rae, sign_in
):
    address = reverse("league_export", args=[world.release(rae).pk])
    on(world.RELEASED)

    said = b"".join(sign_in(amina).get(address).streaming_content).decode()
    assert "Acute trusts,SMR Hospitals,SMR,Price position,-0.122,Top quarter" in said
    assert "Made by" in said
    assert ",24000," in said
    assert ",18000," not in said
    assert '"Price position, 30%"' in said
    answer = sign_in(amina).get(address, {"format": "xlsx"})
    book = load_workbook(BytesIO(answer.content))
    assert book.sheetnames == ["About", "Figures"]
    assert book["Figures"].max_row == 1 + 6 * 7
    assert AuditEvent.objects.filter(action="file_exported").count() == 2


def test_once_released_everybody_sees_figures_and_how_the_best_got_there(
    on, ben, rae, sign_in
):
    release = world.release(rae)
    on(world.RELEASED)

    page = text_of(sign_in(ben), "league")
    assert "How the top quarter got there" in page
    assert "11% below the median of 6 trusts" in page
    assert "5 of the others" not in page
    assert "15.8% above" in page
    assert "Not measured: on a purchase order, adoption; 15% of the weight" in page
    assert "Version 1" in page or "version 1" in page
    assert "figures without bands" in page.lower()
    of_another = text_of(sign_in(ben), "league_trust", release.pk, "SMR")
    assert "What would move it most" not in of_another
    assert "£18,000" not in of_another
    assert "£18,000" in text_of(sign_in(rae), "league_trust", release.pk, "SMR")


def test_the_rows_of_a_figure_are_the_trusts_own_and_the_regions(
    on, ben, dilys, rae, sign_in
):
    release = world.release(rae)
    on(world.RELEASED)

    for metric in ("M1", "M2", "M4", "M5"):
        address = reverse("league_rows", args=[release.pk, "NGT", metric])
        assert sign_in(ben).get(address).status_code == 200
        assert sign_in(rae).get(address).status_code == 200
        assert sign_in(dilys).get(address).status_code == 404
    assert sign_in(ben).get(f"/league/{release.pk}/NGT/M7/rows/").status_code == 200
    assert sign_in(ben).get(f"/league/{release.pk}/NGT/x/rows/").status_code == 404
    page = text_of(sign_in(ben), "league_rows", release.pk, "NGT", "M1")
    assert "The rows add up to £3,800.00 of £24,000.00" in page
    answer = sign_in(ben).get(
        reverse("league_row_export", args=[release.pk, "NGT", "M1"])
    )
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[1].startswith("Nitrile gloves,0.06,0.0505,6,400000,24000,3800,no")
    assert AuditEvent.objects.filter(action="file_exported").count() == 1


def test_a_challenge_is_made_answered_and_read_by_its_trust(
    on, amina, dilys, rae, sign_in
):
    release = world.preview(rae)
    address = reverse("challenge_add", args=[release.pk, "NGT", "M5"])
    client = sign_in(amina)

    assert client.post(address, {"says": ""}).status_code == 422
    said = {"says": "We named <b>one</b>.", "evidence": "Order 1"}
    page = client.post(address, said, follow=True).content.decode()
    assert "We named &lt;b&gt;one&lt;/b&gt;." in page
    assert client.post(address, said).status_code == 422
    made = Challenge.objects.get()
    reply = reverse("challenge_answer", args=[made.pk])
    assert client.get(reply).status_code == 403
    assert sign_in(dilys).get(f"/league/challenges/{made.pk}/").status_code == 404
    lead = sign_in(rae)
    assert lead.post(reply, {"outcome": "REFUSED"}).status_code == 422
    lead.post(reply, {"outcome": "REFUSED", "answer": "The extract has none."})
    assert "The extract has none." in text_of(client, "challenge_detail", made.pk)
    assert lead.post(reply, {"outcome": "REFUSED", "answer": "x"}).status_code == 422


def test_preparing_previewing_and_releasing_by_the_pages(on, rae, sign_in):
    client = sign_in(rae)
    on(world.PREPARED)
    early = {"period_from": "2026-09-20", "as_at": "2026-09-30"}
    assert client.post(reverse("release_prepare"), early).status_code == 422
    good = {"period_from": "2025-10-01", "as_at": "2026-09-30"}
    page = client.post(reverse("release_prepare"), good, follow=True)
    release = Release.objects.get()
    assert "Figures are being worked out" in page.content.decode()
    world.work_out(release)
    assert "Open the preview" in text_of(client, "release_detail", release.pk)
    client.post(reverse("release_preview", args=[release.pk]))
    client.post(reverse("release_publish", args=[release.pk]))
    page = text_of(client, "release_detail", release.pk)
    assert "It can be released from 20 October 2026" in page
    on(world.RELEASED)
    client.post(reverse("release_publish", args=[release.pk]))
    assert Release.objects.out().exists()
    withdraw = reverse("release_withdraw", args=[release.pk])
    assert client.post(withdraw, {"because": ""}).status_code == 422
    client.post(withdraw, {"because": "A pack was wrong."})
    page = text_of(client, "league_release", release.pk)
    assert "A pack was wrong." in page
    assert "No league table is out yet" in text_of(client, "league")


def test_weights_are_changed_on_a_page_that_says_what_is_wrong(on, rae, sign_in):
    client = sign_in(rae)
    address = reverse("league_weights")
    said = dict.fromkeys(("M1", "M2", "M3", "M4", "M5"), "15") | {
        "M6": "25", "M7": "5", "least_share": "70", "note": "More for data",
    }  # fmt: skip

    answer = client.post(address, said)
    assert answer.status_code == 422
    assert "The weights add up to 105%" in answer.content.decode()
    client.post(address, said | {"M6": "20"})

    assert "Data quality 20%" in text_of(client, "league_weights")


def test_the_release_before_stands_beside_the_figures(on, amina, rae, sign_in):
    first = actions.prepare_release(
        period_from=world.FROM, as_at=world.DAY.replace(day=20), by=rae,
        at=world.PREPARED,
    )  # fmt: skip
    world.work_out(first)
    actions.open_preview(first, by=rae, at=world.PREVIEWED)
    actions.release(first, carries_open=False, by=rae, at=world.RELEASED)
    second = world.release(rae)
    on(world.RELEASED)

    page = text_of(sign_in(amina), "league_trust", second.pk, "NGT")

    assert "Before: 15.8% above (to 20 September 2026)." in page


PAGES = ("league", "league_release", "league_trust", "release_detail", "release_list")


@pytest.mark.usefixtures("on")
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["amina", "rae"])
def test_a_page_asks_at_most_fifteen_times(request, rae, sign_in, name, who):
    release = world.preview(rae)
    amina = request.getfixturevalue("amina")
    actions.make_challenge(
        release, amina.organisation, metric="M5", says="x", evidence="y", by=amina,
        at=world.PREVIEWED,
    )  # fmt: skip
    actions.release(release, carries_open=True, by=rae, at=world.RELEASED)
    arguments = {"league_trust": [release.pk, "NGT"], "league": [], "release_list": []}
    client = sign_in(request.getfixturevalue(who))
    address = reverse(name, args=arguments.get(name, [release.pk]))
    client.get(address)

    with CaptureQueriesContext(connection) as asked:
        client.get(address)

    assert len(asked) <= 15, [each["sql"][:120] for each in asked]


@pytest.mark.parametrize("metric", ["M1", "M2", "M5"])
def test_rows_ask_as_little_for_many_as_for_one(on, rae, ben, sign_in, metric):
    release = world.release(rae)
    client = sign_in(ben)
    address = reverse("league_rows", args=[release.pk, "NGT", metric])
    client.get(address)

    with CaptureQueriesContext(connection) as asked:
        client.get(address)

    assert len(asked) <= 13
