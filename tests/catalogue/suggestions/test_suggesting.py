"""Suggestions for what no code puts on a product: what is touched, what is refused."""

from datetime import UTC, datetime

import pytest

from catalogue.matching.actions import (
    end_decision,
    match_items,
    merge,
    say_different,
    settle_match,
)
from catalogue.matching.models import Match, Verdict
from catalogue.products.models import Kind, Product
from catalogue.suggestions import tasks
from catalogue.suggestions.actions import is_behind, suggest
from catalogue.suggestions.models import ProductPair, Suggestion
from tests.catalogue.matching.buying import buy, load
from tests.factories import make_membership, make_organisation
from trusts.roles import Role

pytestmark = pytest.mark.django_db

AT = datetime(2026, 9, 30, 12, tzinfo=UTC)
CATALOGUE = """\
gtin,unit,manufacturer,mpc,npc,description,contains_gtin,contains_quantity
09520000000028,EA,Harlow Gloves,HG-4417/M,ABC12345,Nitrile glove medium blue,,
09520000000042,EA,Harlow Gloves,HG-4417/L,ABC12346,Nitrile glove large blue,,
09520000000066,EA,Kestrel,FC-14,,Foley catheter silicone 14 Ch 10 ml,,
09520000000080,EA,Kestrel,FC-16,,Foley catheter silicone 16 Ch 10 ml,,
"""


@pytest.fixture(autouse=True)
def catalogue():
    load(CATALOGUE)


def bought(code="NGT", number="1", **said):
    """An item without a code, matched, with what is suggested for it."""
    buy(code, number, **said)
    match_items()
    suggest(at=AT)
    return suggested(code, number)


def suggested(code="NGT", number="1"):
    of_it = Suggestion.objects.filter(subject=subject_of(code, number)).standing()
    return [each.product.part_code for each in of_it.best_first()]


def subject_of(code="NGT", number="1"):
    return Match.objects.get(
        organisation__code=code, item__local_code=number
    ).item.subject


def test_the_product_that_says_the_same_comes_first():
    assert bought(description="CATH FOLEY SILICONE CH14 PK10")[0] == "FC-14"

    first = Suggestion.objects.best_first().first()
    assert first.likelihood in ("Likely", "Possible")
    assert "Both 14 Ch" in first.reasons


def test_the_same_suppliers_part_leads_to_the_product_of_another_trust():
    buy("SMR", gtin="09520000000042", supplier_part="AS00077B")

    found = bought(description="EXAM GLV", supplier_part="AS00077B")

    assert found == ["HG-4417/L"]
    reasons = Suggestion.objects.get().reasons
    assert "Supplier's part AS00077B is bought as this by a trust" in reasons


def test_suggest_twice_finds_nothing_to_do():
    bought(description="Foley catheter 14 Ch silicone")
    before = list(Suggestion.objects.values())

    assert not is_behind()
    assert suggest(at=AT).subjects == 0
    assert list(Suggestion.objects.values()) == before

    suggest(at=AT, everything=True)
    left_out = {"id": 0}
    assert [each | left_out for each in Suggestion.objects.values()] == [
        each | left_out for each in before
    ]


def test_what_is_matched_since_is_no_question_any_more():
    bought(description="Nitrile glove large blue")

    foley = Product.objects.get(part_code="FC-14")
    settle_match(subjects=[subject_of()], product=foley, verdict=Verdict.SAME, by=None,
                 at=AT)  # fmt: skip
    match_items()
    tasks.suggest_matches()

    assert not Suggestion.objects.exists()


def test_what_a_person_refused_is_not_suggested_again_until_that_ends():
    bought(description="Nitrile glove large blue")
    large = Product.objects.get(part_code="HG-4417/L")
    decision = settle_match(
        subjects=[subject_of()], product=large, verdict=Verdict.DIFFERENT, by=None,
        at=AT,
    )  # fmt: skip

    assert "HG-4417/L" not in suggested()
    match_items()
    suggest(at=AT, everything=True)
    assert not Suggestion.objects.filter(product=large).exists()

    end_decision(decision, by=None, at=AT)
    match_items()
    suggest(at=AT)
    assert suggested()[0] == "HG-4417/L"


def test_what_is_merged_is_suggested_as_what_it_is_merged_into():
    buy("SMR", gtin="09520000000103", description="Blue nitrile glove, large")
    bought(description="Nitrile glove blue large")
    low = Product.objects.get(description="Blue nitrile glove, large")
    large = Product.objects.get(part_code="HG-4417/L")

    merge(
        kind=Kind.PRODUCT, from_id=low.pk, into_id=large.pk, reason="", by=None, at=AT
    )
    match_items()
    suggest(at=AT, everything=True)

    assert suggested()[0] == "HG-4417/L"
    assert not Suggestion.objects.filter(product=low).exists()


def test_products_that_are_probably_one_are_a_pair_until_a_person_says_no():
    buy("SMR", gtin="09520000000103", description="Foley catheter silicone 14 Ch 10 ml",
        supplier="Kestrel")  # fmt: skip
    buy("NGT", gtin="09520000000066", description="Foley catheter", supplier="Kestrel",
        supplier_part="KE00014")  # fmt: skip
    buy("EWD", gtin="09520000000103", description="Foley catheter", supplier="Kestrel",
        supplier_part="KE00014")  # fmt: skip
    match_items()
    suggest(at=AT)

    pair = ProductPair.objects.standing().get()
    assert {pair.low.part_code, pair.high.part_code} == {"FC-14", ""}

    say_different(kind=Kind.PRODUCT, one_id=pair.low_id, other_id=pair.high_id, note="",
                  by=None, at=AT)  # fmt: skip
    assert not ProductPair.objects.standing().exists()
    suggest(at=AT, everything=True)
    assert not ProductPair.objects.exists()


def test_suggestions_are_seen_with_the_items_they_are_about():
    bought(description="Nitrile glove large blue")
    own = make_membership("Amina Shah", Role.TRUST_LEAD, make_organisation("NGT"))
    other = make_membership("Ben Ode", Role.TRUST_LEAD, make_organisation("SMR"))
    clinician = make_membership(
        "Cy Poe", Role.CLINICAL_REVIEWER, make_organisation("NGT")
    )

    assert Suggestion.objects.visible_to(own).exists()
    assert not Suggestion.objects.visible_to(other).exists()
    assert not Suggestion.objects.visible_to(clinician).exists()
