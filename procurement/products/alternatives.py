"""What may stand in for a product, as persons said. Beside the prices and in no sum
with them: nothing here is read by what works out prices and gaps."""

from collections.abc import Collection
from dataclasses import dataclass

from catalogue.matching.rules import why_not_take_back_equivalence
from catalogue.products.models import Equivalence, EquivalenceLevel, Product
from trusts.models import Membership
from trusts.permissions import Permission

_MEANINGS = {
    EquivalenceLevel.DIRECT: "Like for like: may be sent instead without asking.",
    EquivalenceLevel.INDIRECT: "The closest in range; there may be differences, so it "
    "needs clinical consultation.",
    EquivalenceLevel.NOT_COMPARABLE: "Recorded so that nobody proposes it again.",
}


@dataclass(frozen=True, slots=True)
class Alternative:
    """The other product, as it stands today, and what was said of it."""

    product: Product
    said: Equivalence
    why_not_take_back: str


@dataclass(frozen=True, slots=True)
class Level:
    name: str
    meaning: str
    rows: list[Alternative]


@dataclass(frozen=True, slots=True)
class Alternatives:
    """By level, those that hold; `past` are those that were taken back."""

    levels: list[Level]
    past: list[Alternative]
    may_say: bool


def alternatives_of(
    standing: Collection[Product], *, member: Membership
) -> Alternatives:
    """Said of a product or of what stands under it, the newest first."""
    ids = {product.pk for product in standing}
    said = (
        Equivalence.objects.visible_to(member)
        .of_any(ids)
        .select_related(
            "product__merged_into",
            "other__merged_into",
            "said_by__user",
            "ended_by__user",
        )  # fmt: skip
        .order_by("-said_at", "-pk")
    )
    may_say = member.may(Permission.ALTERNATIVES_SAY)
    rows = [_row(each, ids, member, may_say=may_say) for each in said]
    # Of two that were merged since, the one is no alternative of the other.
    rows = [row for row in rows if row.product.pk not in ids]
    levels = [
        Level(
            level.label,
            _MEANINGS[level],
            [r for r in rows if r.said.level == level and not r.said.ended_at],
        )
        for level in EquivalenceLevel
    ]
    return Alternatives(
        levels=[level for level in levels if level.rows],
        past=[row for row in rows if row.said.ended_at],
        may_say=may_say,
    )


def _row(
    said: Equivalence, ids: set[int], member: Membership, *, may_say: bool
) -> Alternative:
    other = said.other if said.product_id in ids else said.product
    why_not = why_not_take_back_equivalence(said, by=member) if may_say else "no"
    return Alternative(other.merged_into or other, said, why_not)
