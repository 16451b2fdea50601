"""Doors from the queue. What is undone is found in the tables, not in the message."""

from celery import shared_task
from celery.utils.log import get_task_logger
from django.utils import timezone

from procurement.specifications import actions
from procurement.specifications.models import Seat

logger = get_task_logger(__name__)


@shared_task(acks_late=True, ignore_result=True)
def tell_who_is_asked() -> None:
    """Every minute: who was given a seat hears of it once."""
    waiting = Seat.objects.to_tell(at=timezone.now()).values_list("pk", flat=True)
    for number in list(waiting):
        was_sent = actions.tell_of_seat(number, at=timezone.now())
        if was_sent is not None:
            logger.info("Seat %d: %s", number, "told" if was_sent else "not taken")
