"""Aims that are a peer's price, for as long as that may be known."""

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from procurement.gaps.models import ExactGap, Gap
from procurement.savings.models import Claim


def peers_prices(organisation_id: int, products: Iterable[int]) -> dict[int, Decimal]:
    """By product: what the cheapest peer pays, where the trust's gap says so."""
    gaps = Gap.objects.filter(organisation=organisation_id, product__in=products)
    shown = gaps.exclude(lowest_organisation=None)
    return dict(shown.values_list("product", "lowest_price"))


def forget_peers_prices() -> int:
    """Blank the aims that tell a price which is confidential by now: of products with
    such a price, and of gaps whose figures were taken away. Answers how many."""
    same = {
        "organisation": OuterRef("organisation"),
        "product": Coalesce(
            OuterRef("product__merged_into"),
            OuterRef("product"),
        ),
    }
    hidden = Q(lowest_organisation=None) | Q(lowest_price=0)
    claims = Claim.objects.filter(
        Exists(ExactGap.objects.filter(**same))
        | Exists(Gap.objects.filter(hidden, **same)),
        is_peers_price=True,
    )
    return claims.update(target_price=None, is_peers_price=False)
