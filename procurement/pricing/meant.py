"""Whose price of which product a page is about, and what of it can be meant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.http import Http404

from catalogue.matching.models import Match
from catalogue.prices.models import CorrectionScope
from catalogue.prices.targets import Target
from catalogue.products.models import Product
from catalogue.purchases.models import LineKind, PurchaseLine
from procurement.gaps.lines import lines_on
from procurement.gaps.summaries import as_at
from trusts.models import Membership, Organisation

NEWEST = 20  # order lines to choose from; any other is chosen where it is shown


@dataclass(frozen=True, slots=True)
class Meant:
    """A trust's price of a product; `items` are the trust's on it."""

    organisation: Organisation
    product: Product
    items: Sequence[Match]
    member: Membership
    on: date

    @property
    def is_own(self) -> bool:
        return self.organisation.pk == self.member.organisation_id

    def newest_lines(self, asked: str = "") -> list[PurchaseLine]:
        """Lines that may make a price, newest first, and the one asked for by number;
        those with a pack."""
        known = [each.item_id for each in self.items if each.eaches is not None]
        lines = lines_on(
            self.product,
            [self.organisation.pk],
            member=self.member,
            on=self.on,
            items=self.items,
        ).rows.filter(kind=LineKind.ORDER, item__in=known)
        newest = list(lines.order_by("-order_date", "-id")[:NEWEST])
        if asked.isdecimal() and len(asked) < 19 and asked not in _numbers(newest):
            newest += lines.filter(id=int(asked))[:1]
        return newest

    def target(self, code: str) -> Target | None:
        """What a choice's code stands for: price, product, item-4 or line-7."""
        what, _, number = code.partition("-")
        if what == "price":
            return Target(
                CorrectionScope.PRICE, self.organisation, product=self.product
            )
        if what == "product":
            return Target(CorrectionScope.PRODUCT, None, product=self.product)
        if what == "item":
            return self._item_target(number)
        return self._line_target(number)

    def _item_target(self, number: str) -> Target | None:
        found = [each for each in self.items if str(each.item_id) == number]
        if not found:
            return None
        return Target(CorrectionScope.ITEM, self.organisation, item=found[0].item)

    def _line_target(self, number: str) -> Target | None:
        found = [line for line in self.newest_lines(number) if str(line.id) == number]
        if not found:
            return None
        return Target(
            CorrectionScope.LINE,
            self.organisation,
            po_number=found[0].po_number,
            line_number=found[0].line_number,
        )


def _numbers(lines: Sequence[PurchaseLine]) -> set[str]:
    return {str(line.id) for line in lines}


def trusts_with_price(product: int, *, member: Membership) -> list[Organisation]:
    """Those that buy the product and whose price of it the member may correct."""
    found = {m.organisation for m in _items(product, member=member)}
    return sorted(found, key=lambda trust: trust.name)


def meant_or_404(product: int, code: str, *, member: Membership, today: date) -> Meant:
    """Another trust's row is none that there is."""
    items = list(_items(product, member=member).filter(organisation__code=code))
    if not items or items[0].product is None:
        raise Http404("No such price.")
    return Meant(
        organisation=items[0].organisation,
        product=items[0].product,
        items=items,
        member=member,
        on=as_at() or today,
    )


def _items(product: int, *, member: Membership) -> QuerySet[Match]:
    return (
        Match.objects.visible_to(member)
        .filter(product=product, item__is_live=True)
        .select_related("organisation", "product__manufacturer", "item")
        .order_by("item_id")
    )
