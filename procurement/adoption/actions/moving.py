"""Moving an adoption on, and carrying adoptions over to a next version."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from procurement.adoption import rules
from procurement.adoption.actions.exempting import clear_exemption
from procurement.adoption.actions.saving import join
from procurement.adoption.actions.stepping import add_step, held, step
from procurement.adoption.models import (
    RUNNING,
    Adoption,
    AdoptionState,
    Training,
)
from procurement.specifications.actions import locked
from procurement.specifications.models import Version, VersionState
from trusts.models import Membership
from trusts.rules import refuse


@transaction.atomic
def move_adoption(
    adoption: Adoption,
    to: AdoptionState,
    *,
    note: str = "",
    by: Membership | None,
    at: datetime,
) -> Adoption:
    """Move it on a step, or back one; it is live from the day that the plan names, and
    its part in the savings starts with that month, if it can. Raises Refused."""
    adoption, on = held(adoption), timezone.localdate(at)
    refuse(rules.why_not_move(adoption, to, note=note, by=by, on=on))
    clear_exemption(adoption)
    if to not in RUNNING:
        adoption.live_on = None
    elif not adoption.is_running:
        adoption.live_on = adoption.go_live_on
        join(adoption, by=by, at=at)
    step(adoption, to, note=note, by=by, at=at)
    return adoption


def carry_over(*, at: datetime) -> list[Adoption]:
    """Where a next version was adopted, have each trust's adoption of the one before
    stand under it; each once."""
    follows = Version.objects.filter(
        specification=OuterRef("version__specification"), state__in=rules.GOES_ON
    )
    there = Adoption.objects.filter(
        version__specification=OuterRef("version__specification"),
        version__state__in=rules.GOES_ON,
        organisation=OuterRef("organisation"),
    )
    old = Adoption.objects.filter(
        Exists(follows), ~Exists(there), version__state=VersionState.SUPERSEDED
    ).select_related("version__specification", "organisation")
    newest: dict[tuple[int, int], Adoption] = {}
    for each in old.order_by("-version__number"):
        place = each.version.specification_id, each.organisation_id
        newest.setdefault(place, each)
    carried = [_carry(each, at=at) for each in newest.values()]
    return [each for each in carried if each is not None]


@transaction.atomic
def _carry(old: Adoption, *, at: datetime) -> Adoption | None:
    """The same trust's adoption of the version in force: as it was where the standard
    is the same products, else planned anew."""
    version = locked(old.version.specification.versions.get(state__in=rules.GOES_ON))
    on, place = timezone.localdate(at), old.organisation
    if version.adoptions.filter(organisation=place).exists() or rules.why_not_bound(
        version, place, on=on
    ):
        return None
    is_same = _standard_of(version) == _standard_of(old.version)
    stays = is_same or old.state == AdoptionState.EXEMPT
    new = _copy(old, version, stays=stays, at=at)
    said = (
        "the standard is the same products, so it goes on as it was"
        if is_same
        else "the standard is other products, so it is planned anew"
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


def _standard_of(version: Version) -> set[int]:
    """The products to be bought, those that were merged by the one they are under."""
    rows = version.considered.filter(is_standard=True).select_related("product")
    return {each.product.merged_into_id or each.product_id for each in rows}
