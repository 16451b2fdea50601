"""Parts of what was spent. Pure."""

from decimal import ROUND_DOWN, Decimal


def share_of(part: Decimal, whole: Decimal) -> Decimal | None:
    """From 0 to 1; None where returns outweigh orders."""
    return min(max(part / whole, Decimal(0)), Decimal(1)) if whole > 0 else None


def in_hundredths(share: Decimal | None) -> Decimal | None:
    """Rounded down: what is not quite all is never shown as 100%."""
    return None if share is None else share.quantize(Decimal("0.01"), ROUND_DOWN)
