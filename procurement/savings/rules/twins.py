"""Why a part may not be proposed beside another that claims the same product."""

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from procurement.savings.models import Claim, Participation


def why_not_beside(participation: Participation, claims: list[Claim]) -> str:
    """Products that are merged after two parts have claimed them are one product
    claimed twice. The order lines are the older part's; the younger one gives its
    product up, unless it is with finance, or agreed, already."""
    roots = {claim.product.merged_into_id or claim.product_id for claim in claims}
    twin = (
        Claim.objects.filter(
            Q(participation__lt=participation.pk)
            | Q(participation__proposed_at__isnull=False),
            organisation=participation.organisation_id,
            is_live=True,
            first_month__lt=participation.end_month,
            end_month__gt=participation.start_month,
        )
        .exclude(participation=participation)
        .annotate(root_id=Coalesce(F("product__merged_into"), F("product")))
        .filter(root_id__in=roots)
        .select_related("product", "participation__initiative")
        .order_by("pk")
        .first()
    )
    if twin is None:
        return ""
    return (
        f"“{twin.product}” has become one product with one of these, and the "
        f"initiative “{twin.participation.initiative}” claims it: a pound counts once. "
        "Take the product out here, or out of that initiative first."
    )
