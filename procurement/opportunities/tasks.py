"""Doors from the queue. What is undone is found in the tables, not in the message."""

from celery import shared_task
from celery.utils.log import get_task_logger
from django.utils import timezone

from procurement.opportunities import actions

logger = get_task_logger(__name__)


@shared_task(acks_late=True, ignore_result=True)
def keep_opportunities() -> None:
    """Every ten seconds: opportunities, if anything they stand on changed."""
    if actions.keep_opportunities(at=timezone.now()):
        logger.info("Opportunities kept")
