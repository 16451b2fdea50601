"""A rollback is previewed, and then done as it was shown."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from catalogue.products.models import Product
from catalogue.purchases import rolling_back
from catalogue.purchases.actions import NotAllowed, roll_back_import
from catalogue.purchases.models import Import
from procurement.rollbacks.effects import Effect, GapEffect, basis_now, effect_of
from procurement.rollbacks.models import PreviewedGap, PreviewState, RollbackPreview
from trusts.models import Membership

# A preview whose process died this often is not tried again.
MOST_ATTEMPTS = 3
CHANGED = (
    "Other data has come in since this was worked out. Nothing was rolled back. "
    "This is what it would change now."
)


@transaction.atomic
def ask_for_preview(
    of_import: Import, *, by: Membership | None, at: datetime
) -> RollbackPreview:
    """The preview of the import that still holds or is under way, else a new one.

    Nobody waits for another here: two that ask at once get two, which say the same.
    """
    newest = RollbackPreview.objects.filter(of_import=of_import).order_by("-pk").first()
    if newest is not None and (
        newest.state != PreviewState.READY or newest.basis == basis_now()
    ):
        return newest
    RollbackPreview.objects.filter(of_import=of_import).delete()
    return RollbackPreview.objects.create(of_import=of_import, asked_at=at, asked_by=by)


def work_out_preview(
    preview_id: int, *, at: datetime, progress: Callable[[str], None]
) -> None:
    """Fill in a waiting preview. Run twice, the second does nothing.

    Its row is locked meanwhile; a process that dies leaves it waiting.
    """
    if not _may_attempt(preview_id):
        return
    with transaction.atomic():
        preview = _lock_waiting(preview_id)
        if preview is None:
            return
        try:
            effect = effect_of(preview.of_import, at=at, progress=progress)
        except NotAllowed:  # rolled back meanwhile: there is nothing to show
            preview.delete()
            return
        _keep(preview, effect, at=at)


def _lock_waiting(preview_id: int) -> RollbackPreview | None:
    return (
        RollbackPreview.objects.select_for_update(skip_locked=True)
        .filter(pk=preview_id, state=PreviewState.WAITING)
        .first()
    )


@transaction.atomic
def _may_attempt(preview_id: int) -> bool:
    preview = _lock_waiting(preview_id)
    if preview is None:
        return False
    if preview.attempts >= MOST_ATTEMPTS:
        preview.state = PreviewState.FAILED
        preview.save(update_fields=["state"])
        return False
    preview.attempts = F("attempts") + 1
    preview.save(update_fields=["attempts"])
    return True


def _keep(preview: RollbackPreview, effect: Effect, *, at: datetime) -> None:
    preview.state, preview.worked_out_at = PreviewState.READY, at
    preview.basis, preview.figures = effect.basis, figures_of(effect)
    preview.save(update_fields=["state", "worked_out_at", "basis", "figures"])
    numbers = {each.product_id for each in effect.gaps}
    known = set(Product.objects.filter(pk__in=numbers).values_list("pk", flat=True))
    PreviewedGap.objects.bulk_create(_row(preview, each, known) for each in effect.gaps)


def _row(preview: RollbackPreview, gap: GapEffect, known: set[int]) -> PreviewedGap:
    return PreviewedGap(
        preview=preview,
        organisation_id=gap.organisation_id,
        product_id=gap.product_id if gap.product_id in known else None,
        description=gap.description,
        kind=gap.kind,
        value_before=gap.value_before,
        value_after=gap.value_after,
    )


def figures_of(effect: Effect) -> dict[str, int | str | dict[str, int]]:
    """The figures as they are kept: counts, pounds as text, imports by number."""
    lines = effect.lines
    return {
        "lines_go": lines.lines_go,
        "value_goes": str(lines.value_goes),
        "lines_return": lines.lines_return,
        "value_returns": str(lines.value_returns),
        "stay_with": {str(key): count for key, count in lines.stay_with.items()},
        "return_of": {str(key): count for key, count in lines.return_of.items()},
        "replaced_by": {str(key): count for key, count in lines.replaced_by.items()},
        "items_go": effect.items_go,
        "items_return": effect.items_return,
        "prices_go": effect.prices_go,
        "prices_come": effect.prices_come,
        "prices_change": effect.prices_change,
    }


@transaction.atomic
def roll_back_as_shown(
    preview: RollbackPreview, *, by: Membership, at: datetime
) -> None:
    """Roll the import back, if what it changes is still what was shown.

    Raises NotAllowed where it is not, or where the import cannot be rolled back.
    """
    rolling_back.wait_for_others()
    rolling_back.lock_its_organisations(preview.of_import_id)
    if preview.state == PreviewState.WAITING:
        raise NotAllowed("What it would change is still being worked out.")
    if preview.state == PreviewState.READY and preview.basis != basis_now():
        raise NotAllowed(CHANGED)
    roll_back_import(preview.of_import, by=by, at=at)
