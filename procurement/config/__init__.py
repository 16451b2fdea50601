"""Settings, addresses and the Celery application, which every process must know so
that a task put in the queue reaches our broker."""

from procurement.config.celery import app as celery_app  # noqa: TID251  # our own room

__all__ = ["celery_app"]
