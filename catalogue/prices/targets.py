"""What a correction is about: an order line, an item, a trust's price, a product."""

from dataclasses import dataclass

from catalogue.prices.models import CorrectionScope, PriceCorrection
from catalogue.products.models import Product
from catalogue.purchases.models import Item
from trusts.models import Organisation


@dataclass(frozen=True, slots=True)
class Target:
    """`organisation` is None for a product of every trust; an order line is named as
    its trust names it."""

    scope: CorrectionScope
    organisation: Organisation | None
    product: Product | None = None
    item: Item | None = None
    po_number: str = ""
    line_number: str = ""

    @property
    def fields(self) -> dict[str, object]:
        """As the columns of a correction hold it."""
        return {
            "scope": self.scope,
            "organisation": self.organisation,
            "product": self.product,
            "item": self.item,
            "po_number": self.po_number,
            "line_number": self.line_number,
        }


def target_of(correction: PriceCorrection) -> Target:
    return Target(
        CorrectionScope(correction.scope),
        correction.organisation,
        correction.product,
        correction.item,
        correction.po_number,
        correction.line_number,
    )
