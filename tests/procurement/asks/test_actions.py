"""A letter from its draft to what is sent, and what may not be done on the way."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from catalogue.purchases.models import Item
from procurement.asks import actions
from procurement.asks.actions import LineAsk
from procurement.asks.letters import digest_of, letter_of
from procurement.asks.models import AskFor, AskStage
from procurement.gaps.models import Gap, GapStage
from tests import region
from tests.factories import make_membership, make_organisation
from tests.procurement.asks import world
from tests.procurement.asks.acting import AT, LATER, draft, sent
from trusts.models import AuditEvent
from trusts.roles import Role
from trusts.rules import Refused

pytestmark = pytest.mark.django_db


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
