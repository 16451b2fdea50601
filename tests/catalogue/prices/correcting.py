"""Prices of gloves to correct, and short ways to say what is wrong with them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from catalogue.prices.actions import Said, correct_price
from catalogue.prices.models import CorrectionKind, CorrectionScope
from catalogue.prices.targets import Target
from procurement.gaps.actions import catch_up
from procurement.gaps.models import Gap
from tests.procurement.gaps import world

DAY = world.DAY
AT = datetime(2026, 9, 30, 12, tzinfo=UTC)
LATER = AT + timedelta(minutes=1)


def price_target(organisation, product):
    return Target(CorrectionScope.PRICE, organisation, product=product)


def item_target(item):
    return Target(CorrectionScope.ITEM, item.organisation, item=item)


def line_target(line):
    return Target(
        CorrectionScope.LINE,
        line.organisation,
        po_number=line.po_number,
        line_number=line.line_number,
    )


def adjusted(**more):
    return _said(CorrectionKind.ADJUSTMENT, {"reason": "REBATE", **more})


def left_out(**more):
    return _said(CorrectionKind.SUPPRESSION, {"reason": "ONE_OFF", **more})


def _said(kind, more):
    usual = {
        "note": "",
        "evidence": "Contract 4711",
        "starts_on": DAY,
        "ends_on": DAY + timedelta(days=90),
    }
    return Said(kind, **{**usual, **more})


def correct(target, said, by, at=AT):
    """Make it, and let the figures follow."""
    made = correct_price(target, said, by=by, at=at)
    catch_up(on=DAY, at=LATER)
    return made


def gap_at(code) -> tuple[Decimal, str, Decimal] | None:
    """The price, whose is the lowest, and the value of a trust's listed gap."""
    gap = Gap.objects.listed().filter(organisation__code=code).first()
    if gap is None:
        return None
    return gap.price_each, gap.lowest_organisation.code, gap.gap_value


def day(number: int) -> date:
    return DAY + timedelta(days=number)
