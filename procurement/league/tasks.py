"""Doors from the queue for the league table."""

from celery import shared_task
from celery.utils.log import get_task_logger
from django.core.cache import cache
from django.utils import timezone

from procurement.league import actions
from procurement.league.models import Working, WorkingState

logger = get_task_logger(__name__)

PROGRESS_SECONDS = 3600


def progress_key(working_id: int) -> str:
    """Where the step that is under way is told, for the page that watches."""
    return f"league-working-step:{working_id}"


@shared_task(acks_late=True, ignore_result=True)
def work_out_league(*, working_id: int) -> None:
    """Work one release's figures out; does nothing if they are or another does."""
    actions.work_out(
        working_id,
        at=timezone.now(),
        progress=lambda step: cache.set(
            progress_key(working_id), step, PROGRESS_SECONDS
        ),
    )


@shared_task(acks_late=True, ignore_result=True)
def work_out_waiting_leagues() -> None:
    """Every few seconds: figures whose message was lost or whose worker died."""
    for working_id in (
        Working.objects.filter(state=WorkingState.WAITING)
        .order_by("pk")
        .values_list("pk", flat=True)
    ):
        work_out_league(working_id=working_id)


@shared_task(acks_late=True, ignore_result=True)
def tell_of_previews() -> None:
    """Every few minutes: trusts whose figures are in preview hear of it once."""
    at = timezone.now()
    for told in actions.tell_of_previews(on=timezone.localdate(at), at=at):
        logger.info("Told of a preview: %s", told)
