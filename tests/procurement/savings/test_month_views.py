"""Pages of months: what finance is asked, confirms, and sees asked again."""

import re
from datetime import date
from decimal import Decimal
from html import unescape
from io import BytesIO

import pytest
from django.utils import timezone
from django.utils.html import strip_tags
from openpyxl import load_workbook

from catalogue.purchases.models import Import
from procurement.savings.actions import keep_savings
from procurement.savings.models import ConfirmedMonth
from tests.factories import make_membership, make_organisation
from tests.procurement.savings.world import AT, Gloves
from trusts.models import AuditEvent
from trusts.roles import Role

pytestmark = pytest.mark.django_db

JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 1)


def words_of(response):
    """What a person reads, in one line."""
    page = response.content.decode().replace("</t", " </t").replace("</span", " </span")
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"\s+", " ", unescape(strip_tags(main)))


@pytest.fixture
def gloves(db):
    gloves = Gloves()
    gloves.agree()
    gloves.buy(
        (date(2026, 7, 6), "100", "520"),
        (date(2026, 7, 20), "10", "65"),
        (date(2026, 8, 3), "100", "700"),
        (date(2026, 8, 30), "10", "52"),
    )
    keep_savings(on=timezone.localdate())
    return gloves


def confirm_all(client):
    """Through the two pages, as a person does."""
    page = client.get("/savings/months/")
    asked = client.get("/savings/months/confirm/", {"month": page.context["all_keys"]})
    seen = [text for _, _, text in asked.context["months"]]
    return asked, client.post("/savings/months/confirm/", {"seen": seen}, follow=True)


def test_finance_confirms_what_it_saw_and_a_late_line_asks_again(sign_in, gloves):
    client = sign_in(gloves.finance)
    listed = words_of(client.get("/savings/months/"))
    assert "2 months of savings wait for finance" in listed
    assert "August 2026" in listed
    assert "−£37.00 cost more" in listed
    assert "The order lines go to 30 August 2026: September 2026 is not" in listed

    asked, done = confirm_all(client)

    assert "Confirm 2 months, £93.00?" in words_of(asked)
    assert "Confirmed 2 months: £93.00 cash-releasing." in words_of(done)
    assert ConfirmedMonth.objects.count() == 2
    _late_line(gloves)
    again = words_of(client.get("/savings/months/"))
    assert "1 confirmed month asks again" in again
    assert "£130.00 was confirmed, £143.00 by the lines now." in again
    assert "1 line came late (november.csv)." in again
    asked, done = confirm_all(client)
    assert "of them was confirmed before, at £130.00" in words_of(asked)
    story = words_of(client.get(f"/savings/parts/{gloves.part.pk}/months/"))
    assert "Before that: £130.00, by Femi Ade" in story


def _late_line(gloves):
    [line] = gloves.buy((date(2026, 7, 30), "10", "52"))
    line.of_import = Import.objects.create(
        organisation=gloves.trust,
        file_name="november.csv",
        sha256="2" * 64,
        size=0,
        state="DONE",
        uploaded_at=AT,
        finished_at=timezone.now(),
    )
    line.save(update_fields=["of_import"])
    keep_savings(on=timezone.localdate())


def test_what_changed_meanwhile_is_shown_and_nothing_is_confirmed(sign_in, gloves):
    client = sign_in(gloves.finance)
    gone_by = f"{gloves.part.pk}_2026-07_1.00_0.00"

    page = client.post("/savings/months/confirm/", {"seen": [gone_by]})

    assert "is £130.00 by now, not £1.00" in words_of(page)
    assert "Confirm 1 month, £130.00?" in words_of(page)
    assert not ConfirmedMonth.objects.exists()


def test_others_see_the_months_and_confirm_none(sign_in, rae, gloves):
    for member in (gloves.lead, rae):
        client = sign_in(member)
        page = client.get("/savings/months/")
        assert "2 months of savings wait" in words_of(page)
        assert 'type="checkbox"' not in page.content.decode()
        assert client.get("/savings/months/confirm/").status_code == 403
    assert "Each trust’s own finance confirms." in words_of(page)


