"""Doors from the queue. What is undone is found in the tables, not in the message."""

from celery import shared_task
from celery.utils.log import get_task_logger
from django.utils import timezone

from procurement.gaps import actions

logger = get_task_logger(__name__)


@shared_task(acks_late=True, ignore_result=True)
def catch_up() -> None:
    """Every few seconds: match, price and compare what imports touched."""
    if actions.catch_up(on=timezone.localdate(), at=timezone.now()):
        logger.info("Caught up with what imports touched")


@shared_task(acks_late=True, ignore_result=True)
def refresh_gaps_for_everything() -> None:
    """Every night: the whole worklist as at the new day."""
    refreshed = actions.refresh_gaps(on=timezone.localdate(), at=timezone.now())
    logger.info("%d gaps as at %s", refreshed.listed, refreshed.on)
