"""Doors from the queue. What is undone is found in the tables, not in the message."""

from celery import shared_task
from celery.utils.log import get_task_logger
from django.utils import timezone

from procurement.problems import actions

logger = get_task_logger(__name__)


@shared_task(acks_late=True, ignore_result=True)
def tell() -> None:
    """Every minute: everybody hears once why a standard is looked at again, and when it
    is suspended, withdrawn, replaced or said to stand. What an earlier version was
    looked at for, the one in its place is looked at for first."""
    if count := actions.carry_causes_over(at=timezone.now()):
        logger.info("%d causes of a review carried over", count)
    if sent := actions.tell(at=timezone.now()):
        logger.info("%d people told", sent)
