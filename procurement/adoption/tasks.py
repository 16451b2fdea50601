"""Doors from the queue. What is undone is found in the tables, not in the message."""

from celery import shared_task
from celery.utils.log import get_task_logger
from django.utils import timezone

from procurement.adoption import actions

logger = get_task_logger(__name__)


@shared_task(acks_late=True, ignore_result=True)
def keep_adoptions() -> None:
    """Every ten minutes: exemptions end on their day, adoptions stand under the version
    in force, and who looks after one hears of what happened to it."""
    at = timezone.now()
    for adoption in actions.end_exemptions(at=at):
        logger.info("Adoption %d: its exemption is over", adoption.pk)
    for adoption in actions.carry_over(at=at):
        logger.info("Adoption %d was carried over", adoption.pk)
    if sent := actions.tell(at=at):
        logger.info("%d notices of adoptions sent", sent)
