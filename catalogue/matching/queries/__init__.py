"""Which items are one product: the statements of `match_items`, in order.

Items are joined where they share a code: a GTIN, a national product code (NPC), or a
manufacturer with a part code. What a catalogue declares is fixed; the rest is worked
out from the items themselves, afresh for every group of items that a change reaches, so
the order in which files arrive makes no difference. Where codes contradict each other
nobody is joined (tier X).
"""

from catalogue.matching.queries.answers import (
    ANSWERS,
    COUNTS,
    JOINED,
    KEEP_ANSWERS,
    OPEN_ITEMS,
    TOUCH_PRODUCTS,
)
from catalogue.matching.queries.decisions import (
    DECIDED,
    MERGED,
    PACKS_DECIDED,
)
from catalogue.matching.queries.evidence import (
    APART,
    CODES,
    EVIDENCE,
    STRANGE_PARTS,
    peers_disagree,
)
from catalogue.matching.queries.groups import (
    LINKS,
    MEND_TORN_GROUPS,
    SHARED_CODES,
    SPREAD_TO_CODES,
    SPREAD_TO_ITEMS,
    TORN_GROUPS,
)
from catalogue.matching.queries.manufacturers import (
    KEEP_SUPPLIERS,
    NAME_MEANINGS,
    NEW_MANUFACTURERS,
    RENAMED_BY_PERSONS,
)
from catalogue.matching.queries.packs import (
    DECLARED_PACKS,
    PACK_TEXTS,
    SILENT_DESCRIPTIONS,
)
from catalogue.matching.queries.products import (
    ADOPT_DECLARED,
    GROUPS,
    KEEP_PRODUCTS,
    PRODUCTS,
    REVIVE_PRODUCTS,
)
from catalogue.matching.queries.reach import (
    EVERYTHING_FRONTIER,
    FIRST_FRONTIER,
    NEXT_FRONTIER,
)
from catalogue.matching.queries.touched import (
    DROP_TABLES,
    TABLES,
    TAKE_REMATCH,
    TAKE_TOUCHED,
    TAKE_TOUCHED_CODES,
)

__all__ = [
    "ADOPT_DECLARED",
    "ANSWERS",
    "APART",
    "CODES",
    "COUNTS",
    "DECIDED",
    "DECLARED_PACKS",
    "DROP_TABLES",
    "EVERYTHING_FRONTIER",
    "EVIDENCE",
    "FIRST_FRONTIER",
    "GROUPS",
    "JOINED",
    "KEEP_ANSWERS",
    "KEEP_PRODUCTS",
    "KEEP_SUPPLIERS",
    "LINKS",
    "MEND_TORN_GROUPS",
    "MERGED",
    "NAME_MEANINGS",
    "NEW_MANUFACTURERS",
    "NEXT_FRONTIER",
    "OPEN_ITEMS",
    "PACKS_DECIDED",
    "PACK_TEXTS",
    "PRODUCTS",
    "RENAMED_BY_PERSONS",
    "REVIVE_PRODUCTS",
    "SHARED_CODES",
    "SILENT_DESCRIPTIONS",
    "SPREAD_TO_CODES",
    "SPREAD_TO_ITEMS",
    "STRANGE_PARTS",
    "TABLES",
    "TAKE_REMATCH",
    "TAKE_TOUCHED",
    "TAKE_TOUCHED_CODES",
    "TORN_GROUPS",
    "TOUCH_PRODUCTS",
    "peers_disagree",
]