def test_another_trusts_finance_sees_nothing_and_confirms_nothing(sign_in, gloves):
    southmere = make_organisation("SMR", "Southmere Hospitals")
    client = sign_in(make_membership("Sam Lee", Role.TRUST_FINANCE, southmere))
    key = f"{gloves.part.pk}_2026-07"

    assert "No savings to confirm yet" in words_of(client.get("/savings/months/"))
    asked = client.get("/savings/months/confirm/", {"month": key})
    assert "Tick at least one month" in words_of(asked)
    client.post("/savings/months/confirm/", {"seen": f"{key}_130.00_0.00"})
    assert not ConfirmedMonth.objects.exists()
    for address in ("months/", "months/export/", "months/2026-07/"):
        page = client.get(f"/savings/parts/{gloves.part.pk}/{address}")
        assert page.status_code == 404


@pytest.mark.parametrize("seen", ["x", "1_2026-07", "1_2026-07_x_0", "1_2026-13_1_0"])
def test_a_form_that_nobody_sent_is_no_page(sign_in, gloves, seen):
    page = sign_in(gloves.finance).post("/savings/months/confirm/", {"seen": seen})

    assert page.status_code == 404


def test_a_part_month_by_month_says_what_was_expected_saved_and_leaked(sign_in, gloves):
    client = sign_in(gloves.finance)
    confirm_all(client)

    page = client.get(f"/savings/parts/{gloves.part.pk}/months/")

    words, story = words_of(page), page.context["story"]
    assert "£93.00 confirmed in 2 months" in words
    assert (story.expected, story.full_year) == (1560, Decimal("558.00"))
    july, august = story.months[:2]
    assert july.found.compliance.quantize(Decimal("0.001")) == Decimal("0.909")
    assert july.found.now.leakage == 13
    assert august.found.now.cash_releasing == Decimal("-37.00")
    first, second = story.years
    assert (first.months, second.months) == (9, 3)
    assert (first.confirmed, second.confirmed) == (Decimal("93.00"), 0)


def test_the_order_lines_of_a_month_add_up_to_it(sign_in, gloves):
    page = sign_in(gloves.lead).get(f"/savings/parts/{gloves.part.pk}/months/2026-07/")

    lines = page.context["page"].rows
    assert sum(line.saved for line in lines) == page.context["whole"].now.saved == 130
    assert sum(line.leaked for line in lines) == 13
    assert "July 2026: £130.00 saved by the lines" in words_of(page)
    assert "Confirm July 2026" not in words_of(page)


def test_finance_confirms_a_month_from_its_order_lines(sign_in, gloves):
    client = sign_in(gloves.finance)

    page = client.get(f"/savings/parts/{gloves.part.pk}/months/2026-07/")

    assert "Confirm July 2026" in words_of(page)
    key = page.context["whole"].key
    assert f'href="/savings/months/confirm/?month={key}"' in page.content.decode()
    assert key in client.get(f"/savings/months/confirm/?month={key}").content.decode()


def test_lists_leave_as_files_on_the_record(sign_in, gloves):
    client = sign_in(gloves.lead)
    part = f"/savings/parts/{gloves.part.pk}/months/"

    for address, figure in (
        ("/savings/months/export/", "130"),
        (f"{part}export/", "as the order lines say"),
        (f"{part}2026-07/export/", "0.065"),
    ):
        text = b"".join(client.get(address).streaming_content).decode()
        assert figure in text
        assert "Cash-releasing" in text
    assert AuditEvent.objects.filter(action="file_exported").count() == 3
    book = client.get("/savings/months/export/?format=xlsx")
    months = load_workbook(BytesIO(book.content))["Months"]
    assert 130 in [cell.value for cell in months["F"]]


def test_pages_of_months_take_few_queries(
    sign_in, gloves, rae, django_assert_max_num_queries
):
    for member in (gloves.finance, rae):
        client = sign_in(member)
        client.get("/savings/months/")
        for address in (
            "/savings/months/",
            f"/savings/parts/{gloves.part.pk}/months/",
            f"/savings/parts/{gloves.part.pk}/months/2026-07/",
        ):
            with django_assert_max_num_queries(15):
                assert client.get(address).status_code == 200
