"""Doors from the queue. What is undone is found in the tables, not in the message."""

from celery import shared_task
from celery.utils.log import get_task_logger
from django.utils import timezone

from procurement.savings import actions

logger = get_task_logger(__name__)


@shared_task(acks_late=True, ignore_result=True)
def keep_savings() -> None:
    """Every few seconds: months of claims whose order lines changed, aims that may not
    be known any more, and what trusts' claims come to."""
    if blanked := actions.forget_peers_prices():
        logger.info("%d aims were a price that is confidential now", blanked)
    on = timezone.localdate()
    if actions.is_behind(on=on):
        written = actions.keep_savings(on=on)
        logger.info("%d months of savings changed", written)
    if kept := actions.keep_pounds(on=on):
        logger.info("Savings of %d trusts added up", kept)


@shared_task(acks_late=True, ignore_result=True)
def check_savings() -> None:
    """Every night: that nothing runs on where nobody is left, and no pound stands
    twice."""
    at = timezone.now()
    on = timezone.localdate(at)
    actions.end_at_closed_trusts(on=on, at=at)
    actions.keep_savings(on=on)  # what just came in is no finding
    actions.keep_pounds(on=on, everything=True)
    check = actions.check_savings(on=on, at=at)
    logger.info("%d findings in %d claims", check.found, check.claims)


@shared_task(acks_late=True, ignore_result=True)
def tell_of_leaks() -> None:
    """Every morning: who pays above an agreed price hears of it once."""
    at = timezone.now()
    on = timezone.localdate(at)
    actions.notice_leaks(on=on, at=at)
    for told in actions.tell_of_leaks(on=on, at=at):
        logger.info("Told of leakage: %s", told)
