"""Reading what a scanner or person says of a barcode. Pure; GS1's rules are biip's."""

from catalogue.products.barcodes.barcode import Barcode, Kind
from catalogue.products.barcodes.reading import read_barcode
from catalogue.products.barcodes.saying import Said

__all__ = ["Barcode", "Kind", "Said", "read_barcode"]
