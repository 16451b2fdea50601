"""What the page of a rollback says of its preview."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Abs

from catalogue.purchases.models import Import
from procurement.gaps.models import ChangeKind
from procurement.rollbacks.models import PreviewedGap, RollbackPreview
from trusts.models import Membership
from trusts.permissions import Permission

# The largest changes; the totals are of all of them.
SHOWN = 100


@dataclass(frozen=True, slots=True)
class OtherImport:
    """Order lines that this rollback shares with another import."""

    of_import: Import
    lines: int


@dataclass(frozen=True, slots=True)
class TrustGaps:
    """What happens to the gaps of one trust; pounds a year."""

    name: str
    come: int
    grow: int
    shrink: int
    go: int
    value_before: Decimal
    value_after: Decimal


@dataclass(frozen=True, slots=True)
class Shown:
    """The preview as this member may see it."""

    figures: dict
    value_goes: Decimal
    value_returns: Decimal
    stay_with: list[OtherImport]
    return_of: list[OtherImport]
    replaced_by: list[OtherImport]
    trusts: list[TrustGaps]
    gaps: list[PreviewedGap]
    gaps_elsewhere: int
    sees_gaps: bool


def shown(preview: RollbackPreview, member: Membership) -> Shown:
    figures = preview.figures
    imports = {key: figures[key] for key in ("stay_with", "return_of", "replaced_by")}
    numbers = {int(number) for each in imports.values() for number in each}
    found = Import.objects.visible_to(member).in_bulk(numbers)
    gaps = preview.gaps.all() & PreviewedGap.objects.visible_to(member)
    largest = gaps.select_related("organisation").order_by(
        Abs(F("value_after") - F("value_before")).desc(), "pk"
    )
    return Shown(
        figures=figures,
        value_goes=Decimal(figures["value_goes"]),
        value_returns=Decimal(figures["value_returns"]),
        **{key: _others(each, found) for key, each in imports.items()},
        trusts=_by_trust(gaps),
        gaps=list(largest[:SHOWN]),
        gaps_elsewhere=preview.gaps.count() - gaps.count(),
        sees_gaps=member.may(Permission.GAPS_VIEW),
    )


def _others(counts: dict[str, int], found: dict[int, Import]) -> list[OtherImport]:
    return [
        OtherImport(found[int(number)], lines)
        for number, lines in sorted(counts.items(), key=lambda item: int(item[0]))
        if int(number) in found
    ]


def _by_trust(gaps: Iterable) -> list[TrustGaps]:
    kinds = {
        "come": (ChangeKind.FOUND, ChangeKind.FOUND_AGAIN),
        "grow": (ChangeKind.GREW,),
        "shrink": (ChangeKind.SHRANK,),
        "go": (ChangeKind.GONE,),
    }
    rows = (
        gaps.values(name=F("organisation__name"))  # type: ignore[attr-defined]
        .annotate(
            before=Sum("value_before"),
            after=Sum("value_after"),
            **{
                name: Count("pk", filter=Q(kind__in=each))
                for name, each in kinds.items()
            },
        )
        .order_by("name")
    )
    return [
        TrustGaps(
            name=row["name"],
            value_before=row["before"],
            value_after=row["after"],
            **{name: row[name] for name in kinds},
        )
        for row in rows
    ]
