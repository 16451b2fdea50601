"""Where the time of some work goes: statement by statement, and Python's own share."""

import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from catalogue.matching import queries as matching
from catalogue.prices import queries as prices
from catalogue.products import queries as products
from catalogue.purchases import queries as purchases
from catalogue.spend import queries as spend
from procurement.gaps import queries as gaps

ROOMS = {
    "purchases": purchases,
    "products": products,
    "matching": matching,
    "prices": prices,
    "gaps": gaps,
    "spend": spend,
}
_KNOWN_BY = 60  # characters that tell one statement from another


def _names() -> dict[str, str]:
    """The first characters of each room's statements, and what they are called."""
    return {
        text.strip()[:_KNOWN_BY]: f"{room}.{name}"
        for room, module in ROOMS.items()
        for name, text in vars(module).items()
        if isinstance(text, str) and name.isupper()
    }


class StatementClock:
    """Seconds that each named statement took while `running`."""

    def __init__(self) -> None:
        self.names = _names()
        self.seconds: Counter[str] = Counter()

    def __call__(
        self,
        execute: Callable[..., Any],
        sql: str,
        params: Any,
        many: bool,
        context: Any,
    ) -> Any:
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            name = self.names.get(str(sql).strip()[:_KNOWN_BY], "other")
            self.seconds[name] += time.perf_counter() - started

    @contextmanager
    def running(self) -> Iterator[None]:
        with connection.execute_wrapper(self):
            yield

    def slowest(self, count: int) -> list[tuple[str, float]]:
        return self.seconds.most_common(count)


def peak_megabytes() -> float:
    """The most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def timed(into: dict[str, float], name: str) -> Iterator[None]:
    """Add the seconds inside to `into[name]`."""
    started = time.perf_counter()
    try:
        yield
    finally:
        into[name] = into.get(name, 0.0) + time.perf_counter() - started
