"""What one order line counts with under the corrections of a day.

The same rule as the statements that work out every price, for the lines of a page.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext

from catalogue.prices.models import (
    CorrectionKind,
    CorrectionReason,
    CorrectionScope,
    PriceCorrection,
)
from catalogue.purchases.models import PurchaseLine

_EXACT_DIGITS = 60
_WIDTHS = CorrectionScope.values


def corrections_of(
    line: PurchaseLine, corrections: Iterable[PriceCorrection]
) -> list[PriceCorrection]:
    """Those that the line is under, of the corrections on its product."""
    return [each for each in corrections if _is_about(each, line)]


def is_left_out(corrections: Iterable[PriceCorrection]) -> bool:
    return any(
        each.kind == CorrectionKind.SUPPRESSION and each.scope != CorrectionScope.PRICE
        for each in corrections
    )


def effective_value(
    line: PurchaseLine, eaches: Decimal, corrections: Sequence[PriceCorrection]
) -> Decimal:
    """The net value that counts, in pounds ex VAT: of each reason the narrowest
    adjustment, those of different reasons added up."""
    value = line.net_value
    with localcontext(prec=_EXACT_DIGITS):
        for reason in CorrectionReason:
            same = [e for e in corrections if e.is_adjustment and e.reason == reason]
            if same:
                narrowest = min(same, key=lambda each: _WIDTHS.index(each.scope))
                value += eaches * (narrowest.amount_each or 0)
                value += line.net_value * (narrowest.percent or 0) / 100
    return value


def _is_about(correction: PriceCorrection, line: PurchaseLine) -> bool:
    if correction.organisation_id not in (None, line.organisation_id):
        return False
    if correction.scope == CorrectionScope.ITEM:
        return correction.item_id == line.item_id
    if correction.scope == CorrectionScope.LINE:
        named = (correction.po_number, correction.line_number)
        return named == (line.po_number, line.line_number)
    return True
