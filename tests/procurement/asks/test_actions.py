"""A letter from its draft to the agreed price, and what may not be done on the way."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from catalogue.matching.actions import merge
from catalogue.matching.models import Match
from catalogue.products.models import Kind
from catalogue.purchases.models import Item
from procurement.asks import actions
from procurement.asks.actions import LineAnswer, LineAsk
from procurement.asks.letters import digest_of, letter_of
from procurement.asks.models import AgreedPrice, Answer, AskFor, AskStage, Outcome
from procurement.asks.queries import asked_lately
from procurement.asks.watching import Watch, lines_since, watched
from procurement.gaps.models import Gap, GapStage
from tests import region
from tests.factories import make_membership, make_organisation
from tests.procurement.asks import world
from tests.procurement.suppliers.world import supplier
from trusts.models import AuditEvent
from trusts.roles import Role
from trusts.rules import Refused

pytestmark = pytest.mark.django_db

AT = datetime(2026, 10, 1, 9, tzinfo=UTC)
LATER = AT + timedelta(days=14)
FROM = date(2026, 10, 19)


@pytest.fixture
def kestrel(db):
    return world.fill()


def draft(kestrel, by, *, only=None):
    gaps = Gap.objects.all()
    if only:
        gaps = gaps.filter(product__description=only)
    return actions.draft_ask(
        kestrel, gaps=gaps.values_list("pk", flat=True), by=by, at=AT
    )


def sent(kestrel, by, **more):
    return actions.issue_ask(draft(kestrel, by, **more), by=by, at=AT)


def answer(ask, said, *, by, **more):
    told = {"replied_on": LATER.date(), "evidence": "E-mail of 14 October"} | more
    lines = {line.pk: said for line in ask.lines.all()}
    return actions.log_reply(ask, **told, answers=lines, by=by, at=LATER)


def agreed_at(price, **more):
    return LineAnswer(Answer.AGREED, Decimal(price), FROM, **more)


def test_draft_ask_takes_the_own_gaps_and_nobody_elses(kestrel, amina):
    ask = draft(kestrel, amina)

    gaps = Gap.objects.filter(asked__line__ask=ask)
    assert {gap.organisation.code for gap in gaps} == {"NGT"}
    gloves = ask.lines.get(product__description="Nitrile gloves, medium")
    assert gloves.price_each == Decimal("0.065713")
    assert (gloves.units_12m, gloves.trusts) == (80_000, 1)
    assert str(gloves.band) == "18 to 25% lower"
    assert gloves.asks_for == AskFor.BAND


def test_draft_ask_of_the_region_adds_the_trusts_up(kestrel, rae):
    ask = draft(kestrel, rae)

    gloves = ask.lines.get(product__description="Nitrile gloves, medium")
    assert (gloves.units_12m, gloves.trusts) == (160_000, 2)
    assert gloves.price_each == Decimal("0.06353")
    assert ask.is_of_region


@pytest.mark.parametrize("who", ["carys", "aldo", "stella"])
def test_draft_ask_is_refused_to_who_may_not_ask(request, kestrel, who):
    with pytest.raises(Refused, match="Your role here may not ask"):
        draft(kestrel, request.getfixturevalue(who))


def test_change_ask_leaves_out_lines_and_names_prices(kestrel, amina):
    ask = draft(kestrel, amina)
    masks = ask.lines.get(product__description="Masks")
    words = {name: getattr(ask, name) for name in world.WORDS}

    actions.change_ask(
        ask,
        words=words | {"addressee": "Account manager", "paragraphs": ["MEETING"]},
        lines={masks.pk: LineAsk(AskFor.PRICE, Decimal("6.50"))},
        by=amina,
        at=AT,
    )

    [line] = ask.lines.all()
    assert (line.asks_for, line.ask_price) == (AskFor.PRICE, Decimal("6.50"))
    ask.refresh_from_db()
    assert ask.addressee == "Account manager"
    with pytest.raises(Refused, match="no less than what is paid"):
        actions.change_ask(
            ask,
            words=words,
            lines={line.pk: LineAsk(AskFor.PRICE, Decimal("7.40"))},
            by=amina,
            at=AT,
        )


def test_issue_ask_keeps_what_was_sent_and_puts_the_gaps_in_talks(kestrel, amina):
    ask = sent(kestrel, amina)

    kept = letter_of(ask, by=amina, at=LATER)
    assert digest_of(kept) == ask.digest
    assert kept.on == "2026-10-01"
    assert world.gap("NGT").stage == GapStage.IN_TALKS
    assert world.gap("PND").stage == GapStage.OPEN
    assert AuditEvent.objects.filter(action="ask_issued").count() == 1
    ask.letter = kept.paragraphs
    with pytest.raises(DatabaseError, match=r"."), transaction.atomic():
        ask.save(update_fields=["letter"])
    with pytest.raises(Refused, match="no draft any more"):
        actions.discard_ask(ask, by=amina, at=LATER)


def test_what_was_sent_stays_though_the_prices_move(kestrel, amina):
    ask = sent(kestrel, amina)
    before = letter_of(ask, by=amina, at=AT)
    region.buy(
        Item.objects.get(organisation__code="NGT", description="Masks"),
        [(date(2026, 9, 28), world.UNITS * 9, Decimal(world.UNITS * 9 * 8))],
    )

    world.refresh()

    ask.refresh_from_db()
    assert letter_of(ask, by=amina, at=LATER) == before


def test_issue_ask_waits_until_a_draft_says_what_is_so(kestrel, amina):
    ask = draft(kestrel, amina)
    region.buy(
        Item.objects.get(organisation__code="NGT", description="Masks"),
        [(date(2026, 9, 28), world.UNITS, Decimal(world.UNITS * 8))],
    )
    world.refresh()

    with pytest.raises(Refused, match="1 of its 2 products have changed"):
        actions.issue_ask(ask, by=amina, at=AT)

    actions.refresh_ask(ask, by=amina, at=AT)
    assert actions.issue_ask(ask, by=amina, at=AT).stage == AskStage.ISSUED


def test_a_colleague_may_work_on_it_and_another_trust_may_not(kestrel, amina, ben):
    ask = draft(kestrel, amina)
    pendle = make_membership("Pia Lund", Role.BUYER, make_organisation("PND"))

    with pytest.raises(Refused, match="It is a letter of Northgate"):
        actions.issue_ask(ask, by=pendle, at=AT)
    assert actions.issue_ask(ask, by=ben, at=AT).issued_by == ben


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


def test_withdraw_price_opens_its_line_again(kestrel, amina, dilys):
    ask = sent(kestrel, amina, only="Masks")
    answer(ask, agreed_at("6.40"), by=amina)
    price = AgreedPrice.objects.get()

    with pytest.raises(Refused, match="another trust"):
        actions.withdraw_price(price, by=dilys, at=LATER)
    actions.withdraw_price(price, by=amina, at=LATER)

    assert not AgreedPrice.objects.standing().exists()
    assert ask.lines.get().answer == Answer.NONE
    assert world.gap("NGT", "Masks").stage == GapStage.ASSIGNED


def test_withdraw_price_leaves_the_gap_agreed_while_another_price_stands(kestrel, rae):
    ask = sent(kestrel, rae, only="Masks")
    answer(ask, agreed_at("6.40"), by=rae)
    price = AgreedPrice.objects.get(organisation__code="NGT")
    other = AgreedPrice.objects.get(pk=price.pk)
    other.pk, other.supplier = None, supplier("Heron Supplies Ltd")
    other.save()

    actions.withdraw_price(price, by=rae, at=LATER)
    assert world.gap("NGT", "Masks").stage == GapStage.AGREED

    actions.withdraw_price(other, by=rae, at=LATER)
    assert world.gap("NGT", "Masks").stage == GapStage.OPEN
    assert world.gap("PND", "Masks").stage == GapStage.AGREED


@pytest.mark.parametrize(
    ("orders", "watch"),
    [
        ([], Watch()),
        ([(FROM - timedelta(days=1), 10, "80.00")], Watch()),
        ([(FROM, 10, "64.00")], Watch(1, 0, Decimal(0), FROM)),
        ([(FROM, 10, "64.32")], Watch(1, 0, Decimal(0), FROM)),
        (
            [(FROM, 10, "64.00"), (FROM + timedelta(days=2), 10, "70.00")],
            Watch(2, 1, Decimal("6.00"), FROM + timedelta(days=2)),
        ),
    ],
)
def test_watched_holds_order_lines_against_the_price(kestrel, amina, orders, watch):
    ask = sent(kestrel, amina, only="Masks")
    answer(ask, agreed_at("6.40"), by=amina)
    item = Item.objects.get(organisation__code="NGT", description="Masks")
    other = Item.objects.get(organisation__code="PND", description="Masks")

    region.buy(item, orders)
    region.buy(other, [(FROM, 10, "99.00")])

    price = AgreedPrice.objects.get()
    assert watched([price.pk]).get(price.pk, Watch()) == watch


def test_watched_goes_on_when_product_and_supplier_are_merged(kestrel, amina):
    ask = sent(kestrel, amina, only="Masks")
    answer(ask, agreed_at("6.40"), by=amina)
    item = Item.objects.get(organisation__code="NGT", description="Masks")
    region.buy(item, [(FROM, 10, "70.00")])
    into = {
        Kind.PRODUCT: (item.match.product, region.product("Masks, type IIR")),
        Kind.SUPPLIER: (kestrel, supplier("Kestrel Group Ltd")),
    }
    for kind, (one, root) in into.items():
        merge(kind=kind, from_id=one.pk, into_id=root.pk, by=None, at=LATER)
    Match.objects.filter(item=item).update(product=into[Kind.PRODUCT][1])
    Item.objects.filter(pk=item.pk).update(supplier=into[Kind.SUPPLIER][1])

    price = AgreedPrice.objects.get()
    assert watched([price.pk])[price.pk].above == 1
    assert len(lines_since(price, member=amina)) == 1
    assert AgreedPrice.objects.of(*[root for _, root in into.values()]).get() == price


def test_asked_lately_names_no_other_trust(kestrel, amina, rae):
    pendle = make_membership("Pia Lund", Role.BUYER, make_organisation("PND"))
    sent(kestrel, pendle)

    for_amina = asked_lately(kestrel, member=amina, at=AT + timedelta(days=21))
    assert for_amina.seen == []
    assert for_amina.sentences == ["Another trust of the region asked it 3 weeks ago."]

    for_rae = asked_lately(kestrel, member=rae, at=AT + timedelta(days=21))
    assert [ask.organisation.code for ask in for_rae.seen] == ["PND"]
    assert not asked_lately(kestrel, member=amina, at=AT + timedelta(days=92))
