"""What persons say of a price stands on every page and in every file it touches."""

from decimal import Decimal

import pytest
from django.urls import reverse

from catalogue.prices.actions import open_dispute
from catalogue.prices.effective import corrections_of, effective_value, is_left_out
from catalogue.prices.models import PriceCorrection
from catalogue.purchases.models import PurchaseLine
from procurement.gaps.actions import catch_up, refresh_gaps
from tests.catalogue.prices.correcting import (
    AT,
    DAY,
    LATER,
    adjusted,
    correct,
    item_target,
    left_out,
    line_target,
    price_target,
)
from tests.procurement.gaps import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def gap(northgate, southmere):
    return world.fill()


@pytest.fixture
def dear_line(gap):
    return PurchaseLine.objects.get(organisation__code="NGT", order_date="2026-08-01")


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def words(text):
    return " ".join(text.split())


def test_an_adjusted_price_says_what_it_was_and_why(gap, amina, sign_in):
    client = sign_in(amina)
    correct(
        price_target(gap.organisation, gap.product),
        adjusted(percent=Decimal(-10)),
        amina,
    )

    shown = words(page(client, "gap_detail", gap.pk))

    assert "Your price of 5.85p</strong> is adjusted; the orders say 6.50p" in shown
    assert "Rebate: −10%, by Amina Shah, to 29 December 2026" in shown
    assert "6.50p as ordered" in shown
    assert "price paid: adjusted (rebate)" in page(client, "gap_list")
    assert "6.50p as ordered" in page(client, "product_detail", gap.product_id)
    row = read_csv(client, "gap_export")[1]
    assert "adjusted (rebate)" in row
    assert any(
        "adjusted: rebate" in line
        for line in read_csv(client, "gap_line_export", gap.pk)
    )


def read_csv(client, name, *args):
    answer = client.get(reverse(name, args=args))
    return b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()


def test_a_peers_price_says_so_too(gap, amina, stella, sign_in):
    carriage = adjusted(reason="CARRIAGE", amount_each=Decimal("0.003"))
    southmere = gap.lowest_organisation
    correct(price_target(southmere, gap.product), carriage, stella)

    shown = words(page(sign_in(amina), "gap_detail", gap.pk))

    assert "Southmere Hospitals’s price of 5.50p</strong> is adjusted" in shown
    assert "Carriage or delivery terms: 0.30p an each" in shown
    assert "lowest: adjusted (carriage or delivery terms)" in page(
        sign_in(amina), "gap_list"
    )


def test_a_line_left_out_says_so_where_it_stands(gap, dear_line, amina, sign_in):
    client = sign_in(amina)
    assert f"?line={dear_line.id}" in page(client, "gap_detail", gap.pk)

    correct(line_target(dear_line), left_out(), amina)

    shown = words(page(client, "gap_detail", gap.pk))
    assert "no, left out: one-off or emergency order" in shown
    assert f"?line={dear_line.id}" not in shown
    assert "No price from the orders that count: left out until" in shown


def test_a_disputed_reference_says_by_whom_and_since_when(gap, amina, dilys, sign_in):
    open_dispute(
        dilys.organisation, gap.product, says="No", evidence="", by=dilys, at=AT
    )
    catch_up(on=DAY, at=LATER)

    shown = words(page(sign_in(amina), "gap_detail", gap.pk))

    assert (
        "Disputed by Southmere Hospitals (Dilys Morgan) since 30 September 2026: no "
        "reference until that is settled." in shown
    )
    assert "Disputed.</strong>" in shown
    assert "This gap is gone." in shown


def test_the_trust_with_the_lowest_price_may_say_that_it_is_not(gap, request, sign_in):
    amina, dilys, carys, stella, rae = map(
        request.getfixturevalue, ("amina", "dilys", "carys", "stella", "rae")
    )
    own = reverse("price_wrong", args=[gap.product_id, "SMR"])
    assert own in page(sign_in(dilys), "product_detail", gap.product_id)
    assert own not in page(sign_in(amina), "product_detail", gap.product_id)
    choose = reverse("price_choose", args=[gap.product_id])
    assert choose in page(sign_in(stella), "product_detail", gap.product_id)
    for member in (carys, rae):
        shown = page(sign_in(member), "product_detail", gap.product_id)
        assert "is wrong with" not in shown


def test_who_sees_no_price_is_told_of_no_correction(gap, amina, carys, sign_in):
    correct(
        price_target(gap.organisation, gap.product),
        adjusted(percent=Decimal(-10)),
        amina,
    )

    shown = page(sign_in(carys), "product_detail", gap.product_id)

    assert "Rebate" not in shown
    assert "djusted" not in shown


def test_a_line_of_a_page_counts_as_in_the_sums(gap, dear_line, amina):
    targets = (
        (price_target(gap.organisation, gap.product), {"percent": Decimal(-50)}),
        (item_target(dear_line.item), {"percent": Decimal(-20)}),
        (line_target(dear_line), {"percent": Decimal(-10)}),
        (item_target(dear_line.item), {
            "reason": "BUNDLE", "amount_each": Decimal("-0.0005"),
        }),
    )  # fmt: skip
    for target, said in targets:
        correct(target, adjusted(**said), amina)
    corrections = corrections_of(dear_line, PriceCorrection.objects.all())

    assert effective_value(dear_line, Decimal(40_000), corrections) == Decimal(2320)
    assert not is_left_out(corrections)
    refresh_gaps(on=DAY, at=LATER)
    gap.refresh_from_db()
    assert gap.price_each == Decimal("0.058")
