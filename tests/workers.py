"""Two workers share the tests of a whole run; neither sees anything of the other.

Loaded ahead of Django's settings. pytest-django gives each worker a database of its
own, and here each is given its part of Valkey. The tests of a file stay with one
worker, and the longest files begin first: no worker is left with one at the end.
"""

import os
import re
from pathlib import Path

import pytest

# In pytest's own words, "gw0", "gw1" ...; none in a run without workers.
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
TESTS = Path(__file__).parent
LONGEST_FIRST = (
    "journeys/test_review_desk.py",
    "catalogue/products/test_finding_devices.py",
    "browser/",
    "journeys/",
    "house_rules/",
    "catalogue/matching/test_merging.py",
)


def part_of_valkey(address: str, number: int) -> str:
    """The address with another database: each worker has two of Valkey's sixteen."""
    before, database = re.fullmatch(r"(.*[/=])(\d+)", address).groups()
    return f"{before}{int(database) + 2 * number}"


if WORKER:
    for each in ("REDIS_URL", "CACHE_URL"):
        os.environ[each] = part_of_valkey(os.environ[each], int(WORKER[2:]))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    if WORKER:
        items.sort(key=lambda item: place_of(item.path))


def place_of(path: Path) -> int:
    name = str(path.relative_to(TESTS))
    places = [n for n, start in enumerate(LONGEST_FIRST) if name.startswith(start)]
    return min(places, default=len(LONGEST_FIRST))
