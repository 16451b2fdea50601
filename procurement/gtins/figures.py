"""How much is bought with a valid GTIN: one place's, or one supplier's. Pure."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Figures:
    """Pounds of the year ex VAT; items by their wording. `unread` items carry something
    in the GTIN column that is no GTIN."""

    spend: Decimal = Decimal(0)
    gtin_spend: Decimal = Decimal(0)
    items: int = 0
    gtin_items: int = 0
    unread: int = 0

    @property
    def missing(self) -> Decimal:
        """Spent on items without one."""
        return self.spend - self.gtin_spend

    @property
    def share(self) -> Decimal | None:
        """Of the spend, 0 to 1; None where nothing was spent on balance."""
        if self.spend <= 0:
            return None
        return min(max(self.gtin_spend / self.spend, Decimal(0)), Decimal(1))

    @property
    def item_share(self) -> Decimal | None:
        return Decimal(self.gtin_items) / self.items if self.items else None
