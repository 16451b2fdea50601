"""What a letter stands on: the gaps to raise, what it may not say, and who asked
lately."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Max, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from catalogue.prices.models import ConfidentialPrice, PricePaid
from catalogue.products.models import Supplier
from procurement.asks.models import AgreedPrice, Ask, AskLine
from procurement.asks.models.agreed import AgreedPriceQuerySet
from procurement.gaps.models import Gap, GapQuerySet, GapStage
from trusts.models import Membership, Organisation, OrganisationName
from trusts.roles import BUYING_KINDS

QUARTER = timedelta(days=91)
MOST_LINES = 200  # of one letter: more is no letter


@dataclass(frozen=True, slots=True)
class AskedLately:
    """Who asked the same supplier in the last quarter: letters that the member may
    see, and a sentence on those that they may not, whose trusts stay unnamed."""

    seen: list[Ask]
    sentences: list[str]

    def __bool__(self) -> bool:
        return bool(self.seen or self.sentences)


def gaps_to_raise(member: Membership) -> GapQuerySet:
    """The gaps that a letter may be about: listed, seen, and not agreed already."""
    gaps = Gap.objects.visible_to(member).listed().exclude(stage=GapStage.AGREED)
    return gaps.select_related(
        "product__manufacturer", "organisation", "counted__supplier"
    ).order_by("-gap_value", "-pk")


def gaps_under(supplier: Supplier, *, member: Membership) -> GapQuerySet:
    """Those of them that count under the supplier, the largest first."""
    return gaps_to_raise(member).filter(counted__supplier=supplier)


def prices_to_keep(
    products: Collection[int], *, own: Organisation | None
) -> dict[int, set[Decimal] | None]:
    """What no letter may show, by product: what others pay or have agreed to pay, and
    the lowest, second lowest and median of it. `own` is whose price may be shown; of
    nobody's without. None where another trust keeps its price confidential: then no
    price at all may be asked, for to be told which may not would tell that price.

    Read past `visible_to`: so that nothing of it is ever written.
    """
    kept: dict[int, set[Decimal]] = {each: set() for each in products}
    paid = PricePaid.objects.filter(product__in=products, price_each__isnull=False)
    agreed = AgreedPrice.objects.standing().annotate(
        root=Coalesce("product__merged_into", "product")
    )
    agreed = agreed.filter(root__in=products)
    if own is not None:
        paid = paid.exclude(organisation=own)
        agreed = agreed.exclude(organisation=own)
    for product_id, price in paid.values_list("product", "price_each").union(
        agreed.values_list("root", "price_each")
    ):
        if price is not None:
            kept[product_id].add(price)
    references = Gap.objects.present().filter(product__in=products)
    for product_id, *prices in references.values_list(
        "product", "lowest_price", "second_lowest_price", "median_price"
    ):
        kept[product_id] |= {price for price in prices if price is not None}
    bands_only = _confidential(products, own=own)
    return {each: None if each in bands_only else kept[each] for each in products}


def _confidential(products: Collection[int], *, own: Organisation | None) -> set[int]:
    """The products on which another trust's price is confidential."""
    there = ConfidentialPrice.objects.in_force().annotate(
        root=Coalesce("product__merged_into", "product")
    )
    if own is not None:
        there = there.exclude(organisation=own)
    return set(there.filter(root__in=products).values_list("root", flat=True))


def agreed_within(
    line: AskLine, *, from_on: date, until_on: date | None
) -> AgreedPriceQuerySet:
    """What the supplier of a letter has agreed already for a line's product, with
    whatever trust, for some of the days up to, and not on, `until_on`."""
    return (
        AgreedPrice.objects.standing()
        .of(line.product, line.ask.supplier)
        .filter(
            Q(until_on=None) | Q(until_on__gt=from_on),
            Q(from_on__lt=until_on) if until_on else Q(),
        )
    )


def gaps_that_gain(
    line: AskLine, price: Decimal, *, from_on: date, until_on: date | None
) -> list[Gap]:
    """The gaps of those to whom a price is worth something: not of who has as good a
    one agreed or, of several trusts, pays no more already."""
    agreed = agreed_within(line, from_on=from_on, until_on=until_on)
    as_good = agreed.filter(price_each__lte=price).values("organisation")
    gaps = line.gaps.exclude(organisation__in=as_good)
    if line.ask.is_of_region:
        gaps = gaps.filter(price_each__gt=price)
    return list(gaps.select_related("organisation", "product"))


def where_they_stand(gaps: Iterable[Gap]) -> GapQuerySet:
    """The gaps, and those of the products that theirs were merged into since."""
    these = Q()
    for gap in gaps:
        root = gap.product.merged_into_id or gap.product_id
        these |= Q(pk=gap.pk) | Q(organisation=gap.organisation_id, product=root)
    return Gap.objects.filter(these)


def names_to_keep(own: Organisation) -> re.Pattern[str]:
    """Finds every name and code of another trust, now or once, as words of a text:
    a name however it is written, a code in capitals."""
    others = Organisation.objects.filter(kind__in=BUYING_KINDS).exclude(pk=own.pk)
    once = OrganisationName.objects.filter(organisation__in=others)
    names = {
        *others.values_list("name", flat=True),
        *once.values_list("name", flat=True),
    } - {own.name}
    codes = {*others.values_list("code", flat=True)}
    return re.compile(rf"(?<!\w)(?:(?i:{_any(names)})|{_any(codes)})(?!\w)")


def _any(words: set[str]) -> str:
    """Any of these, the longest first; nothing where there are none."""
    listed = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, listed)) or "(?!)"


def asked_lately(
    supplier: Supplier, *, member: Membership, at: datetime, besides: Ask | None = None
) -> AskedLately:
    """Who has written to the supplier within a quarter before a moment."""
    asks = Ask.objects.filter(supplier=supplier, issued_at__gt=at - QUARTER)
    if besides is not None:
        asks = asks.exclude(pk=besides.pk)
    seen = Ask.objects.visible_to(member).filter(pk__in=asks.values("pk"))
    unseen = asks.exclude(pk__in=seen.values("pk"))
    is_trust = Q(organisation__kind__in=BUYING_KINDS)
    last = unseen.aggregate(
        office=Max("issued_at", filter=~is_trust),
        others=Max("issued_at", filter=is_trust),
    )
    newest = seen.select_related("organisation").order_by("-issued_at", "-pk")[:5]
    who = {"office": "The regional office", "others": "Another trust of the region"}
    sentences = [
        f"{who[which]} asked it {_weeks_ago(moment, at=at)}."
        for which, moment in last.items()
        if moment
    ]
    return AskedLately(list(newest), sentences)


def _weeks_ago(moment: datetime, *, at: datetime) -> str:
    """How long ago, in words that give no day away."""
    days = (timezone.localdate(at) - timezone.localdate(moment)).days
    if days < 7:
        return "less than a week ago"
    return "a week ago" if days < 14 else f"{days // 7} weeks ago"
