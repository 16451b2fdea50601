"""Which products can be added to a trust's part, and at what price to aim."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from catalogue.prices.models import PricePaid
from catalogue.products.models import Product
from procurement.asks.models import AgreedPrice
from procurement.gaps.models import Gap
from procurement.products.looking import Looked
from procurement.savings.models import Claim, Participation
from trusts.models import Membership

SUGGESTED = 20  # of the trust's largest gaps


@dataclass(frozen=True, slots=True)
class Choice:
    """A product, what the part's trust pays an each, its gap where it has one, and the
    initiative that claims it already, or ""."""

    product: Product
    price_each: Decimal | None
    gap: Gap | None
    claimed_in: str


def hits_for(
    part: Participation, looked: Looked | None, *, member: Membership
) -> list[Choice]:
    """Of a search, or, without one, the products of the trust's largest gaps."""
    gaps = Gap.objects.visible_to(member).listed()
    gaps = gaps.filter(organisation=part.organisation_id)
    gaps = gaps.select_related("product__manufacturer__merged_into")
    if looked is None:
        found = {gap.product_id: gap for gap in gaps.order_by("-gap_value")[:SUGGESTED]}
        products = [gap.product for gap in found.values()]
    else:
        products = [hit.product for hit in looked.hits]
        roots = [root_of(each) for each in products]
        found = {gap.product_id: gap for gap in gaps.filter(product__in=roots)}
    numbers = [root_of(each) for each in products]
    paid = PricePaid.objects.visible_to(member).filter(
        organisation=part.organisation_id, product__in=numbers
    )
    prices = dict(paid.values_list("product", "price_each"))
    claimed = _claimed(part, products)
    return [
        Choice(each, prices.get(number), found.get(number), claimed.get(number, ""))
        for each, number in zip(products, numbers, strict=True)
    ]


def targets_for(
    part: Participation, products: Iterable[Product], *, member: Membership
) -> dict[Product, Decimal | None]:
    """The lowest price that a peer pays, where the trust has a gap; else nothing."""
    gaps = Gap.objects.visible_to(member).listed()
    gaps = gaps.filter(organisation=part.organisation_id)
    lowest = dict(gaps.values_list("product", "lowest_price"))
    return {each: lowest.get(root_of(each)) for each in products}


def agreed_with_suppliers(
    part: Participation, claims: Iterable[Claim], *, member: Membership, on: date
) -> dict[int, AgreedPrice]:
    """By claim: what a supplier has agreed to ask of the trust, the lowest of several;
    what begins later stands too."""
    roots = {root_of(claim.product): claim.pk for claim in claims}
    standing = AgreedPrice.objects.visible_to(member).standing()
    standing = standing.filter(
        Q(product__in=roots) | Q(product__merged_into__in=roots),
        Q(until_on=None) | Q(until_on__gt=on),
        organisation=part.organisation_id,
    )
    dearest_first = standing.select_related("supplier", "product").order_by(
        "-price_each", "-pk"
    )
    return {roots[root_of(each.product)]: each for each in dearest_first}


def root_of(product: Product) -> int:
    return product.merged_into_id or product.pk


def _claimed(part: Participation, products: list[Product]) -> dict[int, str]:
    """By product: the initiative of the trust that has one of the part's months."""
    claims = (
        Claim.objects.filter(
            organisation=part.organisation_id,
            is_live=True,
            first_month__lt=part.end_month,
            end_month__gt=part.start_month,
        )
        .filter(product__in=[each.pk for each in products])
        .select_related("participation__initiative")
    )
    return {each.product_id: each.participation.initiative.name for each in claims}
