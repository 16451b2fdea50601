"""Doors from the queue for mails. What is unsent is found in the tables."""

from celery import shared_task
from celery.utils.log import get_task_logger
from django.utils import timezone

from trusts import actions
from trusts.models import Invitation

logger = get_task_logger(__name__)


@shared_task(acks_late=True, ignore_result=True)
def send_waiting_invitations() -> None:
    """Send the invitations that wait, each in a transaction of its own."""
    waiting = Invitation.objects.to_send(at=timezone.now()).values_list("pk", flat=True)
    for number in list(waiting):
        was_sent = actions.send_invitation(number, at=timezone.now())
        if was_sent is not None:
            logger.info("Invitation %d: %s", number, "sent" if was_sent else "refused")
