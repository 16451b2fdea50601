"""A trust joins the switch to a specification's standard."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from catalogue.products.models import Product
from procurement.savings import baseline_queries as queries
from procurement.savings import rules
from procurement.savings.actions.baselines import baseline_months
from procurement.savings.actions.claiming import take_products
from procurement.savings.actions.starting import make_part
from procurement.savings.actions.stepping import root_of
from procurement.savings.models import (
    Benefit,
    Initiative,
    InitiativeKind,
    Participation,
    SavingStage,
)
from procurement.specifications.models import ConsideredProduct, Version
from trusts import audit
from trusts.models import Membership, Organisation
from trusts.permissions import Permission
from trusts.rules import refuse


@transaction.atomic
def join_switch(
    version: Version,
    organisation: Organisation,
    *,
    start_month: date,
    by: Membership | None,
    at: datetime,
) -> Participation:
    """The trust's part of the switch to the version's standard, from that month on for
    twelve: the one it has, or a new one where that has lapsed, or was closed and ended
    by then, as where the trust had gone back meanwhile.

    It claims every product of the version that the trust has bought since 12 months
    before, and the standard. `by` looks after it where their role may. Raises Refused,
    as where another initiative has one of the products.
    """
    initiative = _initiative_of(version, by=by, at=at)
    parts = initiative.participations.filter(organisation=organisation).exclude(
        Q(stage=SavingStage.LAPSED)
        | Q(stage=SavingStage.CLOSED, end_month__lte=start_month)
    )
    if there := parts.order_by("-pk").first():
        return there
    refuse(rules.why_not_join(version, organisation, by=by))
    refuse(rules.why_not_month(start_month, today=timezone.localdate(at)))
    part = make_part(
        initiative,
        organisation,
        owner=by if _looks_after(organisation, by) else None,
        start_month=start_month,
        by=by,
        at=at,
    )
    products = _products_of(version, part, today=timezone.localdate(at))
    take_products(part, products, by=by, at=at)
    return part


def _initiative_of(
    version: Version, *, by: Membership | None, at: datetime
) -> Initiative:
    """The one of the version, held until the transaction ends."""
    standard = version.specification.name[:160]
    name = f"{standard}: switch to the standard, version {version.number}"
    initiative, is_new = Initiative.objects.get_or_create(
        version=version,
        defaults={
            "name": name,
            "kind": InitiativeKind.SWITCH,
            "benefit": Benefit.CASH_RELEASING,
            "is_recurrent": True,
            "started_at": at,
            "started_by": by,
        },
    )
    if is_new:
        audit.record("initiative_started", target=initiative, by=by, at=at)
    return Initiative.objects.select_for_update().get(pk=initiative.pk)


def _looks_after(organisation: Organisation, by: Membership | None) -> bool:
    if by is None or by.organisation_id != organisation.pk:
        return False
    return by.may(Permission.SAVINGS_PROPOSE)


def _products_of(
    version: Version, part: Participation, *, today: date
) -> dict[Product, dict[str, Any]]:
    """What the part claims, with what is said of each. Where several considered
    products have become one since, it is claimed once, as the standard if any was."""
    considered = version.considered.select_related("product__merged_into")
    by_root: dict[int, ConsideredProduct] = {}
    for each in considered.order_by("is_standard", "pk"):
        by_root[root_of(each.product)] = each
    from_on, _ = baseline_months(part, today=today)
    bought = _bought(part.organisation, by_root, from_on)
    return {
        each.product.merged_into or each.product: {
            "is_standard": each.is_standard,
            "eaches_per_use": each.eaches_per_use,
        }
        for root, each in by_root.items()
        if each.is_standard or root in bought
    }


def _bought(
    organisation: Organisation, products: Collection[int], from_on: date
) -> set[int]:
    """Those of the products that the trust has ordered since."""
    with connection.cursor() as cursor:
        cursor.execute(
            queries.BOUGHT,
            {
                "organisation": organisation.pk,
                "products": list(products),
                "from_on": from_on,
            },
        )
        return {product for (product,) in cursor.fetchall()}
