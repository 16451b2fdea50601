"""Doors from the queue. What is undone is found in the tables, not in the message."""

from celery import shared_task
from celery.utils.log import get_task_logger
from django.utils import timezone

from procurement.signoff import actions

logger = get_task_logger(__name__)


@shared_task(acks_late=True, ignore_result=True)
def remind() -> None:
    """Every ten minutes: versions come under review on their day, and who has yet to
    decide, or is to know, hears of it once."""
    at = timezone.now()
    for version in actions.review_what_is_due(at=at):
        logger.info("Version %d is under review", version.pk)
    if sent := actions.remind(at=at):
        logger.info("%d reminders sent", sent)
