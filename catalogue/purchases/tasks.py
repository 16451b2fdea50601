"""Doors from the queue for imports."""

from celery import shared_task
from celery.utils.log import get_task_logger
from django.core.cache import cache
from django.utils import timezone

from catalogue.purchases import actions
from catalogue.purchases.models import Import, ImportState

logger = get_task_logger(__name__)

PROGRESS_SECONDS = 3600


def progress_key(import_id: int) -> str:
    """Where the number of rows read so far is told, for the page that watches."""
    return f"import-rows-read:{import_id}"


@shared_task(acks_late=True, ignore_result=True)
def run_import(*, import_id: int) -> None:
    """Read one queued import; does nothing if another worker has it or had it."""
    done = actions.run_import(
        import_id,
        on=timezone.localdate(),
        at=timezone.now(),
        progress=lambda rows: cache.set(
            progress_key(import_id), rows, PROGRESS_SECONDS
        ),
    )
    if done.state != ImportState.QUEUED:
        logger.info("Import %d: %s", import_id, done.state)


@shared_task(acks_late=True, ignore_result=True)
def run_waiting_imports() -> None:
    """Every few seconds: imports whose message was lost or whose worker died."""
    for import_id in (
        Import.objects.filter(state=ImportState.QUEUED)
        .order_by("pk")
        .values_list("pk", flat=True)
    ):
        run_import(import_id=import_id)
