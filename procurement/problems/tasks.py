"""Doors from the queue. What is undone is found in the tables, not in the message."""

from celery import shared_task
from celery.utils.log import get_task_logger
from django.utils import timezone

from procurement.problems import actions

logger = get_task_logger(__name__)


@shared_task(acks_late=True, ignore_result=True)
def tell() -> None:
    """Every minute: everybody hears once why a standard is looked at again, and when it
    is suspended, withdrawn, replaced or said to stand."""
    if sent := actions.tell(at=timezone.now()):
        logger.info("%d people told", sent)
