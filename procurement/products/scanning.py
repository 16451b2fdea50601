"""A barcode that was scanned or typed into the search: what it is on, and of what.

A lot, an expiry date or a serial number in it is shown and nowhere kept.
"""

from dataclasses import dataclass

from catalogue.prices.visibility import items_with_gtin
from catalogue.products.barcodes import Barcode, Kind, read_barcode
from catalogue.products.barcodes.numbers import is_variable_measure
from catalogue.products.models import Pack, Product
from procurement.products.codes import holds, unit_name
from trusts.models import Membership

SHORTEST = 8  # digits of a number that is as likely some other code
MOST_TRUSTS_READ = 200  # items with one GTIN, looked at


@dataclass(frozen=True, slots=True)
class Scanned:
    """The barcode, the pack that a catalogue says it is on, and the products found by
    it. `trusts` is how many trusts' extracts carry it, of those the member may see."""

    barcode: Barcode
    pack: Pack | None
    products: tuple[int, ...]
    trusts: int

    @property
    def product(self) -> Product | None:
        """What the pack is of, under the name that it goes by now."""
        if self.pack is None:
            return None
        return self.pack.product.merged_into or self.pack.product

    @property
    def is_of_changing_size(self) -> bool:
        return is_variable_measure(self.barcode.gtin)

    @property
    def may_be_another_code(self) -> bool:
        """Whether it says nothing sure of a barcode: a part code may have 8 digits."""
        return (
            self.barcode.kind is Kind.NUMBER
            and bool(self.barcode.problem)
            and len(self.barcode.offered) == SHORTEST
        )

    @property
    def pack_in_words(self) -> str:
        """Box of 100; Case of 1,000 (10 × Box); or the single item."""  # noqa: RUF002
        if self.pack is None:
            return ""
        if self.pack.eaches == 1:
            return f"single item ({unit_name(self.pack.unit)})"
        inside = holds(self.pack)
        words = f"{unit_name(self.pack.unit)} of {self.pack.eaches:,}"
        return f"{words} ({inside})" if inside else words


def scan(text: str, *, member: Membership) -> Scanned | None:
    """None where the text is no barcode."""
    barcode = read_barcode(text)
    if barcode is None:
        return None
    if not barcode.gtin:
        return Scanned(barcode, None, (), 0)
    pack = (
        Pack.objects.filter(gtin=barcode.gtin)
        .select_related("product__merged_into", "contains")
        .first()
    )
    matches = items_with_gtin(barcode.gtin, member=member).values_list(
        "product", "organisation"
    )[:MOST_TRUSTS_READ]
    products = [pack.product.merged_into_id or pack.product_id] if pack else []
    products += [product for product, _ in matches if product]
    trusts = {organisation for _, organisation in matches}
    return Scanned(barcode, pack, tuple(dict.fromkeys(products)), len(trusts))
