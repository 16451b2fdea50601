"""Doors from the queue for previews of rollbacks."""

from celery import shared_task
from django.core.cache import cache
from django.utils import timezone

from procurement.rollbacks import actions
from procurement.rollbacks.models import PreviewState, RollbackPreview

PROGRESS_SECONDS = 3600


def progress_key(preview_id: int) -> str:
    """Where the step that is under way is told, for the page that watches."""
    return f"rollback-preview-step:{preview_id}"


@shared_task(acks_late=True, ignore_result=True)
def work_out_preview(*, preview_id: int) -> None:
    """Work one preview out; does nothing if another worker has it or had it."""
    actions.work_out_preview(
        preview_id,
        at=timezone.now(),
        progress=lambda step: cache.set(
            progress_key(preview_id), step, PROGRESS_SECONDS
        ),
    )


@shared_task(acks_late=True, ignore_result=True)
def work_out_waiting_previews() -> None:
    """Every few seconds: previews whose message was lost or whose worker died."""
    for preview_id in (
        RollbackPreview.objects.filter(state=PreviewState.WAITING)
        .order_by("pk")
        .values_list("pk", flat=True)
    ):
        work_out_preview(preview_id=preview_id)
