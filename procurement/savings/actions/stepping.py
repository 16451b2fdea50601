"""What every action on a trust's part writes down."""

from datetime import datetime
from typing import Any

from django.db import connection

from catalogue.products.models import Product
from procurement.savings.models import Participation, SavingStep
from trusts import audit
from trusts.models import Membership


def locked(participation: Participation) -> Participation:
    """The part as it stands, held until the transaction ends."""
    return (
        Participation.objects.select_for_update(of=("self",))
        .select_related("initiative", "organisation")
        .get(pk=participation.pk)
    )


def root_of(product: Product) -> int:
    """The number of the product that it now stands under."""
    return product.merged_into_id or product.pk


def hold(organisation_id: int, product: Product) -> None:
    """Make two who claim a trust's product at once wait for each other, so that the
    second is refused in words. The database refuses anyway."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, %s)",
            [organisation_id, root_of(product)],
        )


def step(
    participation: Participation,
    action: str,
    done: str,
    *,
    by: Membership | None,
    at: datetime,
    note: str = "",
    **detail: Any,
) -> None:
    """Add a step to the part's history and an event to the record."""
    SavingStep.objects.create(
        participation=participation, at=at, by=by, done=done[:200], note=note
    )
    if participation.moved_at != at:
        participation.moved_at = at
        participation.save(update_fields=["moved_at"])
    audit.record(
        action,
        target=participation.initiative,
        by=by,
        at=at,
        organisation=participation.organisation,
        part=participation.pk,
        note=note[:500],
        **detail,
    )
