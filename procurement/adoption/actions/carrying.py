"""Carrying adoptions over to a next version."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from procurement.adoption import rules
from procurement.adoption.actions.stepping import add_step
from procurement.adoption.models import GOES_ON, Adoption, AdoptionState, Training
from procurement.specifications.actions import locked
from procurement.specifications.models import Version
from trusts.models import Organisation


def carry_over(*, at: datetime) -> list[Adoption]:
    """Where a next version was adopted, have each trust's adoption of the one before
    stand under it; each once."""
    old = Adoption.objects.uncarried().select_related(
        "version__specification", "organisation"
    )
    newest: dict[tuple[int, int], Adoption] = {}
    for each in old:
        newest[each.version.specification_id, each.organisation_id] = each
    carried = [_carry(each, at=at) for each in newest.values()]
    return [each for each in carried if each is not None]


def carried(
    version: Version, organisation: Organisation, *, at: datetime
) -> Adoption | None:
    """A trust's adoption of the version before, carried over to this one, which the
    caller holds: so that nothing new takes its place. None where there was none."""
    old = Adoption.objects.uncarried().filter(
        organisation=organisation, version__specification=version.specification_id
    )
    found = old.select_related("version__specification", "organisation").last()
    return _carry(found, at=at) if found is not None else None


@transaction.atomic
def _carry(old: Adoption, *, at: datetime) -> Adoption | None:
    """The same trust's adoption of the version in force: as it was where the standard
    is the same products and they count the same, else planned anew."""
    version = locked(old.version.specification.versions.get(state__in=GOES_ON))
    on, place = timezone.localdate(at), old.organisation
    if version.adoptions.filter(organisation=place).exists() or rules.why_not_bound(
        version, place, on=on
    ):
        return None
    is_same = _is_same(version, old.version)
    stays = is_same or old.state == AdoptionState.EXEMPT
    new = _copy(old, version, stays=stays, at=at)
    said = (
        "the standard is the same products, so it goes on as it was"
        if is_same
        else "the standard is other products, or counts otherwise, so it is planned "
        "anew"
        if not stays
        else "it stays exempt"
    )
    note = f"Carried over from version {old.version.number}: {said}."
    add_step(new, note=note, by=None, at=at)
    return new


_KEPT = ("owner_id", "super_users", "fallback", "exempt_until", "exempt_because")
_KEPT_AS_IT_WAS = (
    *("state", "go_live_on", "live_on", "stock_weeks", "catalogue_reference"),
    *("old_lines_blocked_at", "old_lines_blocked_by_id", "told_everybody_at"),
    *("told_everybody_by_id", "review_on", "participation_id", "savings_refused"),
)


def _copy(old: Adoption, version: Version, *, stays: bool, at: datetime) -> Adoption:
    names = (*_KEPT, *_KEPT_AS_IT_WAS) if stays else _KEPT
    said: dict[str, Any] = {name: getattr(old, name) for name in names}
    new = Adoption.objects.create(
        **{"state": AdoptionState.PLANNED, **said},
        version=version,
        organisation=old.organisation,
        started_at=at,
        moved_at=at,
    )
    Training.objects.bulk_create(
        Training(
            adoption=new,
            group=each.group,
            people=each.people,
            trained=each.trained if stays else 0,
            due_on=each.due_on if stays else None,
            changed_at=at,
        )
        for each in old.training.order_by("pk")
    )
    return new


def _is_same(version: Version, old: Version) -> bool:
    """Whether the same products are to be bought, and what both versions consider
    counts in the same uses."""
    new, was = _counted(version), _counted(old)
    if _standard_of(new) != _standard_of(was):
        return False
    return all(new[root] == was[root] for root in new.keys() & was.keys())


def _standard_of(counted: dict[int, tuple[bool, Decimal]]) -> set[int]:
    return {root for root, (is_standard, _) in counted.items() if is_standard}


def _counted(version: Version) -> dict[int, tuple[bool, Decimal]]:
    """By product, or by the one that it was merged into: whether it is to be bought,
    and how many eaches a use of it takes."""
    found: dict[int, tuple[bool, Decimal]] = {}
    for each in version.considered.select_related("product"):
        root = each.product.merged_into_id or each.product_id
        is_standard, a_use = found.get(root, (False, Decimal(0)))
        found[root] = (
            is_standard or each.is_standard,
            max(a_use, each.eaches_per_use),
        )
    return found
