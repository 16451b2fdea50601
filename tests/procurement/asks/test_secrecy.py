"""A supplier pack, searched for what it may not say: none of it is there."""

import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from procurement.asks import actions
from procurement.asks.models import AgreedPrice, AskFor
from procurement.asks.queries import prices_to_keep
from procurement.gaps.models import Gap
from procurement.ui.figures import pounds, pounds_exact, price_each
from tests.procurement.asks import world
from trusts.models import Organisation
from trusts.rules import Refused

pytestmark = pytest.mark.django_db

AT = datetime(2026, 10, 1, 9, tzinfo=UTC)


@pytest.fixture(params=["BAND", "PRICE"])
def asks_for(request):
    return AskFor(request.param)


def drafted(member, supplier, asks_for=AskFor.BAND):
    ask = actions.draft_ask(
        supplier, gaps=Gap.objects.values_list("pk", flat=True), by=member, at=AT
    )
    own = None if ask.is_of_region else ask.organisation
    kept = prices_to_keep([line.product_id for line in ask.lines.all()], own=own)
    for line in ask.lines.all():
        if asks_for == AskFor.PRICE:
            line.asks_for = asks_for
            line.ask_price = world.suggestion(line, kept[line.product_id])
            line.save(update_fields=["asks_for", "ask_price"])
    return ask


def files(client, ask):
    """Both files: what they say and what they are called."""
    letter = client.get(reverse("ask_letter", args=[ask.pk]))
    workbook = client.get(reverse("ask_workbook", args=[ask.pk]))
    names = letter["Content-Disposition"] + workbook["Content-Disposition"]
    return [
        world.words_of_pdf(letter.content) + names,
        world.words_of_workbook(workbook.content) + names,
    ]


def written(price):
    """Every way in which a price could stand there."""
    plain = f"{price.normalize():f}"
    return {
        plain, f"{price:.4f}", f"{price:.2f}", f"{price * 100:.2f}p",
        f"{(price * 100).normalize():f}p", price_each(price), pounds_exact(price),
    }  # fmt: skip


def secrets_of(own):
    """Names and codes of others, their prices, and what gaps are worth: a gap over its
    eaches would be the difference to the peer's price."""
    others = Organisation.objects.buying().exclude(pk=own.pk)
    for other in others:
        yield from (other.name, other.code)
    products = list(Gap.objects.values_list("product", flat=True))
    keep = own if own.code == "NGT" else None
    for prices in prices_to_keep(products, own=keep).values():
        for price in prices:
            yield from written(price)
    for gap in Gap.objects.all():
        yield from (pounds(gap.gap_value), pounds_exact(gap.gap_value))
        yield f"{gap.gap_value.normalize():f}"
        yield f"{gap.gap_percent.normalize():f}"


def found_in(text, own):
    return [
        each
        for each in set(secrets_of(own))
        if re.search(rf"(?<![\w.,]){re.escape(each)}(?![\w]|[.,]\d)", text)
    ]


@pytest.mark.parametrize("who", ["amina", "rae"])
def test_a_pack_names_no_other_trust_and_shows_no_other_trusts_price(
    request, sign_in, who, asks_for
):
    member = request.getfixturevalue(who)
    ask = drafted(member, world.fill(), asks_for)
    client = sign_in(member)

    for text in files(client, ask):
        assert "Nitrile gloves, medium" in text
        assert found_in(text, member.organisation) == []

    actions.issue_ask(ask, by=member, at=AT)
    for text in files(client, ask):
        assert found_in(text, member.organisation) == []


def test_the_search_finds_what_it_looks_for(amina):
    world.fill()

    assert found_in("as SMR pays, 5.24p", amina.organisation)
    assert found_in("Southmere Hospitals", amina.organisation)
    assert found_in("0.052437", amina.organisation)


def test_a_name_in_a_products_description_is_left_out(sign_in, amina):
    of = world.fill()
    gloves = world.gap("NGT").product
    gloves.description = "SOUTHMERE HOSPITALS gloves SMR"
    gloves.save(update_fields=["description"])
    ask = drafted(amina, of)

    for text in files(sign_in(amina), ask):
        assert found_in(text, amina.organisation) == []
        assert "gloves" in text


@pytest.mark.parametrize("price", ["0.052437", "0.0524", "0.052420"])
def test_nobody_asks_for_exactly_what_a_peer_pays(amina, price):
    ask = drafted(amina, world.fill())
    line = ask.lines.get(product__description="Nitrile gloves, medium")
    words = {name: getattr(ask, name) for name in world.WORDS}

    with pytest.raises(Refused, match="exactly what somebody else pays"):
        actions.change_ask(
            ask,
            words=words,
            lines={line.pk: actions.LineAsk(AskFor.PRICE, Decimal(price))},
            by=amina,
            at=AT,
        )


def test_nobody_asks_for_exactly_what_another_trust_agreed(amina, dilys):
    of = world.fill()
    gloves = world.gap("NGT").product
    price = AgreedPrice.objects.create(
        organisation=dilys.organisation, supplier=of, product=gloves,
        price_each=Decimal("0.0411"), from_on=AT.date(), evidence="Call", agreed_at=AT,
        agreed_by=dilys,
    )  # fmt: skip

    for own in (amina.organisation, None):
        assert price.price_each in prices_to_keep([gloves.pk], own=own)[gloves.pk]
    theirs = prices_to_keep([gloves.pk], own=dilys.organisation)
    assert price.price_each not in theirs[gloves.pk]


def test_a_draft_says_so_in_its_workbook_until_it_is_sent(sign_in, amina):
    ask, client = drafted(amina, world.fill()), sign_in(amina)

    _, draft = files(client, ask)
    actions.issue_ask(ask, by=amina, at=AT)
    _, sent = files(client, ask)

    assert "Draft, not sent" in draft
    assert f'"draft-not-sent-request-for-prices-{ask.reference}.xlsx"' in draft
    assert "not sent" not in sent
    assert "draft" not in sent


def test_a_letter_that_names_another_trust_does_not_go_out(amina):
    ask = drafted(amina, world.fill())
    ask.addressee = "whoever looks after southmere hospitals"
    ask.save(update_fields=["addressee"])

    with pytest.raises(Refused, match="names another trust"):
        actions.issue_ask(ask, by=amina, at=AT)
