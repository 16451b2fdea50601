"""A person's decision settles items of every trust, now and later, until it ends."""

from datetime import UTC, datetime

import pytest

from catalogue.matching.actions import (
    confirm_decision,
    end_decision,
    is_behind,
    match_items,
    settle_match,
    settle_pack,
)
from catalogue.matching.models import Match, MatchReason, Tier, Verdict
from catalogue.products.models import Product
from catalogue.purchases.models import Item
from tests.catalogue.matching.buying import GTIN_BOX, buy, load
from trusts.models import AuditEvent
from trusts.rules import Refused

pytestmark = pytest.mark.django_db

AT = datetime(2026, 9, 30, 12, tzinfo=UTC)
WORDS = {"supplier": "Lowfell", "supplier_part": "LO00132B", "description": "Marker"}


def match_of(code, number="1"):
    return Match.objects.get(
        organisation__code=code, item__local_code=number, item__is_live=True
    )


def subject_of(code, number="1"):
    return match_of(code, number).item.subject


def settle(code, product, verdict=Verdict.SAME, **also):
    return settle_match(
        subjects=[subject_of(code)], product=product, verdict=verdict, at=AT,
        **({"by": None} | also),
    )  # fmt: skip


@pytest.fixture
def gown():
    load()
    return Product.objects.get(description="Gown")


def test_settle_match_settles_every_trust_that_says_the_same(gown):
    buy("NGT", **WORDS)
    buy("SMR", **(WORDS | {"description": "Skin marker"}))
    buy("EWD", **(WORDS | {"supplier_part": "LO00999B"}))
    match_items()

    settle("NGT", gown)
    match_items()

    assert match_of("NGT").product == gown == match_of("SMR").product
    assert match_of("NGT").tier == Tier.B
    assert match_of("NGT").reason == MatchReason.PERSON
    assert match_of("EWD").product is None


def test_settle_match_holds_next_month_and_when_the_code_is_lost(gown):
    buy("NGT", **WORDS)
    match_items()
    settle("NGT", gown)
    match_items()

    buy("NGT", "2", **(WORDS | {"local_code": "1", "supplier_part": ""}))
    buy("LNG", **WORDS)
    match_items()

    assert {m.product for m in Match.objects.filter(organisation__code="NGT")} == {gown}
    assert match_of("LNG").product == gown


def test_without_a_usable_code_only_the_same_words_of_that_trust_are_settled(gown):
    supplies = {"description": "STERILE SUPPLY", "supplier": "", "supplier_part": "N/A"}
    for code, number in (("NGT", "1"), ("NGT", "2"), ("SMR", "1")):
        buy(code, number, **supplies)
    match_items()

    settle("NGT", gown)
    match_items()

    assert match_of("NGT").product == gown
    assert match_of("NGT", "2").product is None
    assert match_of("SMR").product is None


def test_a_decision_overrules_codes_and_ending_it_gives_them_the_word_again(gown):
    buy("NGT", gtin=GTIN_BOX)
    buy("SMR", gtin=GTIN_BOX)
    match_items()
    gloves = match_of("NGT").product

    decision = settle("NGT", gown)
    match_items()
    settled = match_of("NGT").product, match_of("SMR").product
    end_decision(decision, by=None, at=AT)
    match_items()

    assert settled == (gown, gown)
    assert match_of("NGT").product == gloves


def test_said_different_leaves_the_product_its_codes_lead_to(gown):
    buy("NGT", gtin=GTIN_BOX)
    match_items()
    gloves = match_of("NGT").product

    settle("NGT", gloves, Verdict.DIFFERENT)
    match_items()
    match_items(everything=True)

    assert match_of("NGT").product is None
    assert match_of("NGT").reason == MatchReason.SAID_DIFFERENT


def test_said_different_holds_where_only_other_items_make_the_product():
    part = {"manufacturer": "Aldmoor", "mpc": "AM-1234"}
    buy("NGT", gtin="09520000000073", **part)
    buy("SMR", **part)
    match_items()
    product = match_of("NGT").product

    settle("NGT", product, Verdict.DIFFERENT)
    for _ in range(2):
        match_items(everything=True)
        assert match_of("NGT").product is None
        assert match_of("SMR").product == product


