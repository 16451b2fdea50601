"""What can be bought, who makes and sells it, and what persons say is the same."""

from catalogue.products.models.catalogues import CataloguedPack, SupplierCatalogue
from catalogue.products.models.companies import (
    Manufacturer,
    ManufacturerName,
    Supplier,
)
from catalogue.products.models.products import (
    NationalCode,
    Pack,
    PartCode,
    Product,
    ProductQuerySet,
    ProductSearch,
    SearchWord,
    TouchedCode,
)
from catalogue.products.models.sameness import (
    Equivalence,
    EquivalenceLevel,
    Kind,
    Merge,
    SaidDifferent,
)

__all__ = [
    "CataloguedPack",
    "Equivalence",
    "EquivalenceLevel",
    "Kind",
    "Manufacturer",
    "ManufacturerName",
    "Merge",
    "NationalCode",
    "Pack",
    "PartCode",
    "Product",
    "ProductQuerySet",
    "ProductSearch",
    "SaidDifferent",
    "SearchWord",
    "Supplier",
    "SupplierCatalogue",
    "TouchedCode",
]
