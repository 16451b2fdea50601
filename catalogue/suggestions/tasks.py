"""Doors from the queue. What is undone is found in the tables, not in the message."""

from celery import shared_task
from celery.utils.log import get_task_logger
from django.utils import timezone

from catalogue.suggestions import actions

logger = get_task_logger(__name__)


@shared_task(acks_late=True, ignore_result=True)
def suggest_matches() -> None:
    """Every few seconds: whatever matching, catalogues or persons changed."""
    if actions.is_behind():
        suggested = actions.suggest(at=timezone.now())
        logger.info(
            "%d suggestions for %d subjects", suggested.suggestions, suggested.subjects
        )


@shared_task(acks_late=True, ignore_result=True)
def suggest_for_everything() -> None:
    """Every night: a product that came since may be what an older question is about."""
    actions.suggest(at=timezone.now(), everything=True)
