"""The page of savings: the same pounds everywhere, a trust's own only, four clicks."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from procurement.dashboard.breakdowns import BREAKDOWNS
from procurement.dashboard.page import place_of
from procurement.dashboard.reading import Reading
from procurement.savings.actions import set_target
from procurement.savings.models import Initiative, Participation, Uplift
from procurement.savings.years import FinancialYear
from tests.factories import make_membership, make_organisation
from tests.procurement.savings.world import AT, START, TODAY, Gloves
from trusts.models import AuditEvent
from trusts.roles import Role

pytestmark = pytest.mark.django_db

PAGE = "/dashboard/"
MONTHS = [date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1)]


@pytest.fixture
def at_today(monkeypatch):
    """The day and moment that the world of gloves ends at."""
    monkeypatch.setattr(timezone, "now", lambda: AT)
    return TODAY


@pytest.fixture
def gloves(db):
    """Agreed from July on; July and August are bought at the agreed price, September
    half above it. July is confirmed."""
    world = Gloves()
    world.agree()
    world.buy(
        (date(2026, 7, 6), "100", "520"),
        (date(2026, 8, 6), "100", "520"),
        (date(2026, 9, 7), "50", "260"),
        (date(2026, 9, 8), "50", "325"),
    )
    world.confirm(MONTHS[0])
    return world


def reading(member, **asked):
    return Reading(place_of(asked, member=member, on=TODAY))


def test_a_confirmed_month_is_realised_and_the_rest_of_the_year_agreed(gloves, rae):
    total = reading(rae).total

    # 10,000 eaches at 1.3p less; eight more months expected of as much.
    assert total.realised.in_year == Decimal("130.00")
    assert total.agreed.in_year == 8 * Decimal("130.00")
    assert total.realised.full_year == Decimal("1560.00")
    assert total.leakage == Decimal("65.00")
    # August as agreed, September half of it dearer.
    assert total.waiting == Decimal("130.00") + Decimal("65.00")


@pytest.mark.parametrize("by", sorted(BREAKDOWNS))
def test_every_breakdown_adds_up_to_the_total(gloves, rae, by):
    found = reading(rae)

    rows = BREAKDOWNS[by][1](found)

    assert sum(row.sums.whole for row in rows) == found.total.whole


def test_the_region_is_the_sum_of_its_trusts(gloves, rae):
    region = reading(rae)

    trusts = [reading(rae, trust=trust.code) for trust in region.trusts.values()]

    assert sum(each.total.whole for each in trusts) == region.total.whole > 0


def test_dashboard_shows_a_trust_its_own_figures_only(gloves, sign_in, at_today):
    dilys = make_membership("Dilys Morgan", Role.BUYER, make_organisation("SMR"))

    own = sign_in(gloves.lead).get(PAGE)
    other = sign_in(dilys).get(PAGE, {"trust": "NGT"})

    assert own.context["total"].realised.in_year == Decimal("130.00")
    assert other.context["total"].whole == 0
    assert "No savings yet" in other.content.decode()
    assert "Gloves at the lowest price" not in other.content.decode()


def test_dashboard_stands_beside_the_target(gloves, rae, sign_in, at_today):
    year = FinancialYear(2026)
    set_target(year, amount=Decimal(15_000_000), note="", by=rae, at=AT)

    page = sign_in(rae).get(PAGE).content.decode()

    assert "against £15.0m" in page
    assert "Of the target" in page


def test_dashboard_says_who_waits_what_changed_and_what_is_stuck(
    gloves, rae, sign_in, at_today
):
    Participation.objects.update(moved_at=AT - timedelta(days=45), stage="AGREED")

    context = sign_in(rae).get(PAGE).context

    confirmed = context["confirmed"]
    assert (confirmed.confirmed, confirmed.trusts) == (0, 1)
    assert [each.months for each in confirmed.waiting] == [(MONTHS[1],)]
    assert [each.since for each in confirmed.missing] == [MONTHS[2]]
    changes = {change.what: change.amount for change in context["standing"].changes}
    assert changes["REALISED"] == Decimal("130.00")
    assert changes["LEAKED"] == Decimal("-65.00")
    [stuck] = context["standing"].stuck
    assert stuck.days == 45


def test_cost_avoidance_has_a_column_where_there_is_some(gloves, rae, sign_in):
    column = (
        '<th scope="col" role="columnheader" class="app-number">Cost avoidance</th>'
    )
    client = sign_in(rae)

    assert column not in client.get(PAGE).content.decode()
    Initiative.objects.update(benefit="COST_AVOIDANCE")
    claim = gloves.part.claims.get()
    Uplift.objects.create(
        claim=claim, from_month=START, percent=10, evidence="Letter", said_at=AT
    )
    assert column in client.get(PAGE).content.decode()


@pytest.mark.parametrize("asked", ["", "trust=NGT", "by=supplier", "by=category"])
def test_dashboard_asks_little(
    gloves, rae, sign_in, django_assert_max_num_queries, asked
):
    client = sign_in(rae)

    with django_assert_max_num_queries(15):
        client.get(f"{PAGE}?{asked}")


@pytest.mark.parametrize("by", ["trust", "initiative", "kind", "category", "supplier"])
def test_a_breakdown_asked_for_alone_is_that_of_the_whole_page(
    gloves, rae, sign_in, at_today, by
):
    client = sign_in(rae)
    whole = client.get(PAGE, {"by": by})

    alone = client.get(PAGE, {"by": by}, headers={"HX-Request": "true"})

    assert alone.context["rows"] == whole.context["rows"] != []
    assert "app-stats" in whole.content.decode()
    assert "app-stats" not in alone.content.decode()


def test_what_cannot_be_asked_for_is_the_usual(rae, sign_in):
    page = sign_in(rae).get(PAGE, {"year": "1812", "trust": "?", "by": "weather"})

    assert page.status_code == 200
    assert page.context["place"].organisation is None


def test_dashboard_export_holds_the_same_pounds(gloves, rae, sign_in, at_today):
    answer = sign_in(rae).get("/dashboard/export/")

    book = load_workbook(BytesIO(answer.content))
    savings = {row[0].value: row[1].value for row in book["Savings"].iter_rows()}
    assert savings["Realised, in year"] == 130
    assert savings["Agreed, in year"] == 1040
    assert {"By trust", "By supplier", "By month", "Waiting"} <= set(book.sheetnames)


def test_dashboard_remind_mails_finance_and_lead_and_not_twice_in_a_week(
    gloves, rae, sign_in, at_today, mailoutbox
):
    client = sign_in(rae)
    address = f"/dashboard/remind/{gloves.trust.code}/"

    first, second = client.post(address), client.post(address)

    assert first.status_code == 302
    [mail] = mailoutbox
    assert set(mail.to) == {gloves.lead.user.email, gloves.finance.user.email}
    assert "August 2026" in mail.body
    assert "September 2026" not in mail.body  # its order lines are not all there
    assert second.status_code == 409
    assert "Reminded on 20 October 2026; again from" in second.content.decode()


def test_dashboard_remind_refuses_where_nothing_waits(rae, sign_in, northgate):
    answer = sign_in(rae).post(f"/dashboard/remind/{northgate.code}/")

    assert answer.status_code == 409
    assert "No month waits" in answer.content.decode()


def test_board_paper_says_the_same_pounds_on_paper(gloves, rae, sign_in, at_today):
    answer = sign_in(rae).get("/dashboard/board-paper/")

    paper = PdfReader(BytesIO(answer.content))
    text = " ".join(page.extract_text() for page in paper.pages)
    assert "£130 is realised this year" in text
    assert "What the words mean" in text
    assert gloves.trust.name in text
    assert paper.metadata.title == "Savings 2026/27: paper for the programme board"
    assert paper.trailer["/Root"]["/MarkInfo"]["/Marked"]
    exported = AuditEvent.objects.get(action="file_exported")
    assert exported.target == paper.metadata.title


def test_board_paper_of_a_trust_is_its_own_alone(gloves, sign_in, at_today):
    carys = make_membership(
        "Carys Pugh", Role.TRUST_LEAD, make_organisation("SMR", "Southmere Hospitals")
    )

    answer = sign_in(carys).get("/dashboard/board-paper/?trust=NGT")

    text = PdfReader(BytesIO(answer.content)).pages[0].extract_text()
    assert "paper for the board of Southmere" in text
    assert gloves.trust.name not in text
    assert "£130" not in text
