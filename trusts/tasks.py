"""Doors from the queue. What is unsent or unsealed is found in the tables."""

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


@shared_task(acks_late=True, ignore_result=True)
def seal_audit() -> None:
    """Every minute: the newest events of the audit record."""
    if count := actions.seal_events(at=timezone.now()):
        logger.info("Sealed %d events", count)


@shared_task(acks_late=True, ignore_result=True)
def check_record() -> None:
    """Every night: whether anybody has been at the record."""
    check = actions.check_record(at=timezone.now())
    if check.is_in_order:
        logger.info("%s", check)
    else:
        logger.error("%s: %s", check, " ".join(check.findings))


@shared_task(acks_late=True, ignore_result=True)
def tell_of_checks() -> None:
    """Every minute: administrators and auditors hear once of a check that found
    something. A mail server that was out of reach is tried again."""
    if sent := actions.tell_of_checks(at=timezone.now()):
        logger.info("%d people told that the record is not in order", sent)


@shared_task(acks_late=True, ignore_result=True)
def send_head() -> None:
    """Every day, and once a week it goes."""
    if sent := actions.send_head(at=timezone.now()):
        logger.info("Head of the record: %s", sent)


@shared_task(acks_late=True, ignore_result=True)
def seal_everything() -> None:
    """Every night: also events that came to light late."""
    count = actions.seal_events(at=timezone.now(), look_back=None)
    logger.info("Sealed %d events that were left", count)
