"""Loading what catalogues declare."""

from catalogue.products.actions.declaring import CatalogueLoaded
from catalogue.products.actions.master import COLUMNS, load_catalogue
from catalogue.products.actions.ubl import load_ubl_catalogue
from catalogue.products.catalogues.xml_lines import UnreadableCatalogue

__all__ = [
    "COLUMNS",
    "CatalogueLoaded",
    "UnreadableCatalogue",
    "load_catalogue",
    "load_ubl_catalogue",
]
