"""What a supplier answered, and the prices that it agreed to."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from procurement.asks import actions
from procurement.asks.actions import LineAnswer
from procurement.asks.models import AgreedPrice, Answer, Outcome
from procurement.gaps.models import Gap, GapStage
from tests.procurement.asks import world
from tests.procurement.asks.acting import FROM, LATER, agreed_at, answer, sent
from trusts.models import AuditEvent
from trusts.rules import Refused

pytestmark = pytest.mark.django_db


def test_log_reply_agrees_prices_and_moves_the_gaps(kestrel, amina):
    ask = sent(kestrel, amina, only="Masks")

    reply = answer(ask, agreed_at("6.40"), by=amina)

    price = AgreedPrice.objects.get()
    assert (price.organisation.code, price.price_each) == ("NGT", Decimal("6.40"))
    assert (price.from_on, price.until_on) == (FROM, None)
    assert reply.outcome == Outcome.ACCEPTED
    assert world.gap("NGT", "Masks").stage == GapStage.AGREED
    with pytest.raises(Refused, match="Say what the answer is"):
        answer(ask, agreed_at("6.30"), by=amina)


def test_log_reply_agrees_where_the_product_stands_by_now(kestrel, amina):
    ask = sent(kestrel, amina, only="Masks")
    asked, other = world.gap("NGT", "Masks"), world.gap("NGT")
    asked.product.merged_into = other.product
    asked.product.save(update_fields=["merged_into"])
    Gap.objects.filter(pk=asked.pk).update(state="GONE")

    answer(ask, agreed_at("6.40"), by=amina)

    assert world.gap("NGT").stage == GapStage.AGREED


def test_log_reply_of_the_region_agrees_for_each_trust(kestrel, rae):
    ask = sent(kestrel, rae, only="Nitrile gloves, medium")

    answer(ask, agreed_at("0.055"), by=rae)

    prices = AgreedPrice.objects.order_by("organisation__code")
    assert [each.organisation.code for each in prices] == ["NGT", "PND"]
    assert world.gap("PND").stage == GapStage.AGREED


def test_log_reply_of_the_region_passes_over_who_pays_no_more(sign_in, kestrel, rae):
    ask = sent(kestrel, rae, only="Masks")
    gap = world.gap("PND", "Masks")

    answer(ask, agreed_at("6.90"), by=rae)

    assert AgreedPrice.objects.get().organisation.code == "NGT"
    assert world.gap("PND", "Masks").stage == gap.stage == GapStage.IN_TALKS
    page = sign_in(rae).get(reverse("ask_detail", args=[ask.pk])).content.decode()
    assert "was kept for Holt Moor Partnership, Pendle Community: paid no more" in page


def test_log_reply_of_the_region_leaves_as_good_a_price_alone(kestrel, amina, rae):
    ask = sent(kestrel, rae, only="Masks")
    own = sent(kestrel, amina, only="Masks")
    answer(own, agreed_at("6.10"), by=amina)

    answer(ask, agreed_at("6.40"), by=rae)

    prices = AgreedPrice.objects.standing().order_by("organisation__code")
    assert list(prices.values_list("organisation__code", "price_each")) == [
        ("HLT", Decimal("6.40")), ("NGT", Decimal("6.10")), ("PND", Decimal("6.40")),
    ]  # fmt: skip
    assert not AuditEvent.objects.filter(action="price_replaced").exists()


def test_a_price_by_which_nobody_pays_less_is_not_agreed(kestrel, amina):
    first, second = (sent(kestrel, amina, only="Masks") for _ in range(2))
    answer(first, agreed_at("6.40"), by=amina)

    with pytest.raises(Refused, match="Masks: nobody would pay less"):
        answer(second, agreed_at("6.40"), by=amina)


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (LineAnswer(Answer.REFUSED), Outcome.REFUSED),
        (LineAnswer(Answer.OFFERED, Decimal("0.06")), Outcome.COUNTER),
    ],
)
def test_log_reply_without_an_agreement_can_be_followed_by_one(
    kestrel, amina, said, outcome
):
    ask = sent(kestrel, amina)

    assert answer(ask, said, by=amina).outcome == outcome
    assert not AgreedPrice.objects.exists()
    assert world.gap("NGT").stage == GapStage.IN_TALKS

    line = ask.lines.get(product__description="Masks")
    later = actions.log_reply(
        ask,
        replied_on=LATER.date(),
        evidence="Call",
        answers={line.pk: agreed_at("6.40")},
        by=amina,
        at=LATER,
    )
    assert later.outcome == Outcome.PART


@pytest.mark.parametrize(
    ("said", "more", "why"),
    [
        (agreed_at("8.00"), {}, "less than what is paid now"),
        (agreed_at("6.40", until_on=FROM), {}, "last day comes before the first"),
        (LineAnswer(Answer.AGREED, Decimal("6.40")), {}, "from which day"),
        (agreed_at("6.40"), {"replied_on": date(2026, 9, 1)}, "before the letter"),
        (agreed_at("6.40"), {"replied_on": date(2027, 9, 1)}, "after today"),
        (agreed_at("6.40"), {"evidence": " "}, "where the reply is written"),
    ],
)
def test_log_reply_refuses_what_cannot_be(kestrel, amina, said, more, why):
    ask = sent(kestrel, amina, only="Masks")

    with pytest.raises(Refused, match=why):
        answer(ask, said, by=amina, **more)
    assert not AgreedPrice.objects.exists()


def test_a_newer_agreement_takes_the_place_of_the_one_before(kestrel, amina):
    first = sent(kestrel, amina, only="Masks")
    answer(first, agreed_at("6.40"), by=amina)
    Gap.objects.update(stage=GapStage.OPEN, owner=None)
    second = sent(kestrel, amina, only="Masks")

    day = FROM + timedelta(days=30)
    answer(second, LineAnswer(Answer.AGREED, Decimal("6.20"), day), by=amina)

    older, newer = AgreedPrice.objects.order_by("from_on")
    assert (older.until_on, older.ended_at) == (day, None)
    assert newer.until_on is None
    told = AuditEvent.objects.get(action="price_replaced").detail
    assert (told["price_each"], told["after"]) == ("6.4000000", "6.20")
    assert (told["from_on"], told["until_on"]) == ("2026-10-19", None)


@pytest.mark.parametrize(
    ("older", "newer", "left"),
    [
        ((1, 9), (3, 5), [(1, 3), (3, 5), (5, 9)]),
        ((4, 9), (3, 5), [(3, 5), (5, 9)]),
        ((4, None), (3, 5), [(3, 5), (5, None)]),
        ((1, None), (3, 5), [(1, 3), (3, 5)]),
        ((4, 5), (3, 5), [(3, 5)]),
        ((1, 9), (3, None), [(1, 3), (3, None)]),
        ((1, 3), (3, 5), [(1, 3), (3, 5)]),
    ],
)
def test_a_newer_agreement_leaves_the_older_its_other_days(
    kestrel, amina, older, newer, left
):
    def day(month):
        return month and date(2027, month, 1)

    for number, (from_on, until_on) in enumerate((older, newer)):
        Gap.objects.update(stage=GapStage.OPEN, owner=None)
        said = LineAnswer(
            Answer.AGREED, Decimal("6.40") - number, day(from_on), day(until_on)
        )
        answer(sent(kestrel, amina, only="Masks"), said, by=amina)

    standing = AgreedPrice.objects.standing().order_by("from_on")
    held = list(standing.values_list("from_on", "until_on", "price_each"))
    assert held == [
        (day(a), day(b), Decimal("5.40") if (a, b) == newer else Decimal("6.40"))
        for a, b in left
    ]
