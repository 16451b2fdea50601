"""What the search page shows: products, and for who may see prices who buys them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Q

from catalogue.matching.models import Match
from catalogue.prices.models import PricePaid
from catalogue.prices.visibility import items_on_any
from catalogue.products.models import Product
from catalogue.products.searching import Found, find_products
from catalogue.purchases.models import Item
from procurement.gaps.models import SuspectPrice
from procurement.products.scanning import Scanned, scan
from trusts.models import Membership, Organisation
from trusts.permissions import Permission

FIRST = 50  # as many as a person looks through
MOST_LOCAL = 50  # products that share a local code


@dataclass(frozen=True, slots=True)
class Hit:
    """A product that was found. `trusts` have it on their extracts; `price_each` is
    what the member's own trust pays. Both are None where the member may not know."""

    product: Product
    trusts: int | None
    price_each: Decimal | None
    is_suspect: bool


@dataclass(frozen=True, slots=True)
class Looked:
    """What a search found; `has_more` where it found more than is shown. `scanned` is
    what was typed as a barcode, where it is one."""

    found: Found
    scanned: Scanned | None
    hits: list[Hit]
    has_more: bool


def look(text: str, *, member: Membership) -> Looked:
    """The products that `text` means, best first."""
    scanned = scan(text, member=member)
    found = _found(text, scanned, member=member)
    if scanned and scanned.may_be_another_code and found.products:
        scanned = None
    products = existing(found.products)
    shown = [products[pk] for pk in found.products[:FIRST] if pk in products]
    return Looked(
        found=found,
        scanned=scanned,
        hits=_hits(shown, member=member),
        has_more=len(found.products) > FIRST,
    )


def _found(text: str, scanned: Scanned | None, *, member: Membership) -> Found:
    """A code with several fields names its products alone; a plain number may also be
    a part code or a local one."""
    if scanned and not scanned.barcode.may_be_words:
        return Found(list(scanned.products), [], False, True, [])
    known = _with_local_code(text, member=member)
    if scanned:
        known = [*scanned.products, *known]
    return find_products(text, size=FIRST + 1, known=known)


def existing(products: Collection[int]) -> dict[int, Product]:
    """Those of the products that a catalogue declares or some item is on. Others are
    left over from matches that have changed since."""
    on_it = Match.objects.filter(product=OuterRef("pk"))
    return (
        Product.objects.filter(Q(is_declared=True) | Exists(on_it))
        .select_related("manufacturer__merged_into")
        .in_bulk(list(products))
    )


def examples(*, count: int) -> list[str]:
    """Searches that find something, from the catalogue itself: words, then a code."""
    products = list(
        Product.objects.filter(is_declared=True)
        .exclude(part_code="")
        .order_by("-pk")[:count]
    )
    if not products:
        return []
    words = [" ".join(product.description.split()[:3]) for product in products[1:]]
    return [*dict.fromkeys(words), products[0].part_code]


def _with_local_code(text: str, *, member: Membership) -> list[int]:
    """Products that the member's trust, or any trust of the region where the member
    sees them all, buys under this code. A local code says that something is bought, so
    it is for those alone who may see what is paid."""
    code = text.strip()
    if not code or not member.may(Permission.PRICES_OWN_VIEW):
        return []
    items = Item.objects.visible_to(member).live()
    if member.sees_region:
        items = items.filter(organisation__in=_buying())
    with_code = items.filter(local_code__in={code, code.upper()})
    products = with_code.filter(match__product__isnull=False)
    return list(products.values_list("match__product", flat=True)[:MOST_LOCAL])


def _buying() -> list[int]:
    """One by one, so that the index (organisation, local code) can be used."""
    return list(Organisation.objects.buying().values_list("pk", flat=True))


def _hits(products: list[Product], *, member: Membership) -> list[Hit]:
    if not member.may(Permission.PRICES_OWN_VIEW):
        return [Hit(product, None, None, False) for product in products]
    pks = [product.pk for product in products]
    trusts = _trusts(pks, member=member)
    prices = dict(
        PricePaid.objects.visible_to(member)
        .filter(product__in=pks, organisation=member.organisation_id)
        .values_list("product", "price_each")
    )
    suspect = set(
        SuspectPrice.objects.visible_to(member)
        .filter(product__in=pks, organisation=member.organisation_id)
        .values_list("product", flat=True)
    )
    return [
        Hit(
            product,
            trusts.get(product.pk, 0),
            prices.get(product.pk),
            product.pk in suspect,
        )
        for product in products
    ]


def _trusts(products: Iterable[int], *, member: Membership) -> dict[int, int]:
    matches = items_on_any(list(products), member=member)
    counts = (
        matches.order_by()
        .select_related(None)
        .values_list("product")
        .annotate(trusts=Count("organisation", distinct=True))
    )
    return dict(counts)
