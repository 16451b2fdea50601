"""Why a trust has no listed gap for a product, in a sentence. Pure."""

from decimal import Decimal

from procurement.gaps.explaining import Comparison, Paid, gap_value


def why_not_listed(
    comparison: Comparison, code: str, *, least_value: Decimal, least_percent: Decimal
) -> str:
    """Why the trust has no listed gap for the product now; "" if it has one."""
    own = comparison.of(code)
    if own is None:
        return "Nothing it buys is matched to this product with a known pack any more."
    if not own.is_compared or own.paid.price is None:
        return own.why
    if comparison.lowest is None or comparison.lowest.paid.price is None:
        return "No trust's price qualifies as a reference any more."
    return _why_too_small(
        own.paid,
        own.paid.price,
        comparison.lowest.paid.price,
        least_value,
        least_percent,
    )


def _why_too_small(
    paid: Paid,
    price: Decimal,
    lowest: Decimal,
    least_value: Decimal,
    least_percent: Decimal,
) -> str:
    if price <= lowest:
        return "It now pays no more than the lowest qualifying price."
    value = gap_value(price, lowest, paid.units)
    if value < least_value:
        return (
            f"What is left is worth £{value:,} a year; gaps are listed from "
            f"£{least_value:,}."
        )
    if price - lowest < least_percent * price:
        share = (least_percent * 100).normalize()
        return f"It now pays less than {share:f}% more than it could."
    return ""
