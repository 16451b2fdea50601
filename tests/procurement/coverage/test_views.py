"""The pages of coverage: whose months are seen, and that each figure is its rows'."""

import re
from datetime import date, timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.utils.html import strip_tags

from catalogue.purchases.models import PurchaseLine
from catalogue.spend.actions import keep_spend
from tests import region
from tests.files import rows_of
from tests.procurement.coverage import world
from tests.region import AT
from trusts.models import AuditEvent, Organisation, Succession

pytestmark = pytest.mark.django_db


@pytest.fixture
def data(amina):
    world.fill()


@pytest.fixture
def of_region(sign_in, rae, data):
    return sign_in(rae)


@pytest.fixture
def of_northgate(sign_in, amina, data):
    return sign_in(amina)


def words_of(response):
    page = response.content.decode().replace("</t", " </t")
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"\s+", " ", unescape(strip_tags(main)))


def csv_of(client, address):
    return rows_of(client.get(address))


def test_the_region_sees_who_needs_somebody_first(of_region):
    page = of_region.get("/coverage/")

    states = [
        (shown.trust.organisation.code, shown.trust.state.words)
        for shown in page.context["trusts"]
    ]
    assert states == [
        ("PND", "No data yet"),
        ("SMR", "Stale"),
        ("EWD", "Months missing"),
        ("NGT", "Up to date"),
    ]
    words = words_of(page)
    assert "3 of 4 trusts have given data" in words
    assert "Ask for an extract of August 2026." in words
    assert "Ask for an extract of the orders since 16 August 2026." in words
    # 65.00 + 6.50 + 100.00 + 30.00 of the 231.50 but for Northgate's 30.00 of gowns.
    assert page.context["total"].net_value == Decimal("231.50")
    assert "87% of the £232 spent in 12 months can be compared" in words


@pytest.mark.parametrize(
    ("show", "shown"), [("value", "£102"), ("lines", "2"), ("share", "68%")]
)
def test_the_table_of_months_shows_what_is_asked(of_region, show, shown):
    page = of_region.get(f"/coverage/?show={show}")

    september = words_of(page).partition("September 2026")[2]
    row = page.context["rows"][0]
    assert row.month == date(2026, 9, 1)
    assert [trust.organisation.code for trust, _ in row.cells][1] == "NGT"
    assert dict_of(row)["NGT"].sums.left_out == 30
    assert shown in september or show == "value"


def dict_of(row):
    return {trust.organisation.code: month for trust, month in row.cells}


def test_months_are_missing_only_between_those_given(of_region):
    trusts = {
        shown.trust.organisation.code: shown.trust
        for shown in of_region.get("/coverage/").context["trusts"]
    }

    given = [each.given.value for each in trusts["EWD"].months[-4:]]
    assert given == ["before", "lines", "missing", "lines"]
    assert [each.given.value for each in trusts["SMR"].months[-2:]] == [
        "lines",
        "since",
    ]


def test_a_trust_comes_to_its_own_months(of_northgate):
    page = of_northgate.get("/coverage/", follow=True)

    assert page.redirect_chain == [("/coverage/NGT/", 302)]
    words = words_of(page)
    for figure in ("£102", "£30.00", "68%", "September 2026", "August 2026"):
        assert figure in words
    assert "3 of 4 trusts have given data" in words
    assert "0 to 45 days old. 70% of your spend" in words
    assert "70% of your spend" in words


@pytest.mark.parametrize("address", ["/", "/export/", "/2026-09/", "/2026-09/lines/"])
def test_the_months_of_another_trust_are_not_there(of_northgate, sign_in, rae, address):
    assert of_northgate.get(f"/coverage/SMR{address}").status_code == 404
    assert sign_in(rae).get(f"/coverage/SMR{address}").status_code == 200


@pytest.mark.parametrize("month", ["2026-13", "2026-9", "september", "0001-01", "x"])
def test_a_month_that_is_none_is_not_there(of_northgate, month):
    assert of_northgate.get(f"/coverage/NGT/{month}/").status_code == 404


def test_a_month_opens_to_its_suppliers_and_they_to_their_lines(of_northgate):
    month = of_northgate.get("/coverage/NGT/2026-09/")

    rows = month.context["page"].rows
    assert [(row.net_value, row.share) for row in rows] == [(65, 1), (30, 0)]
    assert b"<script>alert" not in month.content
    assert "No supplier named" in words_of(month)
    for row in rows:
        lines = of_northgate.get(
            f"/coverage/NGT/2026-09/lines/?supplier={row.supplier_id or 'none'}"
        )
        assert sum(each.line.net_value for each in lines.context["lines"]) == (
            row.net_value
        )


