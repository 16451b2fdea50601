"""What leaked: on its page, at home, and told once by mail."""

from datetime import date

import pytest
from django.core import mail
from django.utils import timezone

from procurement.savings import actions
from procurement.savings.actions import keep_savings
from procurement.savings.models import LeakNotice
from tests.factories import make_membership, make_organisation
from tests.procurement.gaps import world as gaps
from tests.procurement.savings.test_month_views import words_of
from tests.procurement.savings.world import AT, TODAY, Gloves
from trusts.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def gloves(db):
    """£117 leaked in July, £13 too little to tell of in August."""
    gloves = Gloves()
    gloves.agree()
    gloves.buy(
        (date(2026, 7, 6), "100", "520"),
        (date(2026, 7, 20), "90", "585"),
        (date(2026, 8, 30), "10", "65"),
    )
    return gloves


def test_the_owner_hears_of_a_month_once_with_its_figure(gloves):
    assert actions.notice_leaks(on=TODAY, at=AT) == 1
    assert actions.tell_of_leaks(on=TODAY, at=AT) == ["amina@example.org"]

    assert actions.notice_leaks(on=TODAY, at=AT) == 0
    assert actions.tell_of_leaks(on=TODAY, at=AT) == []
    [sent] = mail.outbox
    assert sent.to == ["amina@example.org"]
    assert "Gloves at the lowest price, July 2026: £117.00" in sent.body


def test_a_part_without_an_owner_is_told_to_the_lead_and_else_waits(gloves):
    gloves.part.owner = None
    gloves.part.save(update_fields=["owner"])
    gloves.lead.ends_on = TODAY.replace(day=1)
    gloves.lead.save(update_fields=["ends_on"])
    actions.notice_leaks(on=TODAY, at=AT)

    assert actions.tell_of_leaks(on=TODAY, at=AT) == []
    make_membership("Bea Cole", Role.TRUST_LEAD, gloves.trust)
    assert actions.tell_of_leaks(on=TODAY, at=AT) == ["bea@example.org"]


def test_a_month_that_is_not_complete_is_not_told_of(gloves):
    gloves.buy((date(2026, 9, 10), "100", "650"))

    actions.notice_leaks(on=TODAY, at=AT)

    assert [notice.month.month for notice in LeakNotice.objects.all()] == [7]


def test_a_mail_that_does_not_go_is_tried_again(gloves, settings, monkeypatch):
    actions.notice_leaks(on=TODAY, at=AT)
    monkeypatch.setattr("trusts.mails.send", lambda _message: "unreachable")
    assert actions.tell_of_leaks(on=TODAY, at=AT) == []
    assert LeakNotice.objects.get().failure == "unreachable"

    monkeypatch.undo()

    assert actions.tell_of_leaks(on=TODAY, at=AT) == ["amina@example.org"]


def test_the_page_lists_the_dearest_leaks_first_with_product_gap_and_owner(
    sign_in, gloves
):
    [gap] = gaps.make_gaps(gloves.trust, 1)
    gap.product = gloves.product
    gap.save(update_fields=["product"])

    page = sign_in(gloves.lead).get("/savings/leakage/?month=2026-07")

    words = words_of(page)
    assert "£117.00 paid above agreed prices" in words
    assert "looked after by Amina Shah" in words
    assert [line.leaked for line, *_ in page.context["lines"]] == [117]
    for address in (f"/gaps/{gap.pk}/", f"/products/{gloves.product.pk}/"):
        assert f'href="{address}"' in page.content.decode()
    text = b"".join(
        sign_in(gloves.lead)
        .get("/savings/leakage/export/?month=2026-07")
        .streaming_content
    ).decode()
    assert "117" in text


def test_the_region_sees_leakage_by_trust_and_a_trust_its_own(sign_in, rae, gloves):
    southmere = make_organisation("SMR", "Southmere Hospitals")
    sam = make_membership("Sam Lee", Role.TRUST_LEAD, southmere)

    region = sign_in(rae).get("/savings/leakage/")
    lines = sign_in(rae).get("/savings/leakage/?month=2026-07&trust=NGT")

    assert "NGT Hospitals £13.00" in words_of(region)
    assert "£117.00 paid above agreed prices" in words_of(lines)
    other = sign_in(sam).get("/savings/leakage/?month=2026-07&trust=NGT")
    assert "NGT Hospitals" not in words_of(other)
    assert "117" not in words_of(other)
    address = "/savings/leakage/export/?trust=NGT"
    assert sign_in(sam).get(address).status_code == 404


def test_each_role_finds_its_part_at_home(sign_in, rae, gloves):
    keep_savings(on=timezone.localdate())

    lead = words_of(sign_in(gloves.lead).get("/"))
    finance = words_of(sign_in(gloves.finance).get("/"))
    region = words_of(sign_in(rae).get("/"))

    assert "£13 paid above agreed prices in August 2026" in lead
    assert "2 months wait for you: £130 by the order lines" in finance
    assert "0 of 1 trust with savings has confirmed" in region
