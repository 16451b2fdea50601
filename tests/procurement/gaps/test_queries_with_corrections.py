"""Corrected and disputed prices in SQL are those of the plain rule, to the penny; and
when all has ended, every figure is as it was."""

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Greatest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from catalogue.prices.models import PriceCorrection, PriceDispute, PricePaid
from procurement.gaps.actions import make_snapshot, refresh_gaps
from procurement.gaps.models import Gap, SuspectPrice
from tests import region
from tests.procurement.gaps import oracle
from tests.procurement.gaps.test_queries import DAY, ORDERS, TRUSTS, kept_gaps

pytestmark = pytest.mark.django_db

NOON = time(12, tzinfo=UTC)

# Of which order (by its place), how wide, why, how much, from which day, how long, and
# how many days after the first day somebody said so.
CORRECTIONS = st.tuples(
    st.integers(0, 100),
    st.sampled_from(oracle.WIDTHS),
    st.sampled_from(["REBATE", "BUNDLE"]),
    st.sampled_from(
        [
            None,
            ("amount", "-0.05"),
            ("amount", "0.37"),
            ("amount", "-2.5"),
            ("percent", "-12.5"),
            ("percent", "-99.9999"),
            ("percent", "33.3333"),
        ]
    ),
    st.sampled_from([-40, -1, 0, 1]),
    st.sampled_from([0, 1, 2, 41]),
    st.sampled_from([-3, 0, 1, 39, 40, 41]),
)
DISPUTES = st.tuples(
    st.integers(0, 100), st.sampled_from([-5, 0, 1]), st.sampled_from([0, 1, 6, None])
)


def lines_of(orders):
    """The orders for the oracle, and in the tables with what stands there for each."""
    items, lines, rows = {}, [], []
    for code, name, age, quantity, price, eaches in orders:
        key = (code, name, eaches)
        if key not in items:
            items[key] = region.item(
                region.trust(code), region.product(name), eaches=eaches
            )
        on, packs = DAY - timedelta(days=age), Decimal(quantity)
        value = packs * eaches * Decimal(price)
        [row] = region.buy(items[key], [(on, packs, value)])
        rows.append(row)
        is_evidence = packs > 0 and value > 0
        lines.append(
            oracle.Line(
                code, name, on, packs * eaches, value, is_evidence,
                row.po_number, str(row.item_id),
            )
        )  # fmt: skip
    return lines, rows


def correct(chosen, lines, rows):
    """The corrections for the oracle and in the tables, none of a thing twice."""
    made = {}
    for place, width, reason, change, start, days, wait in chosen:
        line, row = lines[place % len(lines)], rows[place % len(rows)]
        if width == "PRODUCT" and change:
            continue
        first = DAY + timedelta(days=start)
        correction = oracle.Correction(
            width=width,
            trust="" if width == "PRODUCT" else line.trust,
            product=line.product if width in ("PRICE", "PRODUCT") else "",
            item=line.item if width == "ITEM" else "",
            number=line.number if width == "LINE" else "",
            reason=reason if change else "OTHER",
            amount=Decimal(change[1]) if change and change[0] == "amount" else None,
            percent=Decimal(change[1]) if change and change[0] == "percent" else None,
            first=first,
            until=first + timedelta(days=days),
            said=first + timedelta(days=wait),
        )
        key = (
            width, correction.trust, correction.product, correction.item,
            correction.number, correction.reason, bool(change),
        )  # fmt: skip
        if key not in made:
            made[key] = correction
            keep(correction, row)
    return list(made.values())


def keep(correction, row):
    is_ended = correction.until == correction.first
    return PriceCorrection.objects.create(
        kind="ADJUSTMENT" if correction.is_adjustment else "SUPPRESSION",
        scope=correction.width,
        organisation_id=row.organisation_id if correction.trust else None,
        product=region.product(correction.product) if correction.product else None,
        item_id=row.item_id if correction.item else None,
        po_number=correction.number,
        line_number=row.line_number if correction.number else "",
        reason=correction.reason,
        amount_each=correction.amount,
        percent=correction.percent,
        evidence="Contract 1",
        starts_on=correction.first,
        ends_on=correction.until - timedelta(days=0 if is_ended else 1),
        until_on=correction.until,
        made_at=datetime.combine(correction.said, NOON),
        ended_at=region.AT if is_ended else None,
    )


