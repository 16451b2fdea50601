"""The list of suppliers: which rows, in which order, and what stands beside each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import batched
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from catalogue.products.models import Supplier
from procurement.suppliers.forms import GAPS, NAME, SORTS, SupplierFilters
from procurement.suppliers.models import (
    Kept,
    SupplierCategory,
    SupplierGaps,
    SupplierName,
    SupplierSpend,
)
from procurement.suppliers.sums import sums_of
from trusts.models import Membership
from trusts.paging import Order, page_of, read_decimal
from trusts.permissions import Permission

A_BATCH = 500  # suppliers whose figures are fetched at a time for a file


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """A supplier and what the member may know of it; None where it may not, or where
    there is nothing. `spellings` are the names in extracts that differ from its own."""

    supplier: Supplier
    spellings: list[str]
    categories: list[str]
    trusts: int | None
    spend: SupplierSpend | None
    gaps: SupplierGaps | None


def kept_figures() -> Kept | None:
    """What the figures stand for; None before there were any."""
    return Kept.objects.first()


def supplier_list(
    filters: SupplierFilters, query: Mapping[str, str], *, member: Membership
) -> dict[str, Any]:
    kept = kept_figures()
    context = {
        "filters": filters,
        "kept": kept,
        "sees_region": member.sees_region,
        "sees_spend": member.may(Permission.PRICES_OWN_VIEW),
        "sees_gaps": member.may(Permission.GAPS_VIEW),
    }
    if kept is None or not filters.is_valid():
        return context | {"page": None}
    asked = filters.cleaned_data
    rows, order = suppliers_asked_for(filters, member=member)
    page = page_of(
        rows, order, after=query.get("after", ""), before=query.get("before", "")
    )
    return context | {
        "page": page,
        "rows": shown(page.rows, member=member, names_only=filters.is_names_only),
        "names_only": filters.is_names_only,
        "sums": None if filters.is_names_only else sums_of(kept, member=member),
        "headings": _headings(filters),
        "sorted_by": _sorted_by(asked),
    }


def suppliers_asked_for(
    filters: SupplierFilters, *, member: Membership
) -> tuple[QuerySet[Any], Order]:
    """The rows asked for, all of them, and their order: suppliers, or what was spent
    with each, or the gaps that count under each."""
    asked = filters.cleaned_data
    descending = asked["order"] == "desc"
    if filters.is_names_only:
        names = SupplierName.objects.filter(organisation=None)
        rows = Supplier.objects.filter(Exists(names.filter(supplier=OuterRef("pk"))))
        narrowed = _like(rows, "pk", asked["search"])
        return narrowed, Order("name_key", descending, _read_text)
    if asked["sort"] == GAPS:
        gaps = SupplierGaps.objects.visible_to(member).at_the_place_of(member)
        order = Order("gap_value", descending, read_decimal)
        return _like(gaps, "supplier", asked["search"]), order
    spends = _like(
        SupplierSpend.objects.visible_to(member).at_the_place_of(member),
        "supplier",
        asked["search"],
    )
    if asked["sort"] == NAME:
        by_name = spends.annotate(name_key=F("supplier__name_key"))
        return by_name, Order("name_key", descending, _read_text)
    return spends, Order("spend", descending, read_decimal)


def shown(
    rows: Iterable[Any], *, member: Membership, names_only: bool
) -> list[SupplierRow]:
    """What a page shows of its rows, in their order; as many queries for one as for
    fifty."""
    found = [row.pk if isinstance(row, Supplier) else row.supplier_id for row in rows]
    suppliers = Supplier.objects.in_bulk(found)
    spends: dict[int, SupplierSpend] = {}
    gaps: dict[int, SupplierGaps] = {}
    if not names_only:
        spends = _by_supplier(SupplierSpend, found, member)
        gaps = _by_supplier(SupplierGaps, found, member)
    spellings = _spellings(found)
    categories = _categories(found) if names_only else {}
    trusts = _trusts(found, member)
    return [
        SupplierRow(
            supplier=suppliers[pk],
            spellings=others_of(suppliers[pk], spellings.get(pk, [])),
            categories=categories.get(pk, []),
            trusts=trusts.get(pk),
            spend=spends.get(pk),
            gaps=gaps.get(pk),
        )
        for pk in found
    ]


def shown_all(
    rows: QuerySet[Any], order: Order, *, member: Membership, names_only: bool
) -> Iterator[SupplierRow]:
    """Every row asked for, as a page would show it, a batch at a time."""
    sign = "-" if order.descending else ""
    in_order = rows.order_by(f"{sign}{order.field}", f"{sign}id")
    for batch in batched(in_order.iterator(A_BATCH), A_BATCH):
        yield from shown(batch, member=member, names_only=names_only)


def others_of(supplier: Supplier, names: Iterable[str]) -> list[str]:
    """The names that are not the supplier's own, each once whatever its capitals."""
    others = {name.casefold(): name for name in names}
    others.pop(supplier.name.casefold(), None)
    return sorted(others.values(), key=str.casefold)


def _like(rows: QuerySet[Any], field: str, text: str) -> QuerySet[Any]:
    if not text:
        return rows
    names = SupplierName.objects.like(text)
    return rows.filter(**{f"{field}__in": names.values("supplier")})


def _by_supplier(model: Any, found: list[int], member: Membership) -> dict[int, Any]:
    rows = model.objects.visible_to(member).at_the_place_of(member)
    return {row.supplier_id: row for row in rows.filter(supplier__in=found)}


def _spellings(found: list[int]) -> dict[int, list[str]]:
    """Names alone, of no trust: they tell nobody who buys."""
    rows = SupplierName.objects.filter(supplier__in=found)
    return _grouped(rows.values_list("supplier", "name").distinct().order_by("name"))


def _categories(found: list[int]) -> dict[int, list[str]]:
    rows = SupplierCategory.objects.filter(supplier__in=found)
    pairs = rows.values_list("supplier", "category").distinct().order_by("category")
    return _grouped(pairs)


def _trusts(found: list[int], member: Membership) -> dict[int, int]:
    """How many trusts' extracts name each, of the trusts whose names may be seen."""
    rows = SupplierName.objects.visible_to(member).filter(supplier__in=found)
    counts = rows.values("supplier").annotate(
        trusts=Count("organisation", distinct=True)
    )
    return {row["supplier"]: row["trusts"] for row in counts}


def _grouped(pairs: Iterable[tuple[int, str]]) -> dict[int, list[str]]:
    texts = defaultdict(list)
    for pk, text in pairs:
        texts[pk].append(text)
    return texts


def _read_text(text: str) -> str:
    """Text as a cursor holds it; ValueError for what the database cannot hold."""
    if "\x00" in text:
        raise ValueError(text[:50])
    return text


def _headings(filters: SupplierFilters) -> dict[str, dict[str, str]]:
    """Each sortable column: which way it is sorted, and which way next."""
    asked = filters.cleaned_data
    ways = {"asc": "ascending", "desc": "descending"}
    headings = {}
    for name in filters.sorts:
        usual, other = ("asc", "desc") if name == NAME else ("desc", "asc")
        is_sorted = name == asked["sort"]
        headings[name] = {
            "direction": ways[asked["order"]] if is_sorted else "",
            "next": other if is_sorted and asked["order"] == usual else usual,
        }
    return headings


def _sorted_by(asked: dict[str, Any]) -> str:
    if asked["sort"] == NAME:
        return "name, " + ("A first" if asked["order"] == "asc" else "Z first")
    first = "highest" if asked["order"] == "desc" else "lowest"
    return f"{SORTS[asked['sort']].lower()}, {first} first"
