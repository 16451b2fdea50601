"""What an import did to the gaps a member may see."""

from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.db.models.functions import Abs

from catalogue.matching.models import TouchedProduct
from catalogue.purchases.models import Import, TouchedItem
from procurement.gaps.models import ChangeKind, Gap, GapChange, Refresh
from trusts.models import Membership

# The largest changes; all of them are in the history of each gap.
SHOWN = 100


@dataclass(frozen=True, slots=True)
class ImportChanges:
    """How many gaps changed, by kind; the largest changes, but for those of products
    of which another trust keeps its price confidential now; and whether more may come.

    A refresh that took in several imports at once cannot say which of them did what:
    `others` is how many came with this one.
    """

    found: int
    grew: int
    shrank: int
    gone: int
    largest: list[GapChange]
    has_hidden: bool
    others: int
    is_pending: bool

    @property
    def total(self) -> int:
        return self.found + self.grew + self.shrank + self.gone


def changes_of_import(of_import: Import, member: Membership) -> ImportChanges:
    """Of the gaps this member may see, what changed when the import was taken in."""
    refreshes = list(Refresh.objects.filter(import_ids__contains=[of_import.pk]))
    changes = GapChange.objects.filter(
        refresh__in=refreshes, gap__in=Gap.objects.visible_to(member)
    )
    kinds: dict[str, int] = dict(
        changes.values_list("kind").annotate(gaps=Count("pk")).order_by()
    )
    hidden = Q(gap__in=Gap.objects.visible_to(member).with_a_secret())
    largest = (
        changes.exclude(hidden)
        .select_related("gap__product", "gap__organisation")
        .order_by(Abs(F("gap_value") - F("value_before")).desc(), "pk")
    )
    together = {number for each in refreshes for number in each.import_ids}
    return ImportChanges(
        found=kinds.get(ChangeKind.FOUND, 0) + kinds.get(ChangeKind.FOUND_AGAIN, 0),
        grew=kinds.get(ChangeKind.GREW, 0),
        shrank=kinds.get(ChangeKind.SHRANK, 0),
        gone=kinds.get(ChangeKind.GONE, 0),
        largest=list(largest[:SHOWN]),
        has_hidden=changes.filter(hidden).exists(),
        others=len(together - {of_import.pk}),
        is_pending=_is_pending(of_import),
    )


def _is_pending(of_import: Import) -> bool:
    """Something the import touched has not been worked out yet."""
    return (
        TouchedItem.objects.filter(import_id=of_import.pk).exists()
        or TouchedProduct.objects.filter(import_id=of_import.pk).exists()
    )
