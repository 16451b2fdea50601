"""Prices paid, as at a day: the statements, in the order in which they run."""

from catalogue.prices.queries.corrected import (
    BARRED,
    CONFIDENTIAL,
    CORRECTED_ITEMS,
    CORRECTED_LINES,
    DROP_TABLES,
)
from catalogue.prices.queries.covered import LEAST_PRICE, ON_PRODUCTS, VALUES
from catalogue.prices.queries.paid import (
    ADD_UNTOUCHED,
    AS_USUAL,
    DROP_GONE,
    FOR_EVERYTHING,
    KEEP,
    OF_EVERYTHING,
    OF_TOUCHED,
    OF_TOUCHED_ITEMS,
    PRICES,
    TOUCHED_ITEMS,
)
from catalogue.prices.queries.parted import LEFT_BEHIND

__all__ = [
    "ADD_UNTOUCHED",
    "AS_USUAL",
    "BARRED",
    "CONFIDENTIAL",
    "CORRECTED_ITEMS",
    "CORRECTED_LINES",
    "DROP_GONE",
    "DROP_TABLES",
    "FOR_EVERYTHING",
    "KEEP",
    "LEAST_PRICE",
    "LEFT_BEHIND",
    "OF_EVERYTHING",
    "OF_TOUCHED",
    "OF_TOUCHED_ITEMS",
    "ON_PRODUCTS",
    "PRICES",
    "TOUCHED_ITEMS",
    "VALUES",
]