def test_what_cannot_be_compared_opens_to_its_lines_with_why(of_northgate):
    page = of_northgate.get("/coverage/NGT/2026-09/lines/?only=left-out")

    [shown] = page.context["lines"]
    assert shown.line.net_value == 30
    assert page.context["found"].sums.left_out == 30
    assert "the pack is not known" in words_of(page)


def test_a_trust_without_data_is_told_what_to_do(sign_in, dilys):
    page = sign_in(dilys).get("/coverage/SMR/")

    assert "No order lines yet" in words_of(page)
    assert "Import an extract" in words_of(page)


def test_earlier_months_are_a_page_away(of_northgate, northgate):
    region.buy(world.item(northgate, "Ashdene"), [(date(2023, 5, 2), 1, "9.00")])
    keep_spend()

    first = of_northgate.get("/coverage/NGT/")
    earlier = of_northgate.get("/coverage/NGT/?until=2024-09")

    assert first.context["earlier"] == date(2024, 9, 1)
    assert earlier.context["months"][-1].month == date(2023, 5, 1)
    assert earlier.context["earlier"] is None
    assert earlier.context["newer"] == date(2026, 9, 1)


def test_new_lines_not_counted_yet_are_told_of(of_northgate):
    assert "is being counted" not in words_of(of_northgate.get("/coverage/NGT/"))

    PurchaseLine.objects.filter(net_value=30).update(is_live=False)

    assert "is being counted" in words_of(of_northgate.get("/coverage/NGT/"))


def test_files_are_exact_safe_and_on_the_record(of_northgate, amina):
    rows = csv_of(of_northgate, "/coverage/NGT/export/")

    assert [(row["Month"], row["Net value (pounds)"]) for row in rows] == [
        ("2026-08", "6.5"),
        ("2026-09", "65"),
        ("2026-09", "30"),
    ]
    assert rows[0]["Supplier"].startswith("'=1+1")
    event = AuditEvent.objects.get(action="file_exported")
    assert (event.actor, event.target) == (
        str(amina),
        "Spend by month and supplier of NGT",
    )


def test_the_regions_file_has_every_trusts_months(of_region):
    rows = csv_of(of_region, "/coverage/export/")

    assert len(rows) == 4 * 24
    [missing] = [row for row in rows if row["Given"] == "missing"]
    assert (missing["Trust code"], missing["Month"]) == ("EWD", "2026-08")


def test_restated_months_stand_under_the_successor_with_the_same_sum(of_region):
    Succession.objects.create(
        predecessor=Organisation.objects.get(code="EWD"),
        successor=Organisation.objects.get(code="SMR"),
        on=date(2026, 9, 1),
        kind="merged",
    )
    as_it_was = of_region.get("/coverage/")

    restated = of_region.get("/coverage/?organisations=restated")
    month = of_region.get("/coverage/SMR/2026-09/?organisations=restated")

    codes = [each.trust.organisation.code for each in restated.context["trusts"]]
    assert "EWD" not in codes
    assert restated.context["total"] == as_it_was.context["total"]
    assert "Restated to successors" in words_of(as_it_was)
    assert [row.organisation.code for row in month.context["page"].rows] == ["EWD"]


def test_pages_ask_the_database_as_often_however_much_there_is(
    of_region, django_assert_max_num_queries
):
    for number in range(6):
        trust = region.trust(f"T{number}")
        region.buy(
            world.item(trust, f"Supplier {number}"),
            [(world.DAY - timedelta(days=40 * n), 1, "5.00") for n in range(9)],
        )
    keep_spend()

    for address in (
        "/coverage/",
        "/coverage/NGT/",
        "/coverage/NGT/2026-09/",
        "/coverage/NGT/2026-09/lines/",
    ):
        with django_assert_max_num_queries(18):
            assert of_region.get(address).status_code == 200


def test_last_import_says_when_by_whom_and_what_became_of_it(of_region, amina):
    from catalogue.purchases.models import Import, ImportState

    Import.objects.create(
        organisation=amina.organisation,
        file_name="september.csv",
        sha256="1" * 64,
        size=1,
        state=ImportState.FAILED,
        uploaded_at=AT,
        uploaded_by=amina,
    )

    words = words_of(of_region.get("/coverage/NGT/"))

    assert "30 September 2026 by Amina Shah Could not be read" in words
