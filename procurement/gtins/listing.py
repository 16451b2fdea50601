"""What the pages of GTIN coverage show: trusts, suppliers, and GTINs that are none."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Sum, TextField, Value
from django.db.models.functions import Coalesce

from catalogue.products.barcodes.columns import Unread, why_unread
from catalogue.products.models import Supplier
from procurement.gtins.figures import Figures
from procurement.suppliers.listing import kept_figures
from procurement.suppliers.models import GtinShare, UnreadGtin
from procurement.suppliers.models.gtins import GtinShareQuerySet, UnreadGtinQuerySet
from trusts.models import Membership, Organisation
from trusts.paging import Order, page_of, read_decimal, read_words

MISSING, SHARE, SPEND, NAME, SAID = "missing", "share", "spend", "name", "said"
SORTS = {
    MISSING: "spend without a GTIN",
    SHARE: "share of spend with a GTIN",
    SPEND: "spend",
    NAME: "name",
}
UNREAD_SORTS = {SPEND: "spend", SAID: "what stands in the column"}
_READ: dict[str, Callable[[str], Any]] = {NAME: read_words, SAID: read_words}
_FIELDS = {NAME: "name_key"}
_SUMS = ("spend", "gtin_spend", "items", "gtin_items", "unread")


@dataclass(frozen=True, slots=True)
class Place:
    """Whose figures: a trust's, or the region's where `organisation` is None."""

    organisation: Organisation | None
    sees_region: bool

    @property
    def by_trust(self) -> bool:
        return self.sees_region and self.organisation is None


@dataclass(frozen=True, slots=True)
class Sorting:
    """By what and which way, as asked in the address; what cannot be is the usual."""

    name: str
    descending: bool
    names: Mapping[str, str]

    @property
    def order(self) -> Order:
        read = _READ.get(self.name, read_decimal)
        return Order(_FIELDS.get(self.name, self.name), self.descending, read)

    @property
    def headings(self) -> dict[str, dict[str, str]]:
        """Each column: which way it is sorted, and which way it would be next."""
        found = {}
        for name in self.names:
            usual = "asc" if name in _READ else "desc"
            other = "desc" if usual == "asc" else "asc"
            now = "desc" if self.descending else "asc"
            is_sorted = name == self.name
            found[name] = {
                "direction": f"{now}ending" if is_sorted else "",
                "next": other if is_sorted and now == usual else usual,
            }
        return found

    @property
    def in_words(self) -> str:
        if self.name in _READ:
            first, last = ("Z", "A") if self.descending else ("A", "Z")
            return f"{self.names[self.name]}, {first} to {last}"
        first = "highest" if self.descending else "lowest"
        return f"{self.names[self.name]}, {first} first"


@dataclass(frozen=True, slots=True)
class Row:
    """A trust's figures, or those with a supplier; neither for lines that name none."""

    organisation: Organisation | None
    supplier: Supplier | None
    figures: Figures


@dataclass(frozen=True, slots=True)
class UnreadRow:
    row: UnreadGtin
    why: Unread


def place_of(
    query: Mapping[str, str], organisations: Iterable[Organisation], member: Membership
) -> Place:
    """The member's own trust; who sees the region's may ask for one of its trusts."""
    if not member.sees_region:
        return Place(member.organisation, False)
    asked = query.get("trust", "")
    chosen = next((each for each in organisations if each.code == asked), None)
    return Place(chosen, True)


def sorting_of(query: Mapping[str, str], names: Mapping[str, str]) -> Sorting:
    name = query.get("sort", "")
    if name not in names:
        name = next(iter(names))
    usual = "asc" if name in _READ else "desc"
    order = query.get("order", "")
    return Sorting(
        name, (order if order in ("asc", "desc") else usual) == "desc", names
    )


