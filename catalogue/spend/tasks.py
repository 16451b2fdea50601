"""Doors from the queue. What is touched is summed by `catch_up`, within seconds."""

from celery import shared_task

from catalogue.spend import actions


@shared_task(acks_late=True, ignore_result=True)
def keep_spend_of_everything() -> None:
    """Every night: all lines afresh, should ever anything have been missed."""
    actions.keep_spend(everything=True)
