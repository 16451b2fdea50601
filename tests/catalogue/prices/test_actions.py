"""Correcting a price changes exactly the figures it should, and ending it gives them
back."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from catalogue.matching.models import Match, TouchedProduct
from catalogue.prices.actions import (
    correct_price,
    end_correction,
    reopen_correction,
)
from catalogue.prices.models import CorrectionScope, PriceCorrection
from catalogue.prices.targets import Target
from catalogue.purchases.models import Item, LineKey, PurchaseLine
from procurement.gaps.actions import catch_up, refresh_gaps
from tests import region
from tests.catalogue.prices.correcting import (
    AT,
    DAY,
    LATER,
    adjusted,
    correct,
    day,
    gap_at,
    item_target,
    left_out,
    line_target,
    price_target,
)
from tests.procurement.gaps import world
from trusts.models import AuditEvent, Organisation
from trusts.rules import Refused

pytestmark = pytest.mark.django_db

# Northgate pays 6.5p, Southmere 5.2p for 150,000 gloves a year.
PLAIN = (Decimal("0.065"), "SMR", Decimal("1950.00"))


@pytest.fixture
def gloves(northgate, southmere):
    return world.fill().product


def at(code):
    return Organisation.objects.get(code=code)


def end(correction, by):
    end_correction(correction, by=by, at=LATER)
    catch_up(on=DAY, at=LATER)


def test_a_rebate_lowers_the_price_until_it_is_ended(gloves, amina):
    assert gap_at("NGT") == PLAIN
    rebate = adjusted(percent=Decimal(-10))

    made = correct(price_target(at("NGT"), gloves), rebate, amina)

    assert gap_at("NGT") == (Decimal("0.0585"), "SMR", Decimal("975.00"))
    end(made, amina)
    assert gap_at("NGT") == PLAIN
    reopen_correction(made, by=amina, at=LATER)
    catch_up(on=DAY, at=LATER)
    assert gap_at("NGT") == (Decimal("0.0585"), "SMR", Decimal("975.00"))


def test_carriage_raises_a_peers_price(gloves, stella):
    carriage = adjusted(reason="CARRIAGE", amount_each=Decimal("0.003"))

    correct(price_target(at("SMR"), gloves), carriage, stella)

    assert gap_at("NGT") == (Decimal("0.065"), "SMR", Decimal("1500.00"))


def test_of_one_reason_the_narrowest_counts_and_reasons_add_up(gloves, amina):
    line = PurchaseLine.objects.get(organisation__code="NGT", order_date="2026-08-01")
    correct(price_target(at("NGT"), gloves), adjusted(percent=Decimal(-50)), amina)
    correct(line_target(line), adjusted(percent=Decimal(-10)), amina)
    bundle = adjusted(reason="BUNDLE", amount_each=Decimal("-0.0005"))
    correct(item_target(line.item), bundle, amina)

    assert gap_at("NGT") == (Decimal("0.058"), "SMR", Decimal("900.00"))


def test_lines_left_out_make_no_price_and_still_count_as_units(gloves, dilys):
    item = Item.objects.get(organisation__code="SMR")

    correct(item_target(item), left_out(), dilys)

    # The only other price left is Eastwood's single order, which may not be lowest;
    # Northgate's own price qualifies now.
    assert gap_at("NGT") is None


def test_a_price_left_out_is_no_reference_but_its_own_gap_counts(gloves, amina, dilys):
    correct(price_target(at("NGT"), gloves), left_out(reason="BUNDLE"), amina)

    assert gap_at("NGT") == PLAIN
    correct(price_target(at("SMR"), gloves), left_out(reason="BUNDLE"), dilys)
    assert gap_at("NGT") is None


def test_a_product_left_out_for_everybody_has_no_gaps(gloves, stella):
    made = correct(
        Target(CorrectionScope.PRODUCT, None, product=gloves), left_out(), stella
    )

    assert gap_at("NGT") is None
    end(made, stella)
    assert gap_at("NGT") == PLAIN


def test_it_runs_out_by_itself_the_day_after_its_last(gloves, amina):
    rebate = adjusted(percent=Decimal(-10), ends_on=day(1))
    correct(price_target(at("NGT"), gloves), rebate, amina)

    catch_up(on=day(1), at=AT + timedelta(days=1))
    assert gap_at("NGT")[0] == Decimal("0.0585")
    catch_up(on=day(2), at=AT + timedelta(days=2))
    assert gap_at("NGT")[0] == Decimal("0.065")


def test_it_begins_by_itself_on_its_first_day(gloves, amina):
    rebate = adjusted(percent=Decimal(-10), starts_on=day(1))
    correct(price_target(at("NGT"), gloves), rebate, amina)

    assert gap_at("NGT") == PLAIN
    catch_up(on=day(1), at=AT + timedelta(days=1))
    assert gap_at("NGT")[0] == Decimal("0.0585")


def test_only_the_product_concerned_is_touched(gloves, amina):
    correct_price(
        item_target(Item.objects.get(organisation__code="NGT")),
        adjusted(percent=Decimal(-10)),
        by=amina,
        at=AT,
    )

    [touched] = TouchedProduct.objects.all()
    assert (touched.product_id, touched.organisation_id) == (gloves.pk, at("NGT").pk)


def test_a_line_is_still_the_one_meant_when_a_later_file_replaced_it(gloves, amina):
    line = PurchaseLine.objects.get(organisation__code="NGT", order_date="2026-08-01")
    [other] = region.buy(line.item, [(line.order_date, 400, "2500.00")])
    correct(line_target(line), adjusted(percent=Decimal(-10)), amina)
    PurchaseLine.objects.filter(id=line.id).update(is_live=False)
    LineKey.objects.filter(line_id=other.id).delete()
    LineKey.objects.filter(line_id=line.id).update(line_id=other.id)
    refresh_gaps(on=DAY, at=LATER)

    # 2,500 pounds less 10 per cent, for 40,000 gloves.
    assert gap_at("NGT")[0] == Decimal("0.05625")


def test_what_was_done_is_on_the_record(gloves, amina):
    rebate = adjusted(percent=Decimal(-10))
    made = correct(price_target(at("NGT"), gloves), rebate, amina)
    end(made, amina)

    done = AuditEvent.objects.filter(target=str(gloves)).order_by("pk")
    assert [event.action for event in done] == [
        "price_adjusted",
        "price_correction_ended",
    ]
    assert {event.organisation for event in done} == {"NGT"}


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"ends_on": day(-1)}, "The last day is past"),
        ({"starts_on": day(9), "ends_on": day(8)}, "lies before the first"),
        ({"starts_on": day(-366)}, "more than a year ago"),
        ({"ends_on": day(366)}, "for a year at most"),
        ({"percent": None, "amount_each": Decimal("-0.065")}, "leave nothing of it"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(gloves, amina, more, sentence):
    said = adjusted(**{"percent": Decimal(-10), **more})

    with pytest.raises(Refused, match=sentence):
        correct(price_target(at("NGT"), gloves), said, amina)

    assert not PriceCorrection.objects.exists()


def test_nothing_is_corrected_twice_on_one_day(gloves, amina):
    target, rebate = price_target(at("NGT"), gloves), adjusted(percent=Decimal(-10))
    made = correct(target, rebate, amina)

    with pytest.raises(Refused, match="it would count twice"):
        correct(target, rebate, amina)
    made.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)

    later = adjusted(percent=Decimal(-10), starts_on=day(91), ends_on=day(100))
    assert correct(target, later, amina)


def test_where_no_line_is_meant_nothing_would_change(gloves, amina, dilys):
    mine = Item.objects.get(organisation__code="PND")  # its pack is not known
    mine.organisation = amina.organisation

    with pytest.raises(Refused, match="nothing would change"):
        correct(item_target(mine), left_out(), amina)


def test_prices_are_corrected_by_their_trust_and_by_a_steward(gloves, request):
    amina, ben, dilys, rae, stella = map(
        request.getfixturevalue, ("amina", "ben", "dilys", "rae", "stella")
    )
    target = price_target(at("NGT"), gloves)
    everybody = Target(CorrectionScope.PRODUCT, None, product=gloves)
    for member, what in (
        (dilys, target),
        (rae, target),
        (amina, everybody),
        (ben, price_target(at("SMR"), gloves)),
    ):
        with pytest.raises(Refused):
            correct(what, left_out(), member)

    made = correct(target, left_out(), ben)
    with pytest.raises(Refused, match="not your trust"):
        end_correction(made, by=dilys, at=LATER)
    end(made, stella)


def test_what_ended_is_not_ended_again_and_taken_up_only_in_time(gloves, amina):
    target, rebate = price_target(at("NGT"), gloves), adjusted(percent=Decimal(-10))
    made = correct(target, rebate, amina)
    with pytest.raises(Refused, match="not been ended"):
        reopen_correction(made, by=amina, at=LATER)
    end(made, amina)
    with pytest.raises(Refused, match="ended already"):
        end(made, amina)
    correct(target, rebate, amina)

    with pytest.raises(Refused, match="it would count twice"):
        reopen_correction(made, by=amina, at=LATER)
    with pytest.raises(Refused, match="Say it again"):
        reopen_correction(made, by=amina, at=AT + timedelta(days=91))


def test_what_is_said_of_a_product_is_said_of_the_one_it_is_merged_into(gloves, amina):
    rebate = adjusted(percent=Decimal(-10))
    correct(price_target(at("NGT"), gloves), rebate, amina)
    other = region.product("Gloves, nitrile")
    Match.objects.filter(product=gloves).update(product=other)
    gloves.merged_into = other
    gloves.save(update_fields=["merged_into"])

    refresh_gaps(on=DAY, at=LATER)

    assert gap_at("NGT") == (Decimal("0.0585"), "SMR", Decimal("975.00"))