def gtin_coverage(
    place: Place, query: Mapping[str, str], *, member: Membership
) -> dict[str, Any]:
    """The figures of a place, and below them its trusts or its suppliers."""
    kept = kept_figures()
    sorting = sorting_of(query, SORTS)
    context: dict[str, Any] = {"kept": kept, "place": place, "sorting": sorting}
    if kept is None:
        return context
    rows = shares_of(place, member=member)
    context["total"] = _sum(rows)
    if place.by_trust and query.get("by") != "supplier":
        return context | {"rows": trusts(sorting, member=member), "by_trust": True}
    page = page_of(
        _with_names(rows),
        sorting.order,
        after=query.get("after", ""),
        before=query.get("before", ""),
    )
    return context | {"page": page, "rows": [_row(each) for each in page.rows]}


def shares_of(place: Place, *, member: Membership) -> GtinShareQuerySet:
    """A row a supplier, of the trust or of the region."""
    rows = GtinShare.objects.visible_to(member)
    return rows.filter(organisation=place.organisation)


def all_rows(place: Place, sorting: Sorting, *, member: Membership) -> Iterable[Row]:
    """Every supplier's figures of a place in order, for a file."""
    order = sorting.order
    sign = "-" if order.descending else ""
    rows = _with_names(shares_of(place, member=member))
    for share in rows.order_by(f"{sign}{order.field}", f"{sign}id").iterator(2000):
        yield _row(share)


def trusts(sorting: Sorting, *, member: Membership) -> list[Row]:
    """Each trust's figures: few enough to be sorted here."""
    sums = (
        GtinShare.objects.visible_to(member)
        .exclude(organisation=None)
        .values("organisation")
        .annotate(**{f"all_{name}": Sum(name) for name in _SUMS})
        .order_by()
    )
    figures = {row["organisation"]: _figures(dict(row)) for row in sums}
    organisations = Organisation.objects.visible_to(member).in_bulk(list(figures))
    rows = [Row(organisations[pk], None, figures[pk]) for pk in organisations]
    return sorted(
        rows, key=lambda row: _sort_key(row, sorting.name), reverse=sorting.descending
    )


def unread_gtins(
    place: Place, query: Mapping[str, str], *, member: Membership
) -> dict[str, Any]:
    """Items whose GTIN column holds none, what is wrong and what to do."""
    sorting = sorting_of(query, UNREAD_SORTS)
    page = page_of(
        unread_of(place, member=member),
        sorting.order,
        after=query.get("after", ""),
        before=query.get("before", ""),
    )
    return {
        "kept": kept_figures(),
        "place": place,
        "sorting": sorting,
        "page": page,
        "rows": [UnreadRow(row, why_unread(row.item.gtin)) for row in page.rows],
    }


def unread_of(place: Place, *, member: Membership) -> UnreadGtinQuerySet:
    rows = UnreadGtin.objects.visible_to(member)
    if place.organisation:
        rows = rows.filter(organisation=place.organisation)
    return rows.select_related("item__supplier", "organisation").annotate(
        said=F("item__gtin")
    )


def _with_names(rows: GtinShareQuerySet) -> GtinShareQuerySet:
    return rows.select_related("supplier").annotate(
        name_key=Coalesce("supplier__name_key", Value(""), output_field=TextField())
    )


def _row(share: GtinShare) -> Row:
    return Row(None, share.supplier, Figures(*(getattr(share, name) for name in _SUMS)))


def _sum(rows: GtinShareQuerySet) -> Figures:
    sums = rows.aggregate(**{f"all_{name}": Sum(name) for name in _SUMS})
    return _figures(sums)


def _figures(sums: Mapping[str, Any]) -> Figures:
    """Of a row of sums; without any, nothing."""
    return Figures(*(sums[f"all_{name}"] or 0 for name in _SUMS))  # type: ignore[arg-type]


def _sort_key(row: Row, name: str) -> Any:
    if row.organisation and name == NAME:
        return row.organisation.name.casefold()
    return getattr(row.figures, name) or 0
