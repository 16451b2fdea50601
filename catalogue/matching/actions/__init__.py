"""Putting items on products and reading their packs; and what persons say of it."""

from catalogue.matching.actions.deciding import (
    confirm_decision,
    end_decision,
    settle_match,
    settle_pack,
)
from catalogue.matching.actions.equivalence import (
    say_equivalent,
    take_back_equivalence,
)
from catalogue.matching.actions.matching import Matched, is_behind, match_items
from catalogue.matching.actions.merging import (
    merge,
    say_different,
    split,
    take_back_different,
)

__all__ = [
    "Matched",
    "confirm_decision",
    "end_decision",
    "is_behind",
    "match_items",
    "merge",
    "say_different",
    "say_equivalent",
    "settle_match",
    "settle_pack",
    "split",
    "take_back_different",
    "take_back_equivalence",
]
