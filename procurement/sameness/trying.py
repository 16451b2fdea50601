"""Doing something to see what it changes, and taking it back: under the same locks
and by the same actions as when it is really done, so that nothing is estimated."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import OperationalError, connection, transaction

from catalogue.matching.actions import match_items
from catalogue.purchases.models import TouchedItem
from procurement.gaps.actions import refresh_touched_gaps

# What a person waits for. An import or a refresh that holds the locks for longer, or a
# change of more than this, is not previewed.
LONGEST_LOCK = "5s"
LONGEST_STATEMENT = "30s"
MOST_WAITING = 2_000  # items that an import brought and nobody has looked at


class CannotTry(Exception):
    """It cannot be shown beforehand; carries the sentence that says why."""


@contextmanager
def a_still_region(*, at: datetime) -> Iterator[None]:
    """A transaction that is taken back in the end and in which nobody else matches or
    compares: what imports left to do is done in it first. Raises CannotTry."""
    if TouchedItem.objects.all()[: MOST_WAITING + 1].count() > MOST_WAITING:
        raise CannotTry(
            "An import is being worked in just now, so what this would change cannot "
            "be told yet. Open this page again in a minute."
        )
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = '{LONGEST_LOCK}'")
                cursor.execute(f"SET LOCAL statement_timeout = '{LONGEST_STATEMENT}'")
            match_items()
            refresh_touched_gaps(at=at)
            yield
            transaction.set_rollback(True)
    except OperationalError as trouble:
        raise CannotTry(
            "What this would change took too long to work out, because other work is "
            "going on. Open this page again in a minute; or do it, and undo it if it "
            "was wrong."
        ) from trouble


def tried[Seen](do: Callable[[], object], look: Callable[[], Seen]) -> Seen:
    """What `look` sees once `do` is done; then it is taken back."""
    with transaction.atomic():
        do()
        seen = look()
        transaction.set_rollback(True)
    return seen
