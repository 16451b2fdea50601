"""Parts of what was spent. Pure."""

from decimal import Decimal


def share_of(part: Decimal, whole: Decimal) -> Decimal | None:
    """From 0 to 1; None where returns outweigh orders."""
    return min(max(part / whole, Decimal(0)), Decimal(1)) if whole > 0 else None