def dispute(chosen, lines):
    """The disputes open on the day for the oracle, and all of them in the tables."""
    seen, disputed = set(), set()
    for place, start, days in chosen:
        line = lines[place % len(lines)]
        pair = (line.trust, line.product)
        if pair in seen:
            continue
        seen.add(pair)
        opened = DAY + timedelta(days=start)
        settled = None if days is None else opened + timedelta(days=days)
        PriceDispute.objects.create(
            organisation=region.trust(line.trust),
            product=region.product(line.product),
            price_each=1,
            says="We pay more.",
            opened_on=opened,
            opened_at=region.AT,
            settled_on=settled,
            settled_at=region.AT if settled else None,
            outcome="STANDS" if settled else "",
        )
        if opened <= DAY and (settled is None or settled > DAY):
            disputed.add(pair)
    return disputed


@settings(max_examples=50)
@given(
    st.lists(ORDERS, min_size=2, max_size=20),
    st.lists(CORRECTIONS, max_size=8),
    st.lists(DISPUTES, max_size=3),
)
@example(  # said the day after: it counts on no day before
    [
        (code, "gloves", age, "1000", price, 1)
        for code, price in zip(TRUSTS[:2], ("2", "2.5"), strict=True)
        for age in (5, 6, 7)
    ],
    [(3, "PRICE", "REBATE", ("percent", "-12.5"), -40, 41, 41)],
    [],
)
def test_findings_under_corrections_are_the_oracles(orders, corrections, disputes):
    with transaction.atomic():
        lines, rows = lines_of(orders)
        corrected = correct(corrections, lines, rows)
        disputed = dispute(disputes, lines)
        make_snapshot(on=DAY, at=region.AT)
        gaps, suspects = kept_gaps()
        transaction.set_rollback(True)

    expected = oracle.find(lines, DAY, corrected, disputed)
    assert gaps == expected.gaps
    assert suspects == expected.suspects


def figures():
    """Every figure of the worklist."""
    of_prices = (
        "product", "organisation", "price_each", "window_days", "units_12m",
        "evidence_lines", "first_evidence_on", "last_evidence_on",
    )  # fmt: skip
    of_gaps = (
        "product", "organisation", "price_each", "lowest_price", "lowest_organisation",
        "second_lowest_price", "median_price", "units_12m", "gap_value", "trusts",
    )  # fmt: skip
    of_suspects = ("product", "organisation", "price_each", "units_12m")
    return [
        list(rows.order_by("product", "organisation").values_list(*fields))
        for rows, fields in (
            (PricePaid.objects.all(), of_prices),
            (Gap.objects.listed(), of_gaps),
            (SuspectPrice.objects.all(), of_suspects),
        )
    ]


def end_everything():
    PriceCorrection.objects.filter(until_on__gt=DAY).update(
        until_on=Greatest("starts_on", Value(DAY)), ended_at=region.AT
    )
    PriceDispute.objects.filter(settled_on=None).update(
        settled_on=Greatest("opened_on", Value(DAY)),
        settled_at=region.AT,
        outcome="STANDS",
    )


@settings(max_examples=15)
@given(
    st.lists(ORDERS, min_size=2, max_size=20),
    st.lists(CORRECTIONS, min_size=1, max_size=8),
    st.lists(DISPUTES.filter(lambda chosen: chosen[1] <= 0), max_size=3),
)
def test_ending_everything_gives_back_the_former_figures(orders, chosen, disputes):
    with transaction.atomic():
        lines, rows = lines_of(orders)
        refresh_gaps(on=DAY, at=region.AT)
        plain = figures()
        correct(chosen, lines, rows)
        dispute([(place, start, None) for place, start, _ in disputes], lines)
        refresh_gaps(on=DAY, at=region.AT)
        end_everything()
        refresh_gaps(on=DAY, at=region.AT)
        after = figures()
        transaction.set_rollback(True)

    assert after == plain
