"""`python -m bench`, by way of `./dev bench`: fill a region and measure in it."""

import argparse
import os
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import django

FULL = 10_000_000
Measure = Callable[..., None]  # of a region, with a folder for files


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./dev bench",
        description="Measure imports, gaps and pages beside their peers in one run.",
    )
    parser.add_argument(
        "--lines", type=int, default=1_000_000, help="order lines of the region"
    )
    parser.add_argument(
        "--full",
        action="store_true",
        help=f"full size: {FULL:,} lines, some twenty minutes and 15 GB of disk",
    )
    parser.add_argument(
        "measures",
        nargs="*",
        metavar="MEASURE",
        help="imports, gaps, touched, pages, search, suggestions, savings "
        "(default: all)",
    )
    return parser.parse_args()


def main() -> int:
    chosen = options()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "procurement.config.settings")
    django.setup()
    measures = known_measures()
    unknown = set(chosen.measures) - set(measures)
    if unknown:
        print(f"There is no measure {', '.join(sorted(unknown))}.", file=sys.stderr)
        return 2
    wanted = [
        m for name, m in measures.items() if name in (chosen.measures or measures)
    ]
    measure_all(wanted, FULL if chosen.full else chosen.lines)
    return 0


def known_measures() -> dict[str, Measure]:
    from bench.gaps import measure_gaps
    from bench.imports import measure_imports, measure_touched
    from bench.pages import measure_pages
    from bench.savings import measure_savings
    from bench.search import measure_search
    from bench.suggestions import measure_suggestions

    return {
        "imports": measure_imports,
        "gaps": measure_gaps,
        "touched": measure_touched,
        "pages": measure_pages,
        "search": measure_search,
        "suggestions": measure_suggestions,
        "savings": measure_savings,
    }


def measure_all(measures: list[Measure], lines: int) -> None:
    """Fill a region of that many lines and measure in it, one after the other."""
    from django.utils import timezone

    from bench import filling, invented, reporting

    # The last sixty days are left for the extracts that are measured.
    until = timezone.localdate() - timedelta(days=60)
    with TemporaryDirectory(prefix="bench-") as folder:
        reporting.tell_machine()
        region = filling.fill(
            invented.Size(lines=lines, seed=1, until=until),
            Path(folder),
            reporting.progress,
        )
        for measure in measures:
            measure(region, Path(folder))


if __name__ == "__main__":
    sys.exit(main())
