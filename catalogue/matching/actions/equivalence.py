"""A person says whether one product may stand in for another."""

from datetime import datetime

from django.db import transaction

from catalogue.matching import rules
from catalogue.matching.actions.merging import one_at_a_time
from catalogue.products.models import Equivalence, EquivalenceLevel, Product
from trusts import audit
from trusts.models import Membership
from trusts.rules import refuse


@transaction.atomic
def say_equivalent(
    *,
    product: Product,
    other: Product,
    level: EquivalenceLevel,
    by: Membership | None,
    at: datetime,
    note: str = "",
) -> Equivalence:
    """Keep what is said of the pair. Raises Refused."""
    one_at_a_time()
    refuse(rules.why_not_say_equivalent(product, other, level, by=by))
    low, high = sorted((product, other), key=lambda each: each.pk)
    said = Equivalence.objects.create(
        product=low, other=high, level=level, note=note, said_at=at, said_by=by
    )
    audit.record(
        "equivalence_said", target=product, by=by, at=at, other=other.pk, level=level
    )
    return said


@transaction.atomic
def take_back_equivalence(
    said: Equivalence, *, by: Membership | None, at: datetime
) -> None:
    """It is not said any more. Raises Refused."""
    said = Equivalence.objects.select_for_update().get(pk=said.pk)
    refuse(rules.why_not_take_back_equivalence(said, by=by))
    said.ended_at, said.ended_by = at, by
    said.save(update_fields=["ended_at", "ended_by"])
    audit.record(
        "equivalence_taken_back",
        target=said.product,
        by=by,
        at=at,
        other=said.other_id,
        level=said.level,
    )
