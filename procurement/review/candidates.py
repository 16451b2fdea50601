"""The products that unmatched items may be: suggested, led to by codes, or looked for.

A suggestion is in no sum; what speaks for it and against it stands in words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Q

from catalogue.matching.models import MatchDecision, MatchSubject, Verdict
from catalogue.matching.units import canonical_unit
from catalogue.products.models import NationalCode, Pack, PartCode, Product
from catalogue.products.searching import Found, find_products
from catalogue.suggestions.models import ProductPair, Suggestion
from procurement.review.evidence import (
    Payer,
    Wording,
    beside_others,
    payers_of,
    typical,
)
from procurement.review.marking import Part, marked
from procurement.review.models import Question
from trusts.models import Membership

MOST_CANDIDATES = 5  # as many as there are keys for
MOST_FOUND = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """A product with its words marked that no item has, why it may be the one, who pays
    what for it, and what the items would cost each as it (pounds; None if unknown)."""

    product: Product
    parts: tuple[Part, ...]
    maker_parts: tuple[Part, ...]
    reasons: tuple[str, ...]
    gtins: tuple[str, ...]
    npcs: tuple[str, ...]
    packs: tuple[str, ...]
    payers: tuple[Payer, ...]
    others: Decimal | None
    low: Decimal | None
    high: Decimal | None
    compared: str
    likelihood: str = ""  # in words; "" where it was not suggested

    @property
    def trusts(self) -> int:
        return len(self.payers)


def candidates_of(
    question: Question, wordings: Sequence[Wording], *, member: Membership
) -> list[Candidate]:
    """Those its codes lead to, then those suggested, but none a person has refused."""
    assert question.subject is not None
    reasons = _by_codes(wordings)
    likely: dict[int, str] = {}
    suggested = Suggestion.objects.visible_to(member).standing().best_first()
    for each in suggested.filter(subject=question.subject)[:MOST_CANDIDATES]:
        reasons.setdefault(each.product_id, []).extend(each.reasons)
        likely[each.product_id] = each.likelihood
    refused = _refused(question)
    chosen = [pk for pk in reasons if pk not in refused][:MOST_CANDIDATES]
    texts = _texts(wordings)
    shown = _shown(chosen, reasons, question, wordings, texts, member=member)
    return [replace(c, likelihood=likely.get(c.product.pk, "")) for c in shown]


def found_products(
    text: str, question: Question, wordings: Sequence[Wording], *, member: Membership
) -> tuple[Found, list[Candidate]]:
    """What a search of all products finds, each as a candidate."""
    found = find_products(text, size=MOST_FOUND)
    chosen = found.products[:MOST_FOUND]
    texts = _texts(wordings)
    return found, _shown(chosen, {}, question, wordings, texts, member=member)


def two_shown(
    one: Product, other: Product, question: Question, *, member: Membership
) -> list[Candidate]:
    """Two products that may be one, each marked against the other."""
    pair = ProductPair.objects.filter(
        low=min(one.pk, other.pk), high=max(one.pk, other.pk)
    ).first()
    reasons = pair.reasons if pair else []
    return [
        shown
        for product, beside in ((one, other), (other, one))
        for shown in _shown(
            [product.pk],
            {product.pk: reasons},
            question,
            [],
            texts_of_product(beside),
            member=member,
        )
    ]


def _by_codes(wordings: Iterable[Wording]) -> dict[int, list[str]]:
    """The products that the items' codes lead to, one by one, with which code does."""
    items = [wording.match.item for wording in wordings]
    found: dict[int, list[str]] = {}

    def add(product: int, reason: str) -> None:
        said = found.setdefault(product, [])
        if reason not in said:
            said.append(reason)

    gtins = {item.gtin_key for item in items} - {""}
    for pack in Pack.objects.filter(gtin__in=gtins).select_related("product"):
        add(_root(pack.product), f"Its GTIN {pack.gtin} is this product’s {pack.unit}")
    npcs = {item.npc_key for item in items} - {""}
    for code in NationalCode.objects.filter(npc__in=npcs).select_related("product"):
        add(_root(code.product), f"Its national code {code.npc} is this product’s")
    parts = Q()
    for wording in wordings:
        key, maker = wording.match.item.part_key, wording.match.manufacturer_id
        if key and maker:
            parts |= Q(part_key=key, manufacturer=maker)
    if parts:
        for part in PartCode.objects.filter(parts).select_related("product"):
            add(_root(part.product), f"Its part code {part.part_key} is this product’s")
    return found


def _root(product: Product) -> int:
    return product.merged_into_id or product.pk


def _refused(question: Question) -> set[int]:
    """Products that a person has said these items are not."""
    assert question.subject is not None
    of_subject = MatchSubject.objects.filter(subject=question.subject)
    said = MatchDecision.objects.in_force().filter(
        verdict=Verdict.DIFFERENT, pk__in=of_subject.values("decision")
    )
    return set(said.values_list("product", flat=True))


def _shown(
    chosen: Sequence[int],
    reasons: dict[int, list[str]],
    question: Question,
    wordings: Sequence[Wording],
    texts: Sequence[str],
    *,
    member: Membership,
) -> list[Candidate]:
    products = (
        Product.objects.select_related("manufacturer")
        .prefetch_related("packs", "national_codes")
        .in_bulk(chosen)
    )
    payers = payers_of(list(products), question, member=member)
    return [
        _candidate(products[pk], reasons.get(pk, []), payers[pk], texts, wordings)
        for pk in chosen
        if pk in products
    ]


def _candidate(
    product: Product,
    reasons: list[str],
    payers: list[Payer],
    texts: Sequence[str],
    wordings: Sequence[Wording],
) -> Candidate:
    places = {wording.match.organisation_id for wording in wordings}
    others = typical(payers, but=places)
    prices = sorted(price for wording in wordings if (price := wording.price_each))
    maker = product.manufacturer.name if product.manufacturer else ""
    packs = tuple(sorted(product.packs.all(), key=lambda pack: pack.eaches))
    return Candidate(
        product=product,
        parts=marked(product.description, texts),
        maker_parts=marked(maker, texts),
        reasons=tuple(reasons),
        gtins=tuple(pack.gtin for pack in packs),
        npcs=tuple(code.npc for code in product.national_codes.all()),
        packs=tuple(_in_words(pack) for pack in packs),
        payers=tuple(payers),
        others=others,
        low=prices[0] if prices else None,
        high=prices[-1] if prices else None,
        compared=beside_others(prices[len(prices) // 2] if prices else None, others),
    )


def _in_words(pack: Pack) -> str:
    unit = canonical_unit(pack.unit).lower()
    return unit if pack.eaches == 1 else f"{unit} of {pack.eaches:,}"


def _texts(wordings: Iterable[Wording]) -> list[str]:
    """All that the items say of what they are."""
    items = [wording.match.item for wording in wordings]
    return [
        text
        for item in items
        for text in (
            item.description, item.manufacturer_name, item.mpc, item.supplier_part
        )
    ]  # fmt: skip


def texts_of_product(product: Product) -> list[str]:
    maker = product.manufacturer.name if product.manufacturer else ""
    return [product.description, maker, product.part_code]
