"""Doors from the queue. What is undone is found in the tables, not in the message."""

from celery import shared_task
from celery.utils.log import get_task_logger
from django.utils import timezone

from procurement.review import actions

logger = get_task_logger(__name__)


@shared_task(acks_late=True, ignore_result=True)
def keep_questions() -> None:
    """Every few seconds: what is to be asked, if anything it stands on changed."""
    if actions.catch_up(at=timezone.now()):
        logger.info("Questions kept")
