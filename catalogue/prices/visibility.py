"""Who may see what a price is made of, in one place for pages, files and jobs.

Prices themselves are `PricePaid.objects.visible_to`, without those that another trust
keeps confidential; side by side with those, as bands without a name, they are
`prices_side_by_side`. Here too are the wordings behind them: what each trust calls the
product in its own extract.
"""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, QuerySet, When

from catalogue.matching.models import Match
from catalogue.matching.models.matches import MatchQuerySet
from catalogue.prices.bands import PriceBand, band_of
from catalogue.prices.models import PricePaid, is_confidential, is_hidden
from catalogue.products.models import Product
from trusts.models import Membership, Organisation
from trusts.permissions import Permission

# What stands for the name and the code of a trust that is not told; it comes last where
# trusts stand by their codes.
UNNAMED, _UNNAMED_CODE = "A trust (confidential)", "ZZZZ"


@dataclass(frozen=True, slots=True)
class PriceSeen:
    """A price as a member may see it. With `band`, that is all: `price` is its top,
    and the trust has a number below 0 and no name. `is_confidential` is told to who
    sees the price itself. `payer` is whose it is, for what is worked out of it."""

    price: PricePaid
    band: PriceBand | None
    is_confidential: bool
    payer: int


def prices_side_by_side(product: Product, *, member: Membership) -> list[PriceSeen]:
    """Every trust's price of a product, for who may see what other trusts pay; else
    the member's own."""
    prices = PricePaid.objects.filter(product=product).select_related("organisation")
    if not member.may(Permission.PRICES_PEER_VIEW):
        prices = prices.visible_to(member)
    hidden = Case(When(is_hidden(member), then=True), default=False)
    found = []
    rows: Any = prices.annotate(is_kept=is_confidential(), is_out_of_sight=hidden)
    for number, price in enumerate(rows, start=1):
        if not price.is_out_of_sight:
            found.append(PriceSeen(price, None, price.is_kept, price.organisation_id))
        elif price.price_each is not None:
            found.append(_unnamed(price, price.price_each, number))
    return found


def _unnamed(price: PricePaid, price_each: Decimal, number: int) -> PriceSeen:
    band, payer = band_of(price_each), price.organisation_id
    price.organisation = Organisation(
        pk=-number, code=f"{_UNNAMED_CODE}{number}", name=UNNAMED
    )
    price.price_each = band.high
    return PriceSeen(price, band, True, payer)


def items_on(product: Product, *, member: Membership) -> QuerySet[Match]:
    """The items that were matched to a product, with what was made of each."""
    return items_on_any([product.pk], member=member)


def items_on_any(products: Collection[int], *, member: Membership) -> QuerySet[Match]:
    """The items on some products, by their ids.

    Every trust's for who may see what other trusts pay: the wordings are the proof
    that those prices are of the same product. A trust that keeps its price confidential
    is not told by its wordings either. Otherwise the member's own, and none without any
    price rights.
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
    matches = matches.exclude(is_hidden(member))
    return matches.select_related("item", "organisation").order_by(
        "organisation__name", "item_id"
    )
