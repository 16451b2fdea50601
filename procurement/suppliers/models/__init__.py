"""Suppliers' names and figures, all worked out from order lines, items, matches and
listed gaps. Money is pounds ex VAT of the year that `Kept` names."""

from procurement.suppliers.models.categories import Bought, ProductCategory
from procurement.suppliers.models.figures import (
    GapSupplier,
    SupplierGaps,
    SupplierProduct,
    SupplierSpend,
)
from procurement.suppliers.models.gtins import GtinShare, UnreadGtin
from procurement.suppliers.models.kept import Kept, OrganisationPrint
from procurement.suppliers.models.names import SupplierCategory, SupplierName

__all__ = [
    "Bought",
    "GapSupplier",
    "GtinShare",
    "Kept",
    "OrganisationPrint",
    "ProductCategory",
    "SupplierCategory",
    "SupplierGaps",
    "SupplierName",
    "SupplierProduct",
    "SupplierSpend",
    "UnreadGtin",
]
