"""What is known of an item or a product, so that the two can be compared.

Pure: no database, clock or request.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from catalogue.suggestions.words import Reading, gtins, read


@dataclass(frozen=True)
class Thing:
    """An item, or a product with all the items that are on it, as far as it can be
    compared. Codes are keys; `supplier_parts` says of how many trusts."""

    texts: tuple[str, ...]
    maker: int | None = None
    maker_name: str = ""
    parts: frozenset[str] = frozenset()
    gtins: frozenset[str] = frozenset()
    npcs: frozenset[str] = frozenset()
    suppliers: frozenset[str] = frozenset()
    supplier_parts: Mapping[tuple[str, str], int] = field(default_factory=dict)
    packs: frozenset[int] = frozenset()

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """What its texts say, each different one once."""
        said = {frozenset(read(text).words): read(text) for text in self.texts}
        return tuple(said.values())

    @cached_property
    def hidden_codes(self) -> frozenset[str]:
        """What may be part codes among its words."""
        return frozenset().union(*(reading.codes for reading in self.readings))

    @cached_property
    def all_gtins(self) -> frozenset[str]:
        """Its own, and those among its words."""
        return self.gtins.union(*map(gtins, self.texts))
