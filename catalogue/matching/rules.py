"""Why a decision on a match, a pack or a merge may not be taken; "" where it may."""

from collections.abc import Collection
from uuid import UUID

from django.db import connection
from django.db.models import Q

from catalogue.matching.models import (
    MatchDecision,
    PackDecision,
)
from catalogue.matching.units import MOST_EACHES
from catalogue.products.models import (
    Equivalence,
    EquivalenceLevel,
    Kind,
    Manufacturer,
    Merge,
    Product,
    SaidDifferent,
    Supplier,
)
from trusts.models import Membership
from trusts.permissions import Permission

# Items on either side that a person said are not the other side's product.
SAID_OF_ITEMS = """
SELECT EXISTS (
    SELECT FROM matching_matchdecision AS d
    JOIN matching_matchsubject AS s ON s.decision_id = d.id
    JOIN LATERAL (
        SELECT i.id FROM purchases_item AS i WHERE i.subject = s.subject
        UNION SELECT s.item_id
    ) AS i ON true
    JOIN matching_match AS m ON m.item_id = i.id
    WHERE d.verdict = 'DIFFERENT' AND d.ended_at IS NULL
        AND (d.product_id = ANY(%(one)s) AND m.product_id = ANY(%(other)s)
            OR d.product_id = ANY(%(other)s) AND m.product_id = ANY(%(one)s)))
"""


def why_not_settle_match(of: Collection[UUID | int], product: Product) -> str:
    if not of:
        return "There is no item to settle."
    if product.merged_into_id:
        return (
            "That product was merged into another meanwhile. Open the other one and "
            "decide again."
        )
    return ""


def why_not_settle_pack(product: Product, eaches: int) -> str:
    if product.merged_into_id:
        return "That product was merged into another meanwhile. Decide there."
    if not 1 <= eaches <= MOST_EACHES:
        return f"A pack holds a whole number of eaches, from 1 to {MOST_EACHES:,}."
    return ""


def why_not_confirm(
    decision: MatchDecision | PackDecision, *, by: Membership | None
) -> str:
    if decision.ended_at:
        return "This answer was taken back meanwhile, so there is nothing to confirm."
    if decision.seconded_at or not decision.needs_second:
        return "This answer counts already."
    decider = decision.decided_by
    if by and decider and by.user_id == decider.user_id:
        return "Somebody else has to confirm it: you gave this answer yourself."
    return ""


def why_not_end(decision: MatchDecision | PackDecision) -> str:
    return "This answer was taken back already." if decision.ended_at else ""


def why_not_merge(kind: Kind, from_id: int, into_id: int) -> str:
    """Say why the first may not be merged into the second, or ""."""
    if from_id == into_id:
        return "These two are one already."
    one, other = standing_with(kind, from_id), standing_with(kind, into_id)
    if from_id in other or into_id in one:
        return "These two stand under one already."
    if Merge.objects.in_force().filter(kind=kind, from_id=from_id).exists():
        return "The first is merged into another already. Merge that one, or part it."
    if _said_different(kind, one, other):
        return (
            "A person has said that these are not the same. Take that back first, if "
            "it was wrong."
        )
    return _why_not_merge_products(one, other) if kind == Kind.PRODUCT else ""


def _why_not_merge_products(one: set[int], other: set[int]) -> str:
    with connection.cursor() as cursor:
        cursor.execute(SAID_OF_ITEMS, {"one": list(one), "other": list(other)})
        if cursor.fetchone()[0]:
            return (
                "A person has said that something bought as one of these is not the "
                "other. Take that back first, if it was wrong."
            )
    declared = Product.objects.filter(is_declared=True)
    if (
        declared.filter(pk__in=one).exists()
        and not declared.filter(pk__in=other).exists()
    ):
        return (
            "A catalogue declares the first and not the second. Merge them the other "
            "way round, so that the declared one stays."
        )
    return ""


def why_not_say_different(kind: Kind, one_id: int, other_id: int) -> str:
    if one_id == other_id:
        return "That is one and the same."
    if other_id in standing_with(kind, one_id):
        return "These are merged. Part them first."
    if _said_different(kind, {one_id}, {other_id}):
        return "This was said already."
    return ""


def why_not_say_equivalent(
    product: Product,
    other: Product,
    level: EquivalenceLevel | str,
    *,
    by: Membership | None,
) -> str:
    """Say why this person may not say so of the two, or ""."""
    if product.pk == other.pk:
        return "A product is no alternative of itself. Choose another one."
    if other.pk in standing_with(Kind.PRODUCT, product.pk):
        return "These two are merged: they are the same product, no alternatives."
    if (
        level == EquivalenceLevel.DIRECT
        and by
        and not by.may(Permission.SAMENESS_DECIDE)
    ):
        return (
            "A direct alternative may be sent without asking, so only the data "
            "steward records one. Record an indirect alternative, and ask them."
        )
    low, high = sorted((product.pk, other.pk))
    said = Equivalence.objects.in_force().filter(product=low, other=high).first()
    if said:
        return (
            f"It is recorded as “{said.get_level_display().lower()}” already. Take "
            "that back first, if it was wrong."
        )
    return ""


def why_not_take_back_equivalence(said: Equivalence, *, by: Membership | None) -> str:
    """Say why this person may not end what was said, or ""."""
    if said.ended_at:
        return "This was taken back already."
    if by is None or by.may(Permission.SAMENESS_DECIDE):
        return ""
    if said.said_by and said.said_by.user_id == by.user_id:
        return ""
    who = f"{said.said_by.user.full_name} has" if said.said_by else "Somebody else has"
    return (
        f"{who} said that this is “{said.get_level_display().lower()}”. Only they and "
        "the data steward can change that."
    )


def standing_with(kind: Kind, of_id: int) -> set[int]:
    """All that stand under the same one, itself among them."""
    model = rows_of(kind)
    root = (
        model.objects.filter(pk=of_id).values_list("merged_into_id", flat=True).first()
    ) or of_id
    found = model.objects.filter(Q(pk=root) | Q(merged_into=root))
    return {*found.values_list("pk", flat=True), of_id}


def rows_of(kind: Kind) -> type[Product] | type[Manufacturer] | type[Supplier]:
    """The table of a kind."""
    if kind == Kind.PRODUCT:
        return Product
    return Manufacturer if kind == Kind.MANUFACTURER else Supplier


def _said_different(kind: Kind, one: set[int], other: set[int]) -> bool:
    said = SaidDifferent.objects.in_force().filter(kind=kind)
    return said.filter(
        Q(low_id__in=one, high_id__in=other) | Q(low_id__in=other, high_id__in=one)
    ).exists()
