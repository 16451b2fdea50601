"""Who may see what a price is made of, in one place for pages, files and jobs.

Prices themselves are `PricePaid.objects.visible_to`. Here are the wordings behind them:
what each trust calls the product in its own extract.
"""

from collections.abc import Collection

from django.db.models import QuerySet

from catalogue.matching.models import Match
from catalogue.matching.models.matches import MatchQuerySet
from catalogue.products.models import Product
from trusts.models import Membership
from trusts.permissions import Permission


def items_on(product: Product, *, member: Membership) -> QuerySet[Match]:
    """The items that were matched to a product, with what was made of each."""
    return items_on_any([product.pk], member=member)


def items_on_any(products: Collection[int], *, member: Membership) -> QuerySet[Match]:
    """The items on some products, by their ids.

    Every trust's for who may see what other trusts pay: the wordings are the proof
    that those prices are of the same product. Otherwise the member's own, and none
    without any price rights.
    """
    matches = Match.objects.filter(product__in=products, item__is_live=True)
    return _seen_by(member, matches)


def items_with_gtin(gtin: str, *, member: Membership) -> QuerySet[Match]:
    """The items that carry a GTIN (14 digits), of the trusts whose items may be seen as
    above, whether or not they were matched to a product."""
    return _seen_by(
        member, Match.objects.filter(item__gtin_key=gtin, item__is_live=True)
    )


def _seen_by(member: Membership, matches: MatchQuerySet) -> QuerySet[Match]:
    if not member.may(Permission.PRICES_PEER_VIEW):
        if not member.may(Permission.PRICES_OWN_VIEW):
            return matches.none()
        matches = matches.visible_to(member)
    return matches.select_related("item", "organisation").order_by(
        "organisation__name", "item_id"
    )
