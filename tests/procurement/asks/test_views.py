"""The pages of letters and of agreed prices."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from catalogue.purchases.models import Item
from procurement.asks import actions
from procurement.asks.models import AgreedPrice, Answer, Ask, AskStage
from procurement.gaps.models import Gap
from tests import region
from tests.procurement.asks import world
from trusts.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def kestrel(db):
    return world.fill()


def draft(kestrel, by):
    gaps = Gap.objects.values_list("pk", flat=True)
    return actions.draft_ask(kestrel, gaps=gaps, by=by, at=timezone.now())


def sent(kestrel, by):
    return actions.issue_ask(draft(kestrel, by), by=by, at=timezone.now())


def agreed(kestrel, by, *, days_ago=0, lasting=None):
    """A price of masks agreed from some days ago on, for so many days."""
    ask, today = sent(kestrel, by), timezone.localdate()
    line = ask.lines.get(product__description="Masks")
    start = today - timedelta(days=days_ago)
    until = start + timedelta(days=lasting) if lasting else None
    said = actions.LineAnswer(Answer.AGREED, line.price_each / 2, start, until)
    actions.log_reply(
        ask, replied_on=today, evidence="Call", answers={line.pk: said}, by=by,
        at=timezone.now(),
    )  # fmt: skip
    return line.agreed_prices.get(organisation=by.organisation)


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_ask_start_offers_the_gaps_of_a_supplier_and_drafts_the_letter(
    sign_in, amina, kestrel
):
    client, address = sign_in(amina), reverse("ask_start")

    page = text_of(client.get(address, {"supplier": kestrel.pk}))
    answer = client.post(
        address, {"supplier": kestrel.pk, "gap": [world.gap("NGT").pk]}
    )

    assert "2 price gaps worth" in page
    ask = Ask.objects.get()
    assert answer["Location"] == reverse("ask_detail", args=[ask.pk])
    assert [line.product for line in ask.lines.all()] == [world.gap("NGT").product]


def test_ask_start_takes_gaps_from_the_list_and_leaves_others_out(
    sign_in, amina, kestrel
):
    chosen = [world.gap("NGT").pk, world.gap("PND").pk]

    page = sign_in(amina).get(reverse("ask_start"), {"gap": chosen})

    [group] = page.context["groups"]
    assert [gap.organisation.code for gap in group.gaps] == ["NGT"]
    assert page.context["left_out"] == 1


@pytest.mark.parametrize(
    "odd", [{"supplier": "x"}, {"gap": "9" * 40}, {"supplier": "³"}, {"gap": "-1"}]
)
def test_ask_start_takes_no_offence_at_odd_addresses(sign_in, amina, kestrel, odd):
    page = sign_in(amina).get(reverse("ask_start"), odd)

    assert "Choose the supplier to write to" in text_of(page)


def test_ask_start_warns_where_another_trust_asked_and_names_nobody(
    sign_in, amina, rae, kestrel
):
    sent(kestrel, rae)

    page = text_of(sign_in(amina).get(reverse("ask_start"), {"supplier": kestrel.pk}))

    assert "The regional office asked it less than a week ago." in page
    assert "ask your regional lead" in page


def test_ask_edit_names_what_is_wrong_beside_its_field(sign_in, amina, kestrel):
    ask = draft(kestrel, amina)
    line = ask.lines.get(product__description="Masks")
    typed = {
        "contact_name": "Amina Shah", "reply_until": "2020-01-01",
        f"line-{line.pk}-keep": "on", f"line-{line.pk}-asks_for": "PRICE",
        f"line-{line.pk}-price": "6.17",
    }  # fmt: skip

    page = sign_in(amina).post(reverse("ask_edit", args=[ask.pk]), typed)

    assert page.status_code == 422
    words = text_of(page)
    assert "Give a day after today" in words
    assert "Masks : That is exactly what somebody else pays" in words


def test_ask_edit_changes_the_letter(sign_in, amina, kestrel):
    ask = draft(kestrel, amina)
    line = ask.lines.get(product__description="Masks")
    later = timezone.localdate() + timedelta(days=20)
    typed = {
        "contact_name": "Amina Shah", "reply_until": later.isoformat(),
        "addressee": "Ms Sparrow", "paragraphs": ["CONTRACT"],
        f"line-{line.pk}-keep": "on", f"line-{line.pk}-asks_for": "PRICE",
        f"line-{line.pk}-price": "6.50",
    }  # fmt: skip

    client = sign_in(amina)
    page = text_of(client.post(reverse("ask_edit", args=[ask.pk]), typed, follow=True))

    assert "Dear Ms Sparrow" in page
    assert "£6.50" in page
    assert "Where a contract fixes the price" in page
    assert "Nitrile gloves" not in page


def test_ask_issue_sends_and_the_pdf_stays_the_same(sign_in, amina, kestrel):
    ask, client = draft(kestrel, amina), sign_in(amina)
    letter = reverse("ask_letter", args=[ask.pk])

    page = text_of(client.post(reverse("ask_issue", args=[ask.pk]), follow=True))

    assert "Kept as sent." in page
    first, second = client.get(letter).content, client.get(letter).content
    assert first == second
    assert "Draft, not sent" not in world.words_of_pdf(first)
    exports = AuditEvent.objects.filter(action="file_exported")
    assert exports.count() == 2


def test_ask_discard_leaves_a_sent_letter_alone(sign_in, amina, kestrel):
    client, waiting, letter = (
        sign_in(amina),
        draft(kestrel, amina),
        sent(kestrel, amina),
    )

    for ask in (waiting, letter):
        client.post(reverse("ask_discard", args=[ask.pk]))

    assert [ask.stage for ask in Ask.objects.order_by("pk")] == [
        AskStage.DISCARDED,
        AskStage.ISSUED,
    ]
    assert client.get(reverse("ask_detail", args=[waiting.pk])).status_code == 404


@pytest.mark.parametrize(
    "name",
    ["ask_detail", "ask_letter", "ask_workbook", "ask_edit", "ask_issue", "ask_reply"],
)
def test_a_letter_of_another_trust_is_not_there(sign_in, amina, dilys, kestrel, name):
    ask, client = draft(kestrel, amina), sign_in(dilys)

    answer = client.get(reverse(name, args=[ask.pk]))
    if answer.status_code == 405:
        answer = client.post(reverse(name, args=[ask.pk]))

    assert answer.status_code == 404


def test_the_region_sees_a_trusts_letter_and_does_not_change_it(
    sign_in, amina, rae, kestrel
):
    ask, client = draft(kestrel, amina), sign_in(rae)

    assert "Keep as sent" not in text_of(
        client.get(reverse("ask_detail", args=[ask.pk]))
    )
    page = text_of(client.post(reverse("ask_issue", args=[ask.pk]), follow=True))
    assert "It is a letter of Northgate University Hospitals." in page


def test_ask_reply_writes_down_what_was_agreed(sign_in, amina, kestrel):
    ask, client = sent(kestrel, amina), sign_in(amina)
    masks = ask.lines.get(product__description="Masks")
    today = timezone.localdate().isoformat()
    typed = {
        "replied_on": today, "evidence": "E-mail", "from_on": today,
        f"line-{masks.pk}-answer": "AGREED", f"line-{masks.pk}-price": "6.40",
    }  # fmt: skip
    for line in ask.lines.exclude(pk=masks.pk):
        typed[f"line-{line.pk}-answer"] = "REFUSED"

    page = client.post(reverse("ask_reply", args=[ask.pk]), typed, follow=True)

    words = text_of(page)
    assert "agreed in part" in words
    assert "No orders yet" in words
    assert AgreedPrice.objects.get().product == masks.product


def test_ask_reply_says_what_is_missing(sign_in, amina, kestrel):
    ask = sent(kestrel, amina)
    typed = {"replied_on": "2030-01-01"}
    for line in ask.lines.all():
        typed[f"line-{line.pk}-answer"] = "AGREED"

    page = sign_in(amina).post(reverse("ask_reply", args=[ask.pk]), typed)

    words = text_of(page)
    assert "cannot have come after today" in words
    assert "Say where it is written" in words


def test_agreed_price_list_tells_the_kept_from_the_others(sign_in, amina, kestrel):
    price, client = agreed(kestrel, amina, days_ago=10), sign_in(amina)
    address = reverse("agreed_price_list")
    item = Item.objects.get(organisation__code="NGT", description="Masks")

    assert "No orders yet" in text_of(client.get(address, {"show": "quiet"}))
    region.buy(item, [(timezone.localdate(), 10, price.price_each * 11)])

    page = text_of(client.get(address, {"show": "above"}))
    assert "1 of 1 order line dearer" in page
    assert "None of these" in text_of(client.get(address, {"show": "kept"}))
    detail = text_of(client.get(reverse("agreed_price_detail", args=[price.pk])))
    assert item.description in detail


def test_agreed_price_list_flags_what_runs_out(sign_in, amina, kestrel):
    agreed(kestrel, amina, days_ago=10, lasting=40)

    page = text_of(sign_in(amina).get(reverse("agreed_price_list")))

    assert "1 runs out within 90 days" in page
    assert "Ends in 30 days" in page


def test_agreed_prices_are_the_own_ones(sign_in, amina, dilys, rae, kestrel):
    price = agreed(kestrel, amina)
    detail = reverse("agreed_price_detail", args=[price.pk])

    assert sign_in(dilys).get(detail).status_code == 404
    assert "No price has been agreed" in text_of(
        sign_in(dilys).get(reverse("agreed_price_list"))
    )
    assert "Northgate" in text_of(sign_in(rae).get(reverse("agreed_price_list")))


def test_agreed_price_export_says_what_it_is(sign_in, amina, kestrel):
    agreed(kestrel, amina)

    answer = sign_in(amina).get(reverse("agreed_price_export"))

    text = b"".join(answer.streaming_content).decode()
    assert "Masks" in text
    assert "About this file" in text
    assert AuditEvent.objects.filter(target="Agreed prices").exists()


def test_agreed_price_withdraw_takes_it_out_of_the_list(sign_in, amina, kestrel):
    price, client = agreed(kestrel, amina), sign_in(amina)

    page = client.post(reverse("agreed_price_withdraw", args=[price.pk]), follow=True)

    assert "Taken back" in text_of(page)
    assert not AgreedPrice.objects.standing().exists()


@pytest.mark.parametrize("name", ["ask_list", "agreed_price_list"])
def test_lists_take_as_many_queries_for_many_rows_as_for_one(
    sign_in, amina, kestrel, name, django_assert_max_num_queries
):
    agreed(kestrel, amina)
    for _ in range(3):
        draft(kestrel, amina)
    client = sign_in(amina)

    with django_assert_max_num_queries(12):
        client.get(reverse(name))
