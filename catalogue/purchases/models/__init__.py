"""What was bought: extracts as they came, the items in them, and their lines."""

from catalogue.purchases.models.imports import (
    MOVES,
    Import,
    ImportQuerySet,
    ImportState,
    Rejection,
)
from catalogue.purchases.models.items import (
    Item,
    TouchedItem,
)
from catalogue.purchases.models.lines import (
    LineKey,
    LineKind,
    LineSeen,
    PurchaseLine,
)
from catalogue.purchases.models.profiles import (
    Profile,
    ProfileQuerySet,
    ProfileVersion,
    VersionKind,
)

__all__ = [
    "Import",
    "ImportQuerySet",
    "ImportState",
    "Item",
    "LineKey",
    "LineKind",
    "LineSeen",
    "MOVES",
    "Profile",
    "ProfileQuerySet",
    "ProfileVersion",
    "PurchaseLine",
    "Rejection",
    "TouchedItem",
    "VersionKind",
]