def test_the_newest_answer_speaks_and_its_undo_gives_the_one_before(gown):
    buy("NGT", **WORDS)
    match_items()
    gloves = Product.objects.get(part_key="HG4417M")
    settle("NGT", gloves)
    newer = settle("NGT", gown)
    match_items()
    assert match_of("NGT").product == gown

    end_decision(newer, by=None, at=AT)
    match_items()

    assert match_of("NGT").product == gloves


def test_settle_pack_settles_the_unit_for_every_trust_and_spares_other_packs():
    load()
    for code in ("NGT", "SMR"):
        buy(
            code,
            mpc="HG-9000",
            manufacturer="Harlow",
            unit_of_purchase="CTN",
            pack_size="",
        )
    buy(
        "EWD",
        mpc="HG-9000",
        manufacturer="Harlow",
        unit_of_purchase="CARTON",
        pack_size="50",
    )
    match_items()
    unknown = match_of("NGT")
    assert (unknown.unit, unknown.pack_status) == ("CARTON", "unknown")

    decision = settle_pack(
        product=unknown.product, unit="CARTON", says="", eaches=120, by=None, at=AT
    )
    match_items()
    buy(
        "LNG",
        mpc="HG-9000",
        manufacturer="Harlow",
        unit_of_purchase="ctn",
        pack_size="",
    )
    match_items()

    eaches = [match_of(code).eaches for code in ("NGT", "SMR", "LNG", "EWD")]
    assert eaches == [120, 120, 120, 50]
    assert match_of("NGT").pack_confirmed
    assert not match_of("EWD").pack_confirmed
    end_decision(decision, by=None, at=AT)
    match_items()
    assert match_of("NGT").eaches is None


def test_settle_pack_overrules_a_pack_column_that_is_wrong_at_one_trust():
    load()
    for code in ("NGT", "SMR"):
        buy(
            code,
            mpc="HG-9000",
            manufacturer="Harlow",
            unit_of_purchase="BX",
            pack_size="1",
        )
    match_items()
    match = match_of("NGT")

    settle_pack(
        product=match.product, unit=match.unit, says=match.pack_evidence, eaches=12,
        organisation=match.organisation, by=None, at=AT,
    )  # fmt: skip
    match_items()

    assert (match_of("NGT").eaches, match_of("SMR").eaches) == (12, 1)


def test_a_decision_that_needs_a_second_reader_waits_for_another_person(gown, stella):
    buy("NGT", **WORDS)
    match_items()
    decision = settle("NGT", gown, needs_second=True, by=stella)
    match_items()
    assert match_of("NGT").product is None

    with pytest.raises(Refused, match="you gave this answer yourself"):
        confirm_decision(decision, by=stella, at=AT)
    confirm_decision(decision, by=None, at=AT)
    match_items()

    assert match_of("NGT").product == gown
    with pytest.raises(Refused, match="counts already"):
        confirm_decision(decision, by=None, at=AT)


def test_decisions_are_on_the_record_and_end_once(gown, stella):
    buy("NGT", **WORDS)
    match_items()
    assert not is_behind()
    decision = settle("NGT", gown, by=stella)
    assert is_behind()
    end_decision(decision, by=stella, at=AT)

    with pytest.raises(Refused, match="taken back already"):
        end_decision(decision, by=stella, at=AT)

    actions = AuditEvent.objects.order_by("pk").values_list("action", flat=True)
    assert [*actions][-2:] == ["match_settled", "decision_taken_back"]


def test_settle_pack_refuses_a_pack_of_nothing(gown):
    with pytest.raises(Refused, match="from 1 to 1,000,000"):
        settle_pack(product=gown, unit="BOX", says="", eaches=0, by=None, at=AT)


def test_items_without_a_local_code_are_subjects_of_their_own(gown):
    for number in ("1", "2"):
        buy("NGT", number, local_code="", description=f"Supply {number}", supplier="")
    match_items()

    subjects = set(Item.objects.values_list("subject", flat=True))

    assert len(subjects) == 2


def test_what_is_not_the_product_it_alone_makes_stays_off_it_run_after_run():
    buy("NGT", manufacturer="Aldmoor", mpc="AM-1234")
    match_items()
    settle("NGT", match_of("NGT").product, Verdict.DIFFERENT)

    for _ in range(3):
        match_items(everything=True)
        match = match_of("NGT")
        assert (match.product, match.code_product) == (None, None)
        assert match.reason == MatchReason.SAID_DIFFERENT
