"""How far a queued import is, for the page that watches. It may be forgotten."""

from dataclasses import dataclass

from django.core.cache import cache

from catalogue.purchases.tasks import PROGRESS_SECONDS, progress_key


@dataclass(frozen=True, slots=True)
class Progress:
    """Rows read so far, and how many there are; 0 where that is not known."""

    rows_read: int
    rows: int

    @property
    def is_read(self) -> bool:
        """All rows are read; they are being judged and stored."""
        return 0 < self.rows <= self.rows_read


def expect_rows(import_id: int, rows: int) -> None:
    """Remember how many rows the file has."""
    cache.set(_rows_key(import_id), rows, PROGRESS_SECONDS)


def progress_of(import_id: int) -> Progress:
    keys = progress_key(import_id), _rows_key(import_id)
    known = cache.get_many(keys)
    rows = known.get(keys[1], 0)
    return Progress(min(known.get(keys[0], 0), rows or 2**31), rows)


def _rows_key(import_id: int) -> str:
    return f"import-rows:{import_id}"
