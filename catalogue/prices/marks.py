"""What persons say of the prices of some products on a day, for every page that shows
one of those prices."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext

from django.db import connection
from django.db.models import DecimalField, F, Q, Sum
from django.db.models.functions import Coalesce

from catalogue.matching.models import Match
from catalogue.prices import queries
from catalogue.prices.models import (
    ConfidentialPrice,
    CorrectionKind,
    CorrectionScope,
    PriceCorrection,
    PriceDispute,
)
from catalogue.purchases.models import LineKind, PurchaseLine
from trusts.models import Membership
from trusts.permissions import Permission

_EXACT_DIGITS = 60


@dataclass(frozen=True, slots=True)
class Marks:
    """Of one price, or of one trust's several items: what is in force on a day.

    `barred` and `disputes` keep it from being a reference; `left_out` are of its lines
    or items, `adjustments` change what they count with.
    """

    adjustments: tuple[PriceCorrection, ...] = ()
    left_out: tuple[PriceCorrection, ...] = ()
    barred: tuple[PriceCorrection, ...] = ()
    disputes: tuple[PriceDispute, ...] = ()

    def __bool__(self) -> bool:
        return any((self.adjustments, self.left_out, self.barred, self.disputes))

    @property
    def changes_price(self) -> bool:
        return bool(self.adjustments or self.left_out)


NO_MARKS = Marks()
type Key = tuple[int, int]  # product and organisation


@dataclass(frozen=True, slots=True)
class Marked:
    """All that is said of some products, each with the product. What is said of every
    trust is in each."""

    corrections: tuple[tuple[int, PriceCorrection], ...] = ()
    disputes: tuple[tuple[int, PriceDispute], ...] = ()

    def of(self, product_id: int, organisation_id: int) -> Marks:
        mine = [
            each
            for product, each in self.corrections
            if product == product_id and each.organisation_id in (None, organisation_id)
        ]
        return Marks(
            adjustments=tuple(each for each in mine if each.is_adjustment),
            left_out=tuple(e for e in mine if not e.is_adjustment and not _bars(e)),
            barred=tuple(each for each in mine if _bars(each)),
            disputes=tuple(
                each
                for product, each in self.disputes
                if (product, each.organisation_id) == (product_id, organisation_id)
            ),
        )


def marked(products: Iterable[int], *, member: Membership, on: date) -> Marked:
    """Every trust's for who may see what other trusts pay, else the member's own; none
    without any price rights. Nothing of a price that another trust keeps confidential:
    what is said of it would tell whose it is."""
    ids = list(set(products))
    if not ids or not member.may(Permission.PRICES_OWN_VIEW):
        return Marked()
    with connection.cursor() as cursor:
        cursor.execute(queries.ON_PRODUCTS, {"products": ids, "on": on})
        found = cursor.fetchall()
    return Marked(
        tuple(_seen([(pk, place) for kind, pk, place in found if kind == "C"], member)),
        tuple(
            _disputes([(pk, place) for kind, pk, place in found if kind == "D"], member)
        ),
    )


def barred_payers(product_id: int, *, on: date) -> set[int]:
    """The trusts, by their ids, whose price is no reference on a day: for what is
    worked out of prices that a member is not shown."""
    with connection.cursor() as cursor:
        cursor.execute(queries.ON_PRODUCTS, {"products": [product_id], "on": on})
        found = cursor.fetchall()
    ids = {kind: [pk for each, pk, _ in found if each == kind] for kind in ("C", "D")}
    corrections = PriceCorrection.objects.in_bulk(ids["C"]).values()
    disputes = PriceDispute.objects.in_bulk(ids["D"]).values()
    barred = {each.organisation_id for each in corrections if _bars(each)}
    return {*filter(None, barred), *(each.organisation_id for each in disputes)}


def _seen(
    pairs: list[tuple[int, int]], member: Membership
) -> list[tuple[int, PriceCorrection]]:
    if not pairs:
        return []
    rows = PriceCorrection.objects.all()
    if not _sees_all(member):
        own = Q(organisation=member.organisation_id)
        rows = rows.filter(own | Q(organisation=None))
    hidden = _hidden({product for _, product in pairs}, member)
    found = rows.select_related("organisation", "item", "made_by__user").in_bulk(
        [pk for pk, _ in pairs]
    )
    return [
        (product, found[pk])
        for pk, product in pairs
        if pk in found and (product, found[pk].organisation_id) not in hidden
    ]


def _disputes(
    pairs: list[tuple[int, int]], member: Membership
) -> list[tuple[int, PriceDispute]]:
    if not pairs:
        return []
    rows = PriceDispute.objects.all()
    if not _sees_all(member):
        rows = rows.filter(organisation=member.organisation_id)
    hidden = _hidden({product for _, product in pairs}, member)
    found = rows.select_related("organisation", "opened_by__user").in_bulk(
        [pk for pk, _ in pairs]
    )
    return [
        (product, found[pk])
        for pk, product in pairs
        if pk in found and (product, found[pk].organisation_id) not in hidden
    ]


def _hidden(products: set[int], member: Membership) -> set[tuple[int, int]]:
    """The prices of these products that are confidential and not the member's to
    see."""
    if member.sees_region:
        return set()
    there = ConfidentialPrice.objects.in_force().annotate(
        root=Coalesce("product__merged_into", "product")
    )
    others = there.filter(root__in=products).exclude(
        organisation=member.organisation_id
    )
    return set(others.values_list("root", "organisation"))


def _sees_all(member: Membership) -> bool:
    return member.sees_region or member.may(Permission.PRICES_PEER_VIEW)


def _bars(correction: PriceCorrection) -> bool:
    """Whether it keeps the whole price from being a reference, and no line out."""
    return (
        correction.kind == CorrectionKind.SUPPRESSION
        and correction.scope == CorrectionScope.PRICE
    )


def prices_as_ordered(
    product_id: int, organisations: Collection[int], *, on: date
) -> dict[int, Decimal]:
    """What each organisation's orders say that it pays, in pounds per each, whatever
    persons say of them: what a corrected price was before."""
    lines = PurchaseLine.objects.live().filter(
        organisation__in=organisations,
        item__in=Match.objects.filter(
            product=product_id, organisation__in=organisations, eaches__isnull=False
        ).values("item"),
        kind=LineKind.ORDER,
        quantity__gt=0,
        order_date__lte=on,
        order_date__gt=on - timedelta(days=180),
    )
    young = Q(order_date__gt=on - timedelta(days=90))
    eaches = F("quantity") * F("item__match__eaches")
    exact = DecimalField(max_digits=60, decimal_places=8)
    sums = lines.values_list("organisation").annotate(
        young_value=Sum("net_value", filter=young),
        young_eaches=Sum(eaches, filter=young, output_field=exact),
        value=Sum("net_value"),
        eaches=Sum(eaches, output_field=exact),
    )
    return {
        organisation: _price(young_value or value, young_eaches or eaches)
        for organisation, young_value, young_eaches, value, eaches in sums
    }


def _price(value: Decimal, eaches: Decimal) -> Decimal:
    with localcontext(prec=_EXACT_DIGITS):
        return (value / eaches).quantize(Decimal("0.000001"), ROUND_HALF_UP)
