"""Reading from the database for so long and no longer."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled


class TookTooLong(Exception):
    """The time was over before the answer was there."""


@contextmanager
def patience(milliseconds: int) -> Iterator[Callable[[], None]]:
    """What is read inside takes at most so long: each call of what is given leaves the
    statements after it what is left of the time. Nothing inside may write: the limit
    goes with the rollback, whatever transaction is around it."""
    end = monotonic() + milliseconds / 1000

    def allow_the_rest() -> None:
        left = int((end - monotonic()) * 1000)
        if left <= 0:
            raise TookTooLong
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('statement_timeout', %s, true)", [str(left)]
            )

    try:
        with transaction.atomic():
            yield allow_the_rest
            transaction.set_rollback(True)
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise TookTooLong from error
        raise
