"""One saving through real pages: two years imported, a gap, a letter to the supplier,
its price, the baseline locked, later months imported and confirmed. What is realised is
what plain arithmetic makes of the rows of the files, to the penny."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from catalogue.purchases.models import Import
from catalogue.purchases.tasks import run_import
from catalogue.spend.actions import keep_spend
from procurement.asks.models import AgreedPrice
from procurement.gaps.actions import catch_up
from procurement.gaps.models import Gap
from procurement.savings import actions as savings
from procurement.savings.models import Baseline, ConfirmedMonth, Participation
from procurement.savings.years import month_of, months_after
from procurement.suppliers.actions import keep_suppliers
from procurement.ui.figures import pounds_exact
from tests.extracts import extract, import_bytes, row
from tests.factories import make_membership
from trusts.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)

GTIN = "04006381333931"
OLD, AGREED, RISEN = Decimal("6.50"), Decimal("5.20"), Decimal("7.10")
BOX = 100


@dataclass(frozen=True)
class Order:
    """Boxes of 100 at so many pounds a box."""

    on: date
    boxes: int
    price: Decimal


@dataclass(frozen=True)
class Story:
    """The months in question, from today: the saving starts three months ago."""

    start: date

    @property
    def before(self):
        months = [months_after(self.start, -back) for back in range(24, 0, -1)]
        return [
            Order(month + timedelta(days=day), boxes, OLD)
            for month in months
            for day, boxes in ((2, 40), (16, 25))
        ]

    @property
    def after(self):
        first, second, third = (months_after(self.start, n) for n in range(3))
        return [
            Order(first + timedelta(days=4), 60, AGREED),
            Order(first + timedelta(days=11), 7, OLD),  # a leak
            Order(second + timedelta(days=4), 50, RISEN),  # dearer than before
            Order(third + timedelta(days=4), 65, AGREED),
            Order(months_after(third, 1), 1, AGREED),  # shows that the third is whole
        ]


def rows_of(orders, code):
    return [
        row(
            po_number=f"{code}{order.on:%y%m%d}",
            order_date=f"{order.on:%d/%m/%Y}",
            gtin=GTIN,
            local_code=f"{code}-GLOVE",
            supplier="Kestrel Medical Ltd",
            manufacturer="Kestrel",
            quantity=str(order.boxes),
            unit_price=str(order.price),
        )
        for order in orders
    ]


def expected(orders, month):
    """What the rows say of a month, in pounds: saved, and paid above the agreement."""
    of_month = [order for order in orders if month_of(order.on) == month]
    saved = sum((OLD - order.price) * order.boxes for order in of_month)
    leaked = sum(max(order.price - AGREED, 0) * order.boxes for order in of_month)
    penny = Decimal("0.01")
    return tuple(
        Decimal(each).quantize(penny, ROUND_HALF_UP) for each in (saved, leaked)
    )


def follow_up():
    """What workers do within seconds."""
    today, now = timezone.localdate(), timezone.now()
    while catch_up(on=today, at=now):
        pass
    keep_spend()
    keep_suppliers(on=today, at=now)
    savings.keep_savings(on=today)


def import_through_pages(page, live_server, path, rows):
    page.goto(f"{live_server.url}/imports/")
    page.get_by_role("link", name="Import an extract").first.click()
    page.get_by_label("Purchase-order extract").set_input_files(path)
    page.get_by_role("button", name="Upload and look at it").click()
    button = page.get_by_role("button", name="Import")
    expect(button).to_be_visible()
    button.click()
    expect(page.get_by_text("You can leave this page")).to_be_visible()
    run_import(import_id=Import.objects.latest("pk").pk)
    expect(page.get_by_text("rows in the file")).to_be_visible()
    assert Import.objects.latest("pk").accepted == rows
    follow_up()


@pytest.fixture
def story():
    return Story(months_after(month_of(timezone.localdate()), -3))


@pytest.fixture
def femi(northgate):
    return make_membership("Femi Ade", Role.TRUST_FINANCE, northgate)


def test_a_saving_goes_from_the_first_import_to_the_last_confirmed_month(  # noqa: PLR0917 (fixtures)
    page,
    live_server,
    browser_sign_in,
    check_page,
    amina,
    femi,
    southmere,
    story,
    tmp_path,
):
    peer = [
        Order(story.start - timedelta(days=days), 30, AGREED)
        for days in (1, 20, 40, 60)
    ]
    import_bytes(extract(*rows_of(peer, "SMR")), southmere, on=timezone.localdate())
    browser_sign_in(amina)
    first = tmp_path / "two-years.csv"
    first.write_bytes(extract(*rows_of(story.before, "NGT")))
    import_through_pages(page, live_server, first, rows=48)
    gap = Gap.objects.get(organisation=amina.organisation)

    agree_a_price_with_the_supplier(page, live_server, gap, story)
    start_an_initiative(page, live_server, gap, story)
    browser_sign_in(femi)
    lock_the_baseline(page, live_server, check_page)

    browser_sign_in(amina)
    later = tmp_path / "later.csv"
    later.write_bytes(extract(*rows_of(story.after, "NGT")))
    import_through_pages(page, live_server, later, rows=5)
    browser_sign_in(femi)
    confirm_everything(page, live_server)

    months = [months_after(story.start, n) for n in range(3)]
    standing = {each.month: each for each in ConfirmedMonth.objects.standing()}
    assert {
        month: (standing[month].cash_releasing, standing[month].leakage)
        for month in months
    } == {month: expected(story.after, month) for month in months}
    assert standing[months[1]].cash_releasing < 0
    assert standing[months[0]].leakage > 0
    see_the_lines_behind(page, live_server, standing[months[1]].cash_releasing)


def agree_a_price_with_the_supplier(page, live_server, gap, story):
    page.goto(f"{live_server.url}/gaps/{gap.pk}/")
    supplier = gap.product.description
    expect(page.get_by_role("heading", level=1)).to_contain_text(supplier)
    page.goto(f"{live_server.url}/suppliers/")
    page.get_by_role("link", name="Kestrel Medical Ltd").first.click()
    page.get_by_role("link", name="Supplier pack: write to it").click()
    page.get_by_role("button", name="Draft the letter").click()
    page.get_by_role("button", name="Keep as sent").click()
    expect(page.get_by_text("Kept as sent.")).to_be_visible()
    page.get_by_role("link", name="Write down the reply").click()
    page.get_by_label("Where is it written?").fill("Quotation 4711")
    page.get_by_label("First day of the agreed prices").fill(story.start.isoformat())
    page.get_by_label(f"Answer for {supplier}").select_option("AGREED")
    page.get_by_label(f"Price, £ each for {supplier}").fill(str(AGREED / BOX))
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("status").first).to_be_visible()
    assert AgreedPrice.objects.get().price_each == AGREED / BOX


def start_an_initiative(page, live_server, gap, story):
    """From the gap to finance: the agreed price stands there already."""
    page.goto(f"{live_server.url}/gaps/{gap.pk}/")
    page.get_by_role("link", name="Start an initiative").click()
    page.get_by_label("Name").fill("Gloves at the agreed price")
    page.get_by_label("First month at the new price").select_option(
        story.start.isoformat()
    )
    page.get_by_role("button", name="Start it").click()
    expect(page.get_by_role("status").first).to_be_visible()
    part = f"{live_server.url}/initiatives/parts/{Participation.objects.get().pk}/"
    page.goto(f"{part}prices/")
    agreed = page.get_by_label("Agreed, £ each").first
    expect(agreed).to_have_value(f"{AGREED / BOX:f}")
    page.get_by_role("button", name="Keep the prices").click()
    expect(page.get_by_role("status").first).to_be_visible()
    page.goto(f"{part}change/")
    page.get_by_label("Where are the prices written?").fill("Quotation 4711")
    page.get_by_role("button", name="Keep it").click()
    page.get_by_role("button", name="Propose to finance").click()
    expect(page.get_by_text("Proposed").first).to_be_visible()


def lock_the_baseline(page, live_server, check_page):
    page.goto(live_server.url)
    part = Participation.objects.get()
    page.goto(f"{live_server.url}/initiatives/parts/{part.pk}/")
    check_page(page)
    page.get_by_role("button", name="Agree and lock").click()
    expect(page.get_by_text("Agreed").first).to_be_visible()
    assert Baseline.objects.get().price_each == OLD / BOX


def confirm_everything(page, live_server):
    page.goto(f"{live_server.url}/savings/months/")
    page.get_by_role("button", name="Confirm all on this page").click()
    page.get_by_role("button", name="Confirm 3 months").click()
    expect(page.get_by_text("Confirmed 3 months")).to_be_visible()


def see_the_lines_behind(page, live_server, saved):
    """From the total to the initiative, the month and its order lines."""
    page.goto(f"{live_server.url}/dashboard/")
    expect(page.get_by_text("Realised").first).to_be_visible()
    page.get_by_role("link", name="Gloves at the agreed price").first.click()
    expect(page.get_by_text(pounds_exact(saved)).first).to_be_visible()
